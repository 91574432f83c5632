"""The outbox as the senders see it: rows leased one at a time per conversation, in order, and ended once.

A row is the job for words. It is marked `sending` before the call goes out: after a crash nobody knows
whether it arrived, so it is sent once more, and then it is a person's business. Words may come twice, never
out of order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from storage.conversation import (
    OutboxRow,
    Sender,
    conversation_id,
    is_outdated,
    outbox,
    outbox_row,
    outbox_with_sender,
)
from storage.engine import Db

__all__ = [
    "OPEN", "UNSAID", "OutboxRow", "Status", "abandoned", "back", "due", "failed", "free", "gave_up", "hurry", "keep",
    "lease", "put_off", "sending", "sent",
]  # fmt: skip

REPEATS_AFTER_A_CRASH = 1


class Status(StrEnum):
    """Where words stand: `waiting` and `sending` are open, `away` waits for its person, all others are ends."""

    WAITING = "waiting"
    SENDING = "sending"
    AWAY = "away"  # the person cannot be written to: announced or a caseworker's task, and said once they are back
    SENT = "sent"
    OFFERED = "offered"  # left in an HTTP response: no receipt
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"  # the assistant's, and a person took over before it left
    GAVE_UP = "gave_up"


OPEN = (Status.WAITING, Status.SENDING)
UNSAID = (*OPEN, Status.AWAY)


def free(db: Db, worker: str) -> None:
    """Let go of what a worker that died had in hand and had not begun to send.

    What it was sending waits for its lease: a program that dies again and again would use up the one repeat at once.
    """
    held = sa.and_(outbox.c.worker == worker, outbox.c.status.in_(OPEN), outbox.c.status != Status.SENDING)
    db.connection.execute(sa.update(outbox).where(held).values(leased_until=None))


def keep(db: Db, worker: str, under_way: Collection[str], seconds: int) -> None:
    """Hold what a worker has under way for so many seconds more: a lease ends with its worker, not with a slow call."""
    mine = sa.and_(outbox.c.worker == worker, outbox.c.id.in_(under_way), outbox.c.status == Status.SENDING)
    db.connection.execute(
        sa.update(outbox).where(mine).values(leased_until=db.now + timedelta(seconds=seconds))
    )


def due(db: Db, channel: str) -> bool:
    """Say whether `lease` or `abandoned` would find anything: cheap, for a transaction that only reads."""
    found = sa.select(outbox.c.id).where(outbox.c.status.in_(UNSAID), outbox.c.channel == channel)
    return db.connection.execute(found.where(_is_free(db)).limit(1)).first() is not None


def lease(db: Db, channel: str, *, worker: str, limit: int, seconds: int) -> tuple[OutboxRow, ...]:
    """Take up to `limit` rows for a worker, the first open one of each conversation, for so many seconds.

    Words whose person is away hold up none behind them, which are to be announced as well.

    Rows of an earlier epoch become `withdrawn` first. A row left in `sending` by a worker that died is taken
    once more and its `repeats` counted.
    """
    _withdraw(db, outbox.c.channel == channel)
    repeated = sa.case((outbox.c.status == Status.SENDING, 1), else_=0)
    wanted = (
        sa.select(outbox.c.id)
        .where(outbox.c.channel == channel, _may_be_sent(), _is_first(db), _is_free(db))
        .order_by(outbox.c.seq)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .correlate(None)
    )
    taken = (
        sa.update(outbox)
        .where(outbox.c.id.in_(wanted))
        .values(
            status=Status.WAITING,
            repeats=outbox.c.repeats + repeated,
            worker=worker,
            leased_until=db.now + timedelta(seconds=seconds),
        )
    )
    return _rows(db, db.connection.scalars(taken.returning(outbox.c.id)))


def sending(db: Db, row: OutboxRow) -> bool:
    """Mark a leased row just before the call; commit, then call. False means: do not send it.

    It is false when the lease went to another worker or the conversation moved on; the epoch is compared in
    the same statement.
    """
    marked = _if_mine(row).where(sa.not_(is_outdated()))
    changed = marked.values(status=Status.SENDING, attempts=outbox.c.attempts + 1).returning(outbox.c.id)
    if db.connection.scalar(changed) is not None:
        return True
    _withdraw(db, outbox.c.id == row.id)
    return False


def sent(db: Db, row: OutboxRow) -> None:
    """Record that the platform took the words."""
    _end(db, row, Status.SENT, None)


def failed(db: Db, row: OutboxRow, retry_at: datetime, reason: str) -> None:
    """Put the words back until an instant; those behind them wait. `reason` is a code, not a text."""
    again = _if_mine(row).values(
        status=Status.WAITING, worker=None, leased_until=None, retry_at=retry_at, reason=reason[:200]
    )
    db.connection.execute(again)


def put_off(db: Db, row: OutboxRow, look_again_at: datetime, reason: str) -> None:
    """Keep words for when the person is back, and look again at an instant what has become of them."""
    away = {"status": Status.AWAY, "worker": None, "leased_until": None}
    db.connection.execute(_if_mine(row).values(**away, retry_at=look_again_at, reason=reason[:200]))


def back(db: Db, sender: Sender) -> None:
    """Let go at once what was kept for when a person is back, or for the morning: they are here."""
    mine = outbox.c.conversation == conversation_id(db.vault, sender)
    kept = sa.update(outbox).where(mine, sa.or_(outbox.c.status == Status.AWAY, _held_until_later(db)))
    db.connection.execute(kept.values(status=Status.WAITING, retry_at=None))


def hurry(db: Db, sender: Sender) -> None:
    """Let go at once what was held for the morning, because other words go out now that must not overtake it."""
    mine = outbox.c.conversation == conversation_id(db.vault, sender)
    db.connection.execute(sa.update(outbox).where(mine, _held_until_later(db)).values(retry_at=None))


def gave_up(db: Db, row: OutboxRow, reason: str = "") -> None:
    """End a row that cannot be sent, so that those behind it go on; the caller opens a task for a person."""
    _end(db, row, Status.GAVE_UP, reason[:200] or None)


def abandoned(db: Db, channel: str) -> tuple[OutboxRow, ...]:
    """Give up rows that were left in `sending` again after their one repeat, and return them, each once.

    The caller opens a task for a person in the same transaction.
    """
    stuck = sa.and_(outbox.c.channel == channel, outbox.c.status == Status.SENDING, _is_free(db))
    ended = (
        sa.update(outbox)
        .where(stuck, outbox.c.repeats >= REPEATS_AFTER_A_CRASH)
        .values(status=Status.GAVE_UP, ended_at=db.now, reason="outcome unknown twice")
    )
    return _rows(db, db.connection.scalars(ended.returning(outbox.c.id)))


def _may_be_sent() -> sa.ColumnElement[bool]:
    crashed = sa.and_(outbox.c.status == Status.SENDING, outbox.c.repeats < REPEATS_AFTER_A_CRASH)
    return sa.or_(outbox.c.status.in_([Status.WAITING, Status.AWAY]), crashed)


def _is_free(db: Db) -> sa.ColumnElement[bool]:
    unleased = sa.or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= db.now)
    return sa.and_(unleased, sa.or_(outbox.c.retry_at.is_(None), outbox.c.retry_at <= db.now))


def _is_first(db: Db) -> sa.ColumnElement[bool]:
    earlier = outbox.alias("earlier")
    before = sa.and_(earlier.c.conversation == outbox.c.conversation, earlier.c.line < outbox.c.line)
    looked_at = sa.and_(earlier.c.status == Status.AWAY, earlier.c.retry_at <= db.now)
    ahead = sa.or_(earlier.c.status.in_(OPEN), looked_at)
    return ~sa.exists(sa.select(earlier.c.id).where(before, ahead))


def _held_until_later(db: Db) -> sa.ColumnElement[bool]:
    return sa.and_(outbox.c.status == Status.WAITING, outbox.c.attempts == 0, outbox.c.retry_at > db.now)


def _withdraw(db: Db, which: sa.ColumnElement[bool]) -> None:
    stale = sa.and_(which, outbox.c.status.in_([Status.WAITING, Status.AWAY]), is_outdated())
    db.connection.execute(sa.update(outbox).where(stale).values(status=Status.WITHDRAWN, ended_at=db.now))


def _if_mine(row: OutboxRow) -> sa.Update:
    mine = sa.and_(outbox.c.id == row.id, outbox.c.worker == row.worker, outbox.c.status.in_(OPEN))
    return sa.update(outbox).where(mine)


def _end(db: Db, row: OutboxRow, status: Status, reason: str | None) -> None:
    db.connection.execute(_if_mine(row).values(status=status, ended_at=db.now, reason=reason))


def _rows(db: Db, ids: Iterable[Any]) -> tuple[OutboxRow, ...]:
    found = outbox_with_sender().where(outbox.c.id.in_(list(ids))).order_by(outbox.c.seq)
    return tuple(map(outbox_row(db), db.connection.execute(found)))
