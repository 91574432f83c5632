"""The tables of what is said: conversations, what came in, what goes out; and how their rows are named.

Ids are derived, never random: the same message or the same step of a turn always makes the same row. A
sender's id (an openid names a person) stands in the database only sealed; a row finds its conversation by a
keyed digest of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from storage.columns import Instant, Place, Serial, Vault
from storage.engine import Db, metadata

ID_CHARACTERS = 40
STEPS_OF_A_TURN = 1000
ASSISTANT = "assistant"


class Sender(NamedTuple):
    """Who writes: the channel, our account there, and the person's id at that account."""

    channel: str
    account: str
    id: str


conversations = sa.Table(
    "conversation",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("account", sa.String(100), nullable=False),
    sa.Column("sender", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("holder", sa.String(100)),
    sa.Column("state", sa.LargeBinary),  # sealed
    sa.Column("spoken_at", Instant, nullable=False),
)

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("seq", Serial, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(ID_CHARACTERS), nullable=False, unique=True),
    sa.Column("conversation", sa.String(ID_CHARACTERS), nullable=False),
    sa.Column("origin", sa.LargeBinary, nullable=False),  # sealed: the sender and the platform's message id
    sa.Column("body", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("status", sa.String(10), nullable=False),  # kept, done, parked
    sa.Column("turn", sa.Integer),
    sa.Column("reply", sa.LargeBinary),  # sealed
    sa.Column("reason", sa.LargeBinary),  # sealed
    sa.Column("at", Instant, nullable=False),
    sa.Index("ix_inbox_conversation_turn", "conversation", "turn"),
    sa.Index("ix_inbox_status_at", "status", "at"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("seq", Serial, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(ID_CHARACTERS), nullable=False, unique=True),
    sa.Column("conversation", sa.ForeignKey("conversation.id"), nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("line", Serial, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("said_by", sa.String(100), nullable=False),
    sa.Column("always", sa.Boolean, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("status", sa.String(10), nullable=False),  # see storage.outbox.Status
    sa.Column("worker", sa.String(100)),
    sa.Column("leased_until", Instant),
    sa.Column("retry_at", Instant),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("repeats", sa.Integer, nullable=False),
    sa.Column("reason", sa.String(200)),
    sa.Column("at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.UniqueConstraint("conversation", "line"),
    sa.Index("ix_outbox_status_channel", "status", "channel"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One thing to be said to one person; `line` is its place in the conversation, `worker` who leased it.

    `attempts` counts calls made for it, `repeats` how often it was sent anew because a crash hid the outcome.
    """

    id: str
    conversation: str
    sender: Sender
    line: int
    epoch: int
    by: str
    always: bool
    body: bytes
    status: str
    worker: str | None
    attempts: int
    repeats: int
    at: datetime

    @property
    def turn(self) -> int:
        """The turn that said it."""
        return self.line // STEPS_OF_A_TURN


@lru_cache(maxsize=64)
def conversation_id(vault: Vault, sender: Sender) -> str:
    """Return the opaque id under which a sender's conversation is kept: stable, and telling nothing."""
    return derived_id(vault, "conversation", *sender)


def message_row_id(vault: Vault, sender: Sender, message_id: str) -> str:
    """Return the id of an inbox row.

    It holds the sender beside channel, account and message id: a platform's repeat has the same sender
    anyway, and two callers of an API that number their messages alike must not get each other's answers.
    """
    return derived_id(vault, "inbox", *sender, message_id)


def derived_id(vault: Vault, kind: str, *parts: str | int) -> str:
    """Return a row id that is the same for the same parts, in hexadecimal."""
    return vault.index(kind, json.dumps(parts, ensure_ascii=False)).hex()[:ID_CHARACTERS]


def line_of(turn: int, step: int) -> int:
    """Return the place in a conversation: step 0 is what the person said in this turn, then the answers."""
    return turn * STEPS_OF_A_TURN + step


def sealed_sender(vault: Vault, conversation: str, sender: Sender) -> bytes:
    """Return the sender's own id, sealed for its conversation row."""
    return vault.seal(Place("conversation", "sender", conversation), sender.id)


def sender_of(db: Db, conversation: str) -> Sender:
    """Return who speaks in a conversation; `LookupError` when there is no such conversation."""
    columns = conversations.c
    found = sa.select(columns.channel, columns.account, columns.sender).where(columns.id == conversation)
    row = db.connection.execute(found).first()
    if row is None:
        raise LookupError(f"There is no conversation {conversation}.")
    return _sender(db.vault, conversation, row.channel, row.account, row.sender)


def outbox_row(db: Db) -> Callable[[sa.Row[Any]], OutboxRow]:
    """Return a function that opens rows of `outbox_with_sender`."""

    def opened(row: sa.Row[Any]) -> OutboxRow:
        return OutboxRow(
            id=row.id,
            conversation=row.conversation,
            sender=_sender(db.vault, row.conversation, row.channel, row.account, row.sender),
            line=row.line,
            epoch=row.epoch,
            by=row.said_by,
            always=row.always,
            body=db.vault.unseal(Place("outbox", "body", row.id), row.body),
            status=row.status,
            worker=row.worker,
            attempts=row.attempts,
            repeats=row.repeats,
            at=row.at,
        )

    return opened


def outbox_with_sender() -> sa.Select[Any]:
    """Select outbox rows with what is needed to reach the person."""
    joined = outbox.join(conversations, conversations.c.id == outbox.c.conversation)
    return sa.select(outbox, conversations.c.account, conversations.c.sender).select_from(joined)


@cache
def is_outdated() -> sa.ColumnElement[bool]:
    """Hold for an assistant's row whose conversation has moved to a later epoch since it was written."""
    current = conversations.alias("current")
    now = sa.select(current.c.epoch).where(current.c.id == outbox.c.conversation).scalar_subquery()
    return sa.and_(outbox.c.said_by == ASSISTANT, outbox.c.always.is_(False), outbox.c.epoch < now)


def _sender(vault: Vault, conversation: str, channel: str, account: str, sealed: bytes) -> Sender:
    return Sender(channel, account, vault.unseal_text(Place("conversation", "sender", conversation), sealed))
