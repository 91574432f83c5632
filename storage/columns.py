"""How a value is kept in a column: sealed for secrets, a blind index for look-up, one text form for instants.

A sealed value is bound to its table, column and row, so a ciphertext copied elsewhere does not open there,
and a copied row must be sealed anew. A blind index is made of a full identifier only: of four digits or a
birth year it could be read by counting.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from storage.keys import KEY_ID_BYTES, Keys, read_or_create

AES_256_GCM = 1
NONCE_BYTES = 12
HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES

# SQLite numbers rows by itself only when the column is exactly INTEGER.
Serial = BigInteger().with_variant(Integer(), "sqlite")


class SealBroken(Exception):
    """A sealed value does not open: it was changed, moved from another row, or its key is not here."""


class Place(NamedTuple):
    """Where a sealed value lives; it opens nowhere else. Neither table nor column may hold a colon."""

    table: str
    column: str
    row: str


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as UTC text of fixed width: it sorts as it passes, on each database alike.

    A naive datetime is refused with `ValueError`.
    """

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the instant as `2026-01-31T08:00:00.000000Z`."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Read it back as an aware datetime in UTC."""
        return None if value is None else datetime.fromisoformat(str(value))


def instant_text(instant: datetime) -> str:
    """Return the one text form of an aware instant, in UTC with microseconds."""
    if instant.tzinfo is None:
        raise ValueError("An instant without a time zone cannot be stored: pass an aware datetime.")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Vault:
    """Seals and opens column values with the keys of one key file; it shows no key when printed.

    The envelope is one byte of algorithm (1 is AES-256-GCM; others are left for SM4-GCM), four bytes of key
    id, the nonce, then the ciphertext with its tag. New values take the current key; older keys still open
    what they sealed.
    """

    __slots__ = ("_ciphers", "_current", "_macs", "_root")

    def __init__(self, keys: Keys) -> None:
        """Prepare the ciphers; `keys` comes from a key file."""
        self._ciphers: Mapping[bytes, AESGCM] = {name: AESGCM(key) for name, key in keys.seals.items()}
        self._current = keys.current
        self._root = keys.root
        self._macs: dict[str, hmac.HMAC] = {}

    @classmethod
    def from_key_file(cls, path: Path, *, create: bool = True) -> Vault:
        """Open the key file, making it once with mode 0600 where `create` allows; errors as in
        `storage.keys`.

        Pass `create=False` where a database already exists: a new key would open none of it.
        """
        return cls(read_or_create(path, create=create))

    def seal(self, where: Place, plain: str | bytes) -> bytes:
        """Return the envelope of a text (as UTF-8) or bytes, which `unseal` opens at the same place only."""
        nonce = os.urandom(NONCE_BYTES)
        content = plain.encode() if isinstance(plain, str) else plain
        sealed = self._ciphers[self._current].encrypt(nonce, content, _bound_to(where))
        return bytes([AES_256_GCM]) + self._current + nonce + sealed

    def unseal(self, where: Place, sealed: bytes) -> bytes:
        """Return what was sealed at this place; `SealBroken` when it was changed or moved, or its key is
        gone."""
        cipher = self._ciphers.get(sealed[1 : 1 + KEY_ID_BYTES])
        if sealed[:1] != bytes([AES_256_GCM]) or cipher is None:
            raise SealBroken(_told(where, "was sealed by a method or key that the key file does not hold"))
        nonce = sealed[1 + KEY_ID_BYTES : HEAD_BYTES]
        try:
            return cipher.decrypt(nonce, sealed[HEAD_BYTES:], _bound_to(where))
        except (InvalidTag, ValueError) as error:
            raise SealBroken(_told(where, "was changed, or moved here from another row")) from error

    def unseal_text(self, where: Place, sealed: bytes) -> str:
        """Return the text that was sealed at this place; errors as `unseal`."""
        return self.unseal(where, sealed).decode()

    def index(self, kind: str, value: str) -> bytes:
        """Return 32 bytes that are equal for equal values of one kind and tell nothing without the key.

        `value` is a full identifier in its one normal form (no spaces, X upper case).
        """
        return self.mac(f"index:{kind}", value.encode())

    def mac(self, purpose: str, content: bytes) -> bytes:
        """Return the keyed SHA-256 of some bytes; each purpose has a key of its own."""
        keyed = self._macs.get(purpose)
        if keyed is None:
            key = hmac.digest(self._root, purpose.encode(), hashlib.sha256)
            keyed = self._macs.setdefault(purpose, hmac.new(key, digestmod=hashlib.sha256))
        digest = keyed.copy()
        digest.update(content)
        return digest.digest()


def _bound_to(where: Place) -> bytes:
    return f"{where.table}:{where.column}:{where.row}".encode()


def _told(where: Place, fault: str) -> str:
    return f"{where.table}.{where.column} of row {where.row} {fault}. Restore the row from a backup."
