"""Announcements on WeChat: which notices a person accepted, which words were announced, what became of each.

A one-time acceptance is good for one notice. Templates and the platform's numbers stand here only as keyed digests.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from enum import StrEnum

import sqlalchemy as sa

from storage.columns import Instant
from storage.conversation import ID_CHARACTERS, Sender, derived_id
from storage.engine import Db, insert_once, metadata, upsert

KEPT = timedelta(days=60)

announced = sa.Table(
    "wechat_announced",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("notice", sa.String(ID_CHARACTERS), index=True),
    sa.Column("status", sa.String(10), nullable=False, server_default="sent"),  # see Status
)

acceptances = sa.Table(
    "wechat_acceptance",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("left", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
)


class Status(StrEnum):
    """Where an announcement stands; the platform tells its end."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


def accepted(db: Db, sender: Sender, template: str) -> None:
    """Note that a person accepted one more notice of a template."""
    row = _acceptance(db, sender, template)
    changes = {"left": acceptances.c.left + 1, "at": db.now}
    upsert(db, acceptances, {"id": row, "left": 1, "at": db.now}, changes)


def settled(db: Db, sender: Sender, template: str, *, accepted: bool) -> None:
    """Note that a person allowed or forbade a template's notices in their settings."""
    row = _acceptance(db, sender, template)
    left = sa.case((acceptances.c.left > 0, acceptances.c.left), else_=1) if accepted else sa.literal(0)
    upsert(db, acceptances, {"id": row, "left": int(accepted), "at": db.now}, {"left": left, "at": db.now})


def may(db: Db, sender: Sender, template: str) -> bool:
    """Say whether a person accepted a notice of a template that was not sent yet."""
    mine = sa.and_(acceptances.c.id == _acceptance(db, sender, template), acceptances.c.left > 0)
    return db.connection.scalar(sa.select(acceptances.c.id).where(mine)) is not None


def used(db: Db, sender: Sender, template: str) -> None:
    """Note that one accepted notice was sent."""
    mine = sa.and_(acceptances.c.id == _acceptance(db, sender, template), acceptances.c.left > 0)
    db.connection.execute(sa.update(acceptances).where(mine).values(left=acceptances.c.left - 1))


def none_left(db: Db, sender: Sender, template: str) -> None:
    """Note that the platform knows of no acceptance."""
    mine = acceptances.c.id == _acceptance(db, sender, template)
    db.connection.execute(sa.update(acceptances).where(mine).values(left=0))


def announce(db: Db, sender: Sender, parts: Sequence[str]) -> Status | None:
    """Note that some words are being announced; when they were before, return how that stands, else None."""
    row = _announced(db, sender, parts)
    if insert_once(db, announced, {"id": row, "status": Status.SENT, "at": db.now}):
        return None
    return Status(db.connection.scalar(sa.select(announced.c.status).where(announced.c.id == row)) or "sent")


def named(db: Db, sender: Sender, parts: Sequence[str], notice: str) -> None:
    """Note the platform's name for an announcement: a number, or the template where it gives none."""
    mine = announced.c.id == _announced(db, sender, parts)
    db.connection.execute(sa.update(announced).where(mine).values(notice=_notice(db, sender, notice)))


def unannounce(db: Db, sender: Sender, parts: Sequence[str]) -> None:
    """Take a note of `announce` back, because the platform did not take the announcement."""
    db.connection.execute(sa.delete(announced).where(announced.c.id == _announced(db, sender, parts)))


def ended(db: Db, sender: Sender, names: Collection[str], *, good: bool) -> None:
    """Note what became of an announcement, by any name the platform may have for it; an unknown one changes nothing."""
    known = [_notice(db, sender, name) for name in names if name]
    sent = sa.and_(announced.c.notice.in_(known), announced.c.status == Status.SENT)
    status = Status.DELIVERED if good else Status.FAILED
    db.connection.execute(sa.update(announced).where(sent).values(status=status))


def forget(db: Db) -> None:
    """Drop what is too old to be announced again."""
    db.connection.execute(sa.delete(announced).where(announced.c.at < db.now - KEPT))


def _acceptance(db: Db, sender: Sender, template: str) -> str:
    return derived_id(db.vault, "wechat acceptance", *sender, template)


def _announced(db: Db, sender: Sender, parts: Sequence[str]) -> str:
    return derived_id(db.vault, "wechat announced", *sender, *parts)


def _notice(db: Db, sender: Sender, name: str) -> str:
    return derived_id(db.vault, "wechat notice", *sender, name)
