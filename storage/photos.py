"""Photos and other files people send: sealed on disk, named by a keyed digest of what they show.

The same picture is stored once, and its name tells nothing to anybody without the key.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import ID_CHARACTERS, Sender, conversation_id, message_row_id
from storage.engine import Db, insert_once, metadata

DIGEST_CHARACTERS = 64
# A file lies on disk before its row is committed; nothing takes that long.
WRITING_SECONDS = 3600

photos = sa.Table(
    "photo",
    metadata,
    sa.Column("digest", sa.String(DIGEST_CHARACTERS), primary_key=True),
    sa.Column("message", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("conversation", sa.String(ID_CHARACTERS), nullable=False, index=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("kind", sa.String(40), nullable=False, server_default=""),  # a media type, "" unknown
)


# First bytes of what telephones make; WebP and HEIC carry their mark at an offset.
STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"#!AMR-WB\n", "audio/amr-wb"),
    (b"#!AMR\n", "audio/amr"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\x02#!SILK", "audio/silk"),
)
INSIDE = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file somebody sent: its digest, and its media type by its first bytes."""

    digest: str
    kind: str


def kind_of(data: bytes) -> str:
    """Return a file's media type by its first bytes.

    >>> kind_of(b"#!AMR\\n..."), kind_of(b"junk")
    ('audio/amr', 'application/octet-stream')
    """
    if data[:4] == b"RIFF":
        return INSIDE.get(data[8:12], UNKNOWN)
    if data[4:8] == b"ftyp":
        return "video/mp4" if data[8:11] in (b"iso", b"mp4", b"avc", b"M4V") else "image/heic"
    return next((kind for start, kind in STARTS if data.startswith(start)), UNKNOWN)


def keep_photo(db: Db, folder: Path, data: bytes, *, sender: Sender, message_id: str) -> str:
    """Seal a file into the folder, note which message brought it, and return its digest.

    The file is whole on disk before the transaction commits; after a rollback it lies there unused and
    unreadable.
    """
    digest = db.vault.mac("photo", data).hex()
    path = _path(folder, digest)
    if not path.exists():
        _write(path, db.vault.seal(Place("photo", "file", digest), data))
    values = {
        "digest": digest,
        "message": message_row_id(db.vault, sender, message_id),
        "conversation": conversation_id(db.vault, sender),
        "size": len(data),
        "kind": kind_of(data),
        "at": db.now,
    }
    insert_once(db, photos, values)
    return digest


def photo(db: Db, folder: Path, digest: str) -> bytes:
    """Return the file of a digest; `LookupError` when no message brought one, `SealBroken` when it was
    changed."""
    if db.connection.scalar(sa.select(photos.c.digest).where(photos.c.digest == digest).limit(1)) is None:
        raise LookupError(f"There is no photo {digest}.")
    return db.vault.unseal(Place("photo", "file", digest), _path(folder, digest).read_bytes())


def photos_of(db: Db, sender: Sender) -> tuple[str, ...]:
    """Return the digests of what a conversation sent, oldest first."""
    mine = photos.c.conversation == conversation_id(db.vault, sender)
    found = sa.select(photos.c.digest).where(mine).order_by(photos.c.at, photos.c.digest)
    return tuple(dict.fromkeys(db.connection.scalars(found)))


def files_of(db: Db, sender: Sender) -> Mapping[str, tuple[Kept, ...]]:
    """Return what a conversation sent by the id of the inbox row of the message that brought it."""
    mine = photos.c.conversation == conversation_id(db.vault, sender)
    columns = (photos.c.message, photos.c.digest, photos.c.kind)
    found: dict[str, tuple[Kept, ...]] = {}
    for row in db.connection.execute(sa.select(*columns).where(mine).order_by(photos.c.at, photos.c.digest)):
        found[row.message] = (*found.get(row.message, ()), Kept(digest=row.digest, kind=row.kind))
    return found


def forget_photos(db: Db, sender: Sender) -> None:
    """Forget what a conversation sent, so that nobody can open it; `sweep` then removes the files themselves."""
    mine = photos.c.conversation == conversation_id(db.vault, sender)
    db.connection.execute(sa.delete(photos).where(mine))


def sweep(db: Db, folder: Path) -> int:
    """Remove files that no message brings any more and return how many; one just written may await its commit."""
    known = set(db.connection.scalars(sa.select(photos.c.digest)))
    old = db.now.timestamp() - WRITING_SECONDS
    orphans = [
        path
        for path in folder.glob("??/*")
        if path.is_file() and path.name not in known and path.stat().st_mtime < old
    ]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _path(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _write(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
