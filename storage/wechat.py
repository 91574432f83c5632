"""What WeChat makes us remember: tokens, nonces, media to fetch; a person's id only sealed or as a keyed digest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import ID_CHARACTERS, Sender, derived_id
from storage.engine import Db, insert_once, metadata, put

nonces = sa.Table(
    "wechat_nonce",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("push", sa.String(ID_CHARACTERS), nullable=False),
    sa.Column("at", Instant, nullable=False, index=True),
)

tokens = sa.Table(
    "wechat_token",
    metadata,
    sa.Column("name", sa.String(150), primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

media = sa.Table(
    "wechat_media",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A recording or picture that lies at the platform: who sent it, in which message, and its id there."""

    sender: Sender
    message_id: str
    kind: str
    media_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of ours at the platform and until when it holds."""

    value: str
    expires_at: datetime


def seen(db: Db, mark: str, push: str) -> bool:
    """Remember a signature and the push it came with; false when it came with another push before."""
    row = derived_id(db.vault, "wechat nonce", mark)
    what = derived_id(db.vault, "wechat push", push)
    if insert_once(db, nonces, {"id": row, "push": what, "at": db.now}):
        return True
    return db.connection.scalar(sa.select(nonces.c.push).where(nonces.c.id == row)) == what


def first(db: Db, mark: str) -> bool:
    """Remember something that may be used once; false when it was used before."""
    row = derived_id(db.vault, "wechat once", mark)
    return insert_once(db, nonces, {"id": row, "push": row, "at": db.now})


def forget(db: Db, *, seconds: int = 1200) -> None:
    """Drop what no longer serves: nonces no replay could use, fetched media."""
    db.connection.execute(sa.delete(nonces).where(nonces.c.at < db.now - timedelta(seconds=seconds)))
    db.connection.execute(sa.delete(media).where(media.c.at < db.now - timedelta(days=30)))


def token(db: Db, name: str) -> Token | None:
    """Return a stored token, however old."""
    row = db.connection.execute(sa.select(tokens).where(tokens.c.name == name)).one_or_none()
    if row is None:
        return None
    value = db.vault.unseal_text(Place("wechat_token", "sealed", name), row.sealed)
    return Token(value=value, expires_at=row.expires_at)


def keep_token(db: Db, name: str, value: str, seconds: int) -> None:
    """Store a token that holds for so many seconds."""
    kept = {
        "name": name,
        "sealed": db.vault.seal(Place("wechat_token", "sealed", name), value),
        "expires_at": db.now + timedelta(seconds=seconds),
        "at": db.now,
    }
    put(db, tokens, kept)


def keep_media(db: Db, found: Media) -> tuple[str, bool]:
    """Store what is to be fetched before it is acknowledged; return its id and whether it is new."""
    row = derived_id(db.vault, "wechat media", *found.sender, found.message_id)
    body = json.dumps([*found.sender, found.message_id, found.kind, found.media_id])
    sealed = db.vault.seal(Place("wechat_media", "sealed", row), body)
    return row, insert_once(db, media, {"id": row, "sealed": sealed, "at": db.now})


def media_of(db: Db, row: str) -> Media:
    """Return what is to be fetched; `LookupError` when there is no such row."""
    sealed = db.connection.scalar(sa.select(media.c.sealed).where(media.c.id == row))
    if sealed is None:
        raise LookupError(f"There is no media row {row}.")
    channel, account, person, message_id, kind, media_id = json.loads(
        db.vault.unseal(Place("wechat_media", "sealed", row), sealed)
    )
    return Media(sender=Sender(channel, account, person), message_id=message_id, kind=kind, media_id=media_id)
