"""What WeChat makes us remember: how much we may still say to whom, tokens, nonces, media to fetch.

The platform is the judge of its quotas; what stands here saves calls that it would refuse. A person's id stands in
these tables only sealed or as a keyed digest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import ID_CHARACTERS, Sender, conversation_id, derived_id, outbox
from storage.engine import Db, insert_once, metadata, put
from storage.outbox import OPEN, UNSAID, Status

MESSAGE_QUOTA, MESSAGE_WINDOW = 5, timedelta(hours=48)
TAP_QUOTA, TAP_WINDOW = 3, timedelta(minutes=1)
# What waits no longer than this waits behind an answer that is on its way.
SOON = timedelta(seconds=2)

windows = sa.Table(
    "wechat_window",
    metadata,
    sa.Column("conversation", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("messages_left", sa.Integer, nullable=False),
    sa.Column("messages_until", Instant, nullable=False),
    sa.Column("taps_left", sa.Integer, nullable=False),
    sa.Column("taps_until", Instant, nullable=False),
)

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


class Leave(StrEnum):
    """Whether we may write to a person now: `spent` until they write again, `closed` when they did long ago."""

    OPEN = "open"
    SPENT = "spent"
    CLOSED = "closed"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How a person stood before they wrote: whether we could not write to them, and whether words wait for them."""

    shut: bool
    waits: bool


def opened(db: Db, sender: Sender, how: str) -> Before:
    """Note that a person wrote (`message`) or tapped, followed or scanned (`tap`), and return how they stood before;
    what waited for them to come back may go now.
    """
    asked = {"mine": conversation_id(db.vault, sender), "now": db.now}
    row = db.connection.execute(_stood(), asked).one()
    before = Before(shut=not row.open, waits=bool(row.waits))
    changes: dict[str, object] = {}
    if how == "message":
        changes = {"messages_left": MESSAGE_QUOTA, "messages_until": db.now + MESSAGE_WINDOW}
    elif how == "tap":
        changes = {"taps_left": TAP_QUOTA, "taps_until": db.now + TAP_WINDOW}
    if not changes:
        return before
    mine = conversation_id(db.vault, sender)
    none = {"messages_left": 0, "messages_until": db.now, "taps_left": 0, "taps_until": db.now}
    put(db, windows, {"conversation": mine, **none, **changes}, changes)
    if before.waits:
        db.connection.execute(_free(before.shut), {"mine": mine, "soon": db.now + SOON})
    return before


@cache
def _stood() -> sa.Select[bool, bool]:
    unsaid = sa.and_(outbox.c.conversation == sa.bindparam("mine"), outbox.c.status.in_(UNSAID))
    open_now, waits = sa.exists(_is_open().correlate(None)), sa.exists(sa.select(outbox.c.id).where(unsaid))
    return sa.select(open_now.label("open"), waits.label("waits"))


@cache
def _free(shut: bool) -> sa.Update:
    # While we could not write to them, what a worker has in hand is an announcement, not the words themselves.
    open_ones = (Status.WAITING, Status.AWAY, *((Status.SENDING,) if shut else ()))
    mine = outbox.c.conversation == sa.bindparam("mine")
    held = outbox.c.retry_at > sa.bindparam("soon", type_=Instant)
    waits = sa.and_(mine, outbox.c.status.in_(open_ones), sa.or_(outbox.c.attempts > 0, held))
    freed = {"status": Status.WAITING, "retry_at": None, "worker": None, "leased_until": None}
    return sa.update(outbox).where(waits).values(freed)


def is_open(db: Db, sender: Sender) -> bool:
    """Say whether the person did anything lately enough for us to write to them."""
    asked = {"mine": conversation_id(db.vault, sender), "now": db.now}
    return db.connection.scalar(_is_open(), asked) is not None


@cache
def _is_open() -> sa.Select[Any]:
    now = sa.bindparam("now", type_=Instant)
    still = sa.or_(windows.c.messages_until > now, windows.c.taps_until > now)
    return sa.select(windows.c.conversation).where(windows.c.conversation == sa.bindparam("mine"), still)


def take(db: Db, sender: Sender) -> tuple[Leave, str]:
    """Use up one message to a person, those after a tap first, since they lapse sooner.

    With leave comes the name of what was used up, for `give_back`.
    """
    row = conversation_id(db.vault, sender)
    for left, until in (("taps_left", "taps_until"), ("messages_left", "messages_until")):
        may = sa.and_(windows.c.conversation == row, windows.c[left] > 0, windows.c[until] > db.now)
        less = sa.update(windows).where(may).values({left: windows.c[left] - 1})
        if db.connection.scalar(less.returning(windows.c.conversation)) is not None:
            return Leave.OPEN, left
    return (Leave.SPENT if is_open(db, sender) else Leave.CLOSED), ""


def left(db: Db, sender: Sender) -> int:
    """Return how many messages we may still send to a person before they do something again."""
    mine = windows.c.conversation == conversation_id(db.vault, sender)
    row = db.connection.execute(sa.select(windows).where(mine)).one_or_none()
    if row is None:
        return 0
    taps = row.taps_left if row.taps_until > db.now else 0
    return int(taps + (row.messages_left if row.messages_until > db.now else 0))


def queued(db: Db, sender: Sender) -> int:
    """Return how many things wait to be said to a person, with what is being said."""
    mine = sa.and_(outbox.c.conversation == conversation_id(db.vault, sender), outbox.c.status.in_(OPEN))
    return int(db.connection.scalar(sa.select(sa.func.count()).select_from(outbox).where(mine)) or 0)


def give_back(db: Db, sender: Sender, left: str) -> None:
    """Take back that a message was used up, because the platform did not take it."""
    most = {"taps_left": TAP_QUOTA, "messages_left": MESSAGE_QUOTA}[left]
    mine = sa.and_(windows.c.conversation == conversation_id(db.vault, sender), windows.c[left] < most)
    db.connection.execute(sa.update(windows).where(mine).values({left: windows.c[left] + 1}))


def spent(db: Db, sender: Sender) -> None:
    """Note that the platform takes no more words until the person writes again."""
    _set(db, sender, messages_left=0, taps_left=0)


def closed(db: Db, sender: Sender) -> None:
    """Note that the platform takes no words for a person: too long ago, or they left us."""
    _set(db, sender, messages_left=0, taps_left=0, messages_until=db.now, taps_until=db.now)


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


def _set(db: Db, sender: Sender, **values: object) -> None:
    mine = windows.c.conversation == conversation_id(db.vault, sender)
    db.connection.execute(sa.update(windows).where(mine).values(**values))
