"""How much we may still say to whom on WeChat: some messages within hours of a person's own, fewer after a tap.

The platform is the judge of its quotas; what stands here saves calls that it would refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.columns import Instant
from storage.conversation import ID_CHARACTERS, Sender, conversation_id, outbox
from storage.engine import Db, metadata, put
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


class Leave(StrEnum):
    """Whether we may write to a person now: `spent` until they write again, `closed` when they did long ago."""

    OPEN = "open"
    SPENT = "spent"
    CLOSED = "closed"


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


def _set(db: Db, sender: Sender, **values: object) -> None:
    mine = windows.c.conversation == conversation_id(db.vault, sender)
    db.connection.execute(sa.update(windows).where(mine).values(**values))
