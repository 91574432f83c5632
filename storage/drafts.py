"""Drafts: the answers a person has given towards one benefit, sealed until submitted or given up.

A draft belongs to a person and a benefit; conversations point at it, so that it may be continued from another
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import Sender, conversation_id, sender_of
from storage.engine import Db, insert_once, metadata, put

drafts = sa.Table(
    "draft",
    metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("person", sa.String(100), nullable=False),
    sa.Column("benefit", sa.String(50), nullable=False),
    sa.Column("flow", sa.String(100), nullable=False),
    sa.Column("release", sa.String(100), nullable=False),
    sa.Column("status", sa.String(10), nullable=False),  # open, submitted, dropped, expired
    sa.Column("body", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("spoken_at", Instant, nullable=False),
    sa.Column("reminded", sa.Integer, nullable=False),
    sa.Index("ix_draft_status_spoken_at", "status", "spoken_at"),
)

pointers = sa.Table(
    "draft_pointer",
    metadata,
    sa.Column("conversation", sa.ForeignKey("conversation.id"), primary_key=True),
    sa.Column("draft", sa.ForeignKey("draft.id"), primary_key=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """A draft as kept: `person` and `id` are opaque, `release` is what its flow and phrases are pinned to.

    `status` is open, submitted, dropped or expired; `reminded` counts the reminders sent.
    """

    id: str
    person: str
    benefit: str
    flow: str
    release: str
    status: str
    body: bytes
    spoken_at: datetime
    reminded: int


def keep_draft(db: Db, sender: Sender, draft: StoredDraft, *, known: bool = False) -> None:
    """Write a draft whole and let the sender's conversation, which is held, point at it, unless it is `known` to."""
    values = {
        "id": draft.id,
        "person": draft.person,
        "benefit": draft.benefit,
        "flow": draft.flow,
        "release": draft.release,
        "status": draft.status,
        "body": db.vault.seal(Place("draft", "body", draft.id), draft.body),
        "spoken_at": draft.spoken_at,
        "reminded": draft.reminded,
    }
    put(db, drafts, values)
    if not known:
        insert_once(db, pointers, {"conversation": conversation_id(db.vault, sender), "draft": draft.id})


def drafts_of(db: Db, sender: Sender) -> tuple[StoredDraft, ...]:
    """Return the drafts a conversation points at, whatever their status, the one spoken of last first."""
    mine = {"mine": conversation_id(db.vault, sender)}
    return tuple(_draft(db, row) for row in db.connection.execute(_drafts_of(), mine))


@cache
def _drafts_of() -> sa.Select[Any]:
    found = sa.select(drafts).join(pointers, pointers.c.draft == drafts.c.id)
    mine = found.where(pointers.c.conversation == sa.bindparam("mine"))
    return mine.order_by(drafts.c.spoken_at.desc(), drafts.c.id)


def join_draft(db: Db, sender: Sender, draft: str) -> None:
    """Let the sender's conversation, which is held, point at a draft begun in another one."""
    insert_once(db, pointers, {"conversation": conversation_id(db.vault, sender), "draft": draft})


def sharers(db: Db, sender: Sender) -> tuple[Sender, ...]:
    """Return who speaks in the other conversations that point at a draft of this one, in one order."""
    mine = conversation_id(db.vault, sender)
    own = sa.select(pointers.c.draft).where(pointers.c.conversation == mine)
    shared = sa.select(pointers.c.conversation).where(
        pointers.c.draft.in_(own), pointers.c.conversation != mine
    )
    found = db.connection.scalars(shared.distinct().order_by(pointers.c.conversation)).all()
    return tuple(sender_of(db, conversation) for conversation in found)


def drop_draft(db: Db, draft: str) -> None:
    """Give a draft up and forget its answers; that it was there stays known."""
    empty = db.vault.seal(Place("draft", "body", draft), b"")
    db.connection.execute(sa.update(drafts).where(drafts.c.id == draft).values(status="dropped", body=empty))


def idle_drafts(db: Db, before: datetime) -> tuple[tuple[Sender, StoredDraft], ...]:
    """Return open drafts last spoken of before an instant, oldest first, once for each conversation."""
    idle = sa.and_(drafts.c.status == "open", drafts.c.spoken_at < before)
    found = (
        sa.select(drafts, pointers.c.conversation).join(pointers, pointers.c.draft == drafts.c.id).where(idle)
    )
    rows = db.connection.execute(found.order_by(drafts.c.spoken_at, drafts.c.id)).all()
    return tuple((sender_of(db, row.conversation), _draft(db, row)) for row in rows)


def _draft(db: Db, row: sa.Row[Any]) -> StoredDraft:
    return StoredDraft(
        id=row.id,
        person=row.person,
        benefit=row.benefit,
        flow=row.flow,
        release=row.release,
        status=row.status,
        body=db.vault.unseal(Place("draft", "body", row.id), row.body),
        spoken_at=row.spoken_at,
        reminded=row.reminded,
    )
