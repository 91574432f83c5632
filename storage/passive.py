"""Words that leave in the answer to a platform's push: what may still be answered, and what must wait behind it.

An answer has no receipt: what left in one is `offered`. A repeat of the push gets the same answer for a while, unless
words of that turn have meanwhile begun to leave by the outbox: then an answer would overtake them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import (
    STEPS_OF_A_TURN,
    OutboxRow,
    Sender,
    conversation_id,
    inbox,
    is_outdated,
    line_of,
    message_row_id,
    outbox,
    outbox_row,
    outbox_with_sender,
)
from storage.engine import Db
from storage.outbox import UNSAID, Status

# More rows than a process writes in the last seconds of its life.
LATELY = 20_000
UNTAKEN = "answer not known to be taken"


def said_again(db: Db, sender: Sender, message_id: str, *, seconds: int) -> bytes | None:
    """Return the reply stored for a message that came at most so many seconds ago; None when it must not go again."""
    row = message_row_id(db.vault, sender, message_id)
    found = db.connection.execute(
        sa.select(inbox.c.reply, inbox.c.at, inbox.c.turn).where(inbox.c.id == row)
    ).one_or_none()
    if found is None or found.reply is None:
        return None
    if found.turn is not None and _begun(db, sender, int(found.turn)):
        return None
    put_back = _offered_again(db, sender)
    if found.at < db.now - timedelta(seconds=seconds) and not put_back:
        return None
    return db.vault.unseal(Place("inbox", "reply", row), found.reply)


def unsaid(db: Db, sender: Sender) -> tuple[OutboxRow, ...]:
    """Return what still waits for this person, in order, with what a worker has in hand; nothing is marked."""
    mine = {"mine": conversation_id(db.vault, sender)}
    return tuple(map(outbox_row(db), db.connection.execute(_unsaid(), mine)))


@cache
def _unsaid() -> sa.Select[Any]:
    mine = outbox.c.conversation == sa.bindparam("mine")
    found = outbox_with_sender().where(mine, outbox.c.status.in_(UNSAID), sa.not_(is_outdated()))
    return found.order_by(outbox.c.line)


def untaken(db: Db, channels: Collection[str], since: datetime, until: datetime, *, seconds: int) -> int:
    """Have words sent by the outbox that left in answers which nobody may have got, because the process died; count.

    They wait until the platform, so many seconds after its first try, no longer comes again; `said_again` takes them
    back. What is behind them in a turn that has begun to leave shows that its answer was taken.
    """
    newest = db.connection.scalar(sa.select(sa.func.max(outbox.c.seq))) or 0
    left_at = sa.func.coalesce(outbox.c.ended_at, outbox.c.at)
    lately = sa.and_(left_at >= sa.literal(since, Instant()), left_at <= sa.literal(until, Instant()))
    which = sa.and_(outbox.c.status == Status.OFFERED, outbox.c.channel.in_(channels), lately, ~_has_begun())
    which = sa.and_(outbox.c.seq > newest - LATELY, which)
    columns = (outbox.c.id, outbox.c.at, outbox.c.ended_at)
    rows = db.connection.execute(sa.select(*columns).where(which)).all()
    for row in rows:
        waits = (row.ended_at or row.at) + timedelta(seconds=seconds + 1)
        put_back = {"status": Status.WAITING, "ended_at": None, "retry_at": waits, "reason": UNTAKEN}
        db.connection.execute(sa.update(outbox).where(outbox.c.id == row.id).values(**put_back))
    return len(rows)


def offered(db: Db, rows: Sequence[OutboxRow]) -> None:
    """Mark open rows as leaving in an answer; a worker that has one in hand lets it be."""
    if rows:
        which = sa.and_(outbox.c.id.in_([row.id for row in rows]), outbox.c.status.in_(UNSAID))
        db.connection.execute(sa.update(outbox).where(which).values(status=Status.OFFERED, ended_at=db.now))


def _offered_again(db: Db, sender: Sender) -> bool:
    """The platform came again after all: what `untaken` put back leaves in the answer. Tell whether there was any."""
    mine = outbox.c.conversation == conversation_id(db.vault, sender)
    put_back = sa.and_(mine, outbox.c.status == Status.WAITING, outbox.c.reason == UNTAKEN)
    changed = sa.update(outbox).where(put_back, outbox.c.attempts == 0)
    taken = changed.values(status=Status.OFFERED, ended_at=db.now, retry_at=None).returning(outbox.c.id)
    return bool(db.connection.execute(taken).all())


def _has_begun() -> sa.ColumnElement[bool]:
    """Hold for a row behind which something of the same turn was tried."""
    behind = outbox.alias("behind")
    turn_end = (outbox.c.line // STEPS_OF_A_TURN + 1) * STEPS_OF_A_TURN
    later = sa.and_(behind.c.line > outbox.c.line, behind.c.line < turn_end, behind.c.attempts > 0)
    same = behind.c.conversation == outbox.c.conversation
    return sa.exists(sa.select(behind.c.id).where(same, later))


def _begun(db: Db, sender: Sender, turn: int) -> bool:
    of_turn = outbox.c.line.between(line_of(turn, 1), line_of(turn + 1, 0) - 1)
    mine = outbox.c.conversation == conversation_id(db.vault, sender)
    found = sa.select(outbox.c.id).where(mine, of_turn, outbox.c.attempts > 0)
    return db.connection.execute(found.limit(1)).first() is not None
