"""Jobs that were asked for before the job engine ran, or in a process where it never runs.

They are rows of the asking transaction like everything else; a process that runs jobs moves them over, each
once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.columns import Instant
from storage.engine import Db, insert_once, metadata

handovers = sa.Table(
    "job_handover",
    metadata,
    sa.Column("id", sa.String(300), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("ids", sa.Text, nullable=False),  # a JSON list; ids say nothing of a person
    sa.Column("not_before", Instant),
    sa.Column("at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A job as asked for: its id is made of name and key, so the same key is done once."""

    id: str
    name: str
    ids: tuple[str, ...]
    not_before: datetime | None


def asked(name: str, key: str, ids: tuple[str, ...], not_before: datetime | None) -> Asked:
    """Return the job of a name and key."""
    return Asked(id=f"{name}:{key}", name=name, ids=ids, not_before=not_before)


def leave(db: Db, job: Asked) -> None:
    """Leave a job for the process that runs jobs; the same job again changes nothing."""
    values = {"id": job.id, "name": job.name, "ids": json.dumps(job.ids), "not_before": job.not_before}
    insert_once(db, handovers, {**values, "at": db.now})


def any_left(db: Db) -> bool:
    """Say whether there is anything to move."""
    return db.connection.execute(sa.select(handovers.c.id).limit(1)).first() is not None


def take_over(db: Db) -> tuple[Asked, ...]:
    """Remove the jobs that were left and return them, oldest first, for the same transaction to enqueue."""
    rows = db.connection.execute(sa.select(handovers).order_by(handovers.c.at, handovers.c.id)).all()
    taken = sa.delete(handovers).where(handovers.c.id.in_([row.id for row in rows]))
    mine = set(db.connection.scalars(taken.returning(handovers.c.id)))
    return tuple(
        Asked(id=row.id, name=row.name, ids=tuple(json.loads(row.ids)), not_before=row.not_before)
        for row in rows
        if row.id in mine
    )
