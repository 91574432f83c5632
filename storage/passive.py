"""Words that leave in the answer to a platform's push: what may still be answered, and what must wait behind it.

An answer has no receipt: what left in one is `offered`. A repeat of the push gets the same answer for a while, unless
words of that turn have meanwhile begun to leave by the outbox: then an answer would overtake them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.columns import Place
from storage.conversation import (
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
from storage.outbox import OPEN, Status


def said_again(db: Db, sender: Sender, message_id: str, *, seconds: int) -> bytes | None:
    """Return the reply stored for a message that came at most so many seconds ago; None when it must not go again."""
    row = message_row_id(db.vault, sender, message_id)
    found = db.connection.execute(
        sa.select(inbox.c.reply, inbox.c.at, inbox.c.turn).where(inbox.c.id == row)
    ).one_or_none()
    if found is None or found.reply is None or found.at < db.now - timedelta(seconds=seconds):
        return None
    if found.turn is not None and _begun(db, sender, int(found.turn)):
        return None
    return db.vault.unseal(Place("inbox", "reply", row), found.reply)


def in_flight(db: Db, sender: Sender) -> bool:
    """Say whether words for this person are being sent at this moment, which an answer would overtake."""
    mine = {"mine": conversation_id(db.vault, sender)}
    return db.connection.execute(_in_flight(), mine).first() is not None


@cache
def _in_flight() -> sa.Select[Any]:
    mine = outbox.c.conversation == sa.bindparam("mine")
    return sa.select(outbox.c.id).where(mine, outbox.c.status == Status.SENDING).limit(1)


def unsaid(db: Db, sender: Sender) -> tuple[OutboxRow, ...]:
    """Return what still waits for this person, in order, with what a worker has in hand; nothing is marked."""
    mine = {"mine": conversation_id(db.vault, sender)}
    return tuple(map(outbox_row(db), db.connection.execute(_unsaid(), mine)))


@cache
def _unsaid() -> sa.Select[Any]:
    mine = outbox.c.conversation == sa.bindparam("mine")
    found = outbox_with_sender().where(mine, outbox.c.status.in_(OPEN), sa.not_(is_outdated()))
    return found.order_by(outbox.c.line)


def offered(db: Db, rows: Sequence[OutboxRow]) -> None:
    """Mark open rows as leaving in an answer; a worker that has one in hand lets it be."""
    if rows:
        which = sa.and_(outbox.c.id.in_([row.id for row in rows]), outbox.c.status.in_(OPEN))
        db.connection.execute(sa.update(outbox).where(which).values(status=Status.OFFERED, ended_at=db.now))


def _begun(db: Db, sender: Sender, turn: int) -> bool:
    of_turn = outbox.c.line.between(line_of(turn, 1), line_of(turn + 1, 0) - 1)
    mine = outbox.c.conversation == conversation_id(db.vault, sender)
    found = sa.select(outbox.c.id).where(mine, of_turn, outbox.c.attempts > 0)
    return db.connection.execute(found.limit(1)).first() is not None
