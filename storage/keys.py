"""The key file: the secrets that open the database, kept beside it and never in it or in the repository.

It is made once, readable by its owner only, and holds several sealing keys by id so that a key can be changed
while older rows still open. Whoever loses it loses what the database holds: it belongs into the backup, apart
from the data.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEY_ID_BYTES = 4
KEY_BYTES = 32


class KeyFileRefused(Exception):
    """The key file is missing, damaged, or readable by others; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Keys:
    """Sealing keys by id, the id that seals new values, and the root of all keyed digests, never changed."""

    current: bytes
    seals: Mapping[bytes, bytes]
    root: bytes


def read_or_create(path: Path, *, create: bool) -> Keys:
    """Read the key file, or make one where there is none and `create` allows; else `KeyFileRefused`."""
    if not path.exists():
        if not create:
            raise KeyFileRefused(
                f"There is no key file at {path}. Put back the one this database was made with."
            )
        _write_once(path, new_keys())
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise KeyFileRefused(
            f"The key file {path} may be read by others (mode {mode:04o}). Run: chmod 600 {path}"
        )
    try:
        return _parsed(path.read_text(encoding="ascii"))
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileRefused(f"The key file {path} is damaged. Put it back from a backup.") from error


def new_keys() -> Keys:
    """Make fresh random keys."""
    first = secrets.token_bytes(KEY_ID_BYTES)
    return Keys(
        current=first, seals={first: secrets.token_bytes(KEY_BYTES)}, root=secrets.token_bytes(KEY_BYTES)
    )


def with_new_seal(keys: Keys) -> Keys:
    """Add a sealing key and make it current; what the older ones sealed still opens."""
    name = secrets.token_bytes(KEY_ID_BYTES)
    return Keys(current=name, seals={**keys.seals, name: secrets.token_bytes(KEY_BYTES)}, root=keys.root)


def _write_once(path: Path, keys: Keys) -> None:
    """Make the file whole or not at all; when two processes come at once, the first one's keys stay."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_text(keys))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _text(keys: Keys) -> str:
    seals = {name.hex(): _encoded(key) for name, key in keys.seals.items()}
    value = {"format": 1, "current": keys.current.hex(), "seals": seals, "root": _encoded(keys.root)}
    return json.dumps(value, indent=1) + "\n"


def _parsed(text: str) -> Keys:
    value = json.loads(text)
    seals = {bytes.fromhex(name): _decoded(key) for name, key in value["seals"].items()}
    keys = Keys(current=bytes.fromhex(value["current"]), seals=seals, root=_decoded(value["root"]))
    if keys.current not in seals or any(len(key) != KEY_BYTES for key in (*seals.values(), keys.root)):
        raise ValueError("a key is missing or has the wrong length")
    return keys


def _encoded(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
