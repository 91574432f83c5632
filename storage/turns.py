"""One turn on paper: keep what came in, hold the conversation, say what goes out, write the state back.

A repeat of a message changes nothing and finds the stored reply. Order is the turn's number, which only the
holder of the conversation's lock counts up; no wall clock decides what came first. The state is opaque bytes
here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.columns import Place
from storage.conversation import (
    ASSISTANT,
    STEPS_OF_A_TURN,
    Sender,
    conversation_id,
    conversations,
    derived_id,
    inbox,
    is_outdated,
    line_of,
    message_row_id,
    outbox,
    sealed_sender,
    sender_of,
)
from storage.engine import Db, insert_for, insert_once
from storage.transcript import Line, transcript

__all__ = [
    "Held", "Line", "Sender", "Unfinished", "answered", "bump_epoch", "conversation_id", "hold",
    "keep", "let_go", "look", "park", "said", "say", "sender_of", "transcript", "waiting_for_hand",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A locked conversation: this turn's number, the epoch, the caseworker holding it, the state (or b"")."""

    turn: int
    epoch: int
    holder: str | None
    state: bytes
    conversation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A message that was kept and never finished; its turn can be run again with these values."""

    sender: Sender
    message_id: str
    body: bytes
    at: datetime


def keep(db: Db, sender: Sender, message_id: str, body: bytes) -> bool:
    """Store a message before anything is done with it; false when this one was stored before."""
    row = message_row_id(db.vault, sender, message_id)
    origin = json.dumps([*sender, message_id], ensure_ascii=False)
    values = {
        "id": row,
        "conversation": conversation_id(db.vault, sender),
        "origin": db.vault.seal(Place("inbox", "origin", row), origin),
        "body": db.vault.seal(Place("inbox", "body", row), body),
        "status": "kept",
        "at": db.now,
    }
    return insert_once(db, inbox, values)


def said(db: Db, sender: Sender, message_id: str) -> bytes | None:
    """Return the reply stored for a message, which its repeats get; None when there is none yet."""
    row = message_row_id(db.vault, sender, message_id)
    sealed = db.connection.scalar(sa.select(inbox.c.reply).where(inbox.c.id == row))
    return None if sealed is None else db.vault.unseal(Place("inbox", "reply", row), sealed)


def hold(db: Db, sender: Sender) -> Held:
    """Lock the conversation until the transaction ends, making it when it is new, and count up its turn.

    The desk holds too before it says something: its words are a turn of their own.
    """
    conversation = conversation_id(db.vault, sender)
    first = {
        "id": conversation,
        "channel": sender.channel,
        "account": sender.account,
        "sender": sealed_sender(db.vault, conversation, sender),
        "turn": 1,
        "epoch": 0,
        "spoken_at": db.now,
    }
    return _held(db, conversation, db.connection.execute(_hold(db.connection.dialect.name), first).one())


@cache
def _hold(dialect: str) -> sa.Executable:
    """Built once: building a statement costs as much as running it."""
    known = conversations.c
    columns = ("id", "channel", "account", "sender", "turn", "epoch", "spoken_at")
    statement = insert_for(dialect, conversations).values({name: sa.bindparam(name) for name in columns})
    changes = {"turn": known.turn + 1, "spoken_at": statement.excluded.spoken_at}
    changed = statement.on_conflict_do_update(index_elements=["id"], set_=changes)
    return changed.returning(known.turn, known.epoch, known.holder, known.state)


def look(db: Db, sender: Sender) -> Held | None:
    """Return a conversation as it stands without locking it or counting a turn; None when nobody wrote in it."""
    conversation = conversation_id(db.vault, sender)
    row = db.connection.execute(
        sa.select(conversations).where(conversations.c.id == conversation)
    ).one_or_none()
    return None if row is None else _held(db, conversation, row)


def _held(db: Db, conversation: str, row: sa.Row[Any]) -> Held:
    state = (
        b"" if row.state is None else db.vault.unseal(Place("conversation", "state", conversation), row.state)
    )
    return Held(turn=row.turn, epoch=row.epoch, holder=row.holder, state=state, conversation=conversation)


def let_go(db: Db, sender: Sender, state: bytes) -> None:
    """Write the state of a held conversation back; the lock itself ends with the transaction."""
    conversation = conversation_id(db.vault, sender)
    sealed = db.vault.seal(Place("conversation", "state", conversation), state)
    db.connection.execute(_write_state(), {"conversation": conversation, "sealed": sealed})


@cache
def _write_state() -> sa.Update:
    mine = conversations.c.id == sa.bindparam("conversation")
    return sa.update(conversations).where(mine).values(state=sa.bindparam("sealed"))


def answered(db: Db, sender: Sender, message_id: str, turn: int, reply: bytes) -> None:
    """Finish a message and keep the reply for its repeats; a parked one stays parked and gets a reply too."""
    row = message_row_id(db.vault, sender, message_id)
    sealed = db.vault.seal(Place("inbox", "reply", row), reply)
    found = db.connection.execute(_answer(), {"row": row, "in_turn": turn, "sealed": sealed})
    _expect(found.scalar(), row)


@cache
def _answer() -> sa.Executable:
    status = sa.case((inbox.c.status == "parked", "parked"), else_="done")
    changed = sa.update(inbox).where(inbox.c.id == sa.bindparam("row"))
    done = changed.values(status=status, turn=sa.bindparam("in_turn"), reply=sa.bindparam("sealed"))
    return done.returning(inbox.c.id)


def park(db: Db, sender: Sender, message_id: str, turn: int, reason: str) -> None:
    """Set a message aside for a person because its turn failed; `answered` then keeps what is replied.

    `reason` names the fault, not what the person wrote.
    """
    row = message_row_id(db.vault, sender, message_id)
    _finish(db, row, status="parked", turn=turn, reason=db.vault.seal(Place("inbox", "reason", row), reason))


def say(
    db: Db,
    sender: Sender,
    turn: int,
    step: int,
    body: bytes,
    epoch: int,
    *,
    by: str = ASSISTANT,
    always: bool = False,
    offered: bool = False,
    not_before: datetime | None = None,
) -> None:
    """Put one thing to be said into the outbox; the conversation must be held.

    `step` counts from 0 within the turn, at most 998; the same step again changes nothing. `always` is for
    what goes out whatever the epoch, `offered` for what leaves in the turn's own HTTP response and is not
    sent again, `not_before` for what must not leave earlier.
    """
    if not 0 <= step < STEPS_OF_A_TURN - 1:
        raise ValueError(f"Step {step} of turn {turn} is out of range: a turn says at most 999 things.")
    conversation = conversation_id(db.vault, sender)
    line = line_of(turn, step + 1)
    row = derived_id(db.vault, "outbox", conversation, line)
    values = {
        "id": row,
        "conversation": conversation,
        "channel": sender.channel,
        "line": line,
        "epoch": epoch,
        "said_by": by,
        "always": always,
        "body": db.vault.seal(Place("outbox", "body", row), body),
        "status": "offered" if offered else "waiting",
        "retry_at": not_before,
        "attempts": 0,
        "repeats": 0,
        "at": db.now,
    }
    insert_once(db, outbox, values)


def bump_epoch(db: Db, sender: Sender, holder: str | None) -> int:
    """Give a conversation to a caseworker, or back with None; the assistant's unsent words are withdrawn.

    Return the new epoch. `LookupError` when nobody ever wrote in this conversation.
    """
    conversation = conversation_id(db.vault, sender)
    mine = conversations.c.id == conversation
    moved = sa.update(conversations).where(mine).values(epoch=conversations.c.epoch + 1, holder=holder)
    epoch = db.connection.scalar(moved.returning(conversations.c.epoch))
    if epoch is None:
        raise LookupError(f"There is no conversation {conversation} to take over or hand back.")
    unsaid = outbox.c.status.in_(["waiting", "away"])
    stale = sa.and_(outbox.c.conversation == conversation, unsaid, is_outdated())
    db.connection.execute(sa.update(outbox).where(stale).values(status="withdrawn", ended_at=db.now))
    return int(epoch)


def waiting_for_hand(db: Db, *, seconds: int = 60) -> tuple[Unfinished, ...]:
    """Return messages kept for at least so many seconds and never finished, oldest first: for the sweeper."""
    late = inbox.c.at <= db.now - timedelta(seconds=seconds)
    found = sa.select(inbox).where(inbox.c.status == "kept", late).order_by(inbox.c.seq)
    return tuple(_unfinished(db, row) for row in db.connection.execute(found))


def _unfinished(db: Db, row: sa.Row[Any]) -> Unfinished:
    origin = json.loads(db.vault.unseal(Place("inbox", "origin", row.id), row.origin))
    body = db.vault.unseal(Place("inbox", "body", row.id), row.body)
    return Unfinished(sender=Sender(*origin[:3]), message_id=origin[3], body=body, at=row.at)


def _finish(db: Db, row: str, **values: Any) -> None:
    changed = sa.update(inbox).where(inbox.c.id == row).values(**values).returning(inbox.c.id)
    _expect(db.connection.scalar(changed), row)


def _expect(found: str | None, row: str) -> None:
    if found is None:
        raise LookupError(f"Inbox row {row} is not there: keep the message before its turn.")
