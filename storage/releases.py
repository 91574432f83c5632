"""Releases of the libraries: snapshots named by their digest, and the history of which one was in force.

A release is never changed or removed: drafts are pinned to it and cases name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.columns import Instant, Serial
from storage.engine import Db, insert_once, metadata

releases = sa.Table(
    "release",
    metadata,
    sa.Column("digest", sa.String(100), primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Instant, nullable=False),
)

forces = sa.Table(
    "release_in_force",
    metadata,
    sa.Column("seq", Serial, primary_key=True, autoincrement=True),
    sa.Column("digest", sa.ForeignKey("release.digest"), nullable=False),
    sa.Column("put_by", sa.String(100), nullable=False),
    sa.Column("at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutInForce:
    """One change of the release in force: which, by whom (a login, or "start"), when."""

    digest: str
    by: str
    at: datetime


def keep_release(db: Db, digest: str, packed: bytes) -> None:
    """Store a snapshot under its digest; the same one again changes nothing."""
    insert_once(db, releases, {"digest": digest, "packed": packed, "kept_at": db.now})


def release(db: Db, digest: str) -> bytes | None:
    """Return the packed snapshot, or None when it was never kept here."""
    return db.connection.scalar(sa.select(releases.c.packed).where(releases.c.digest == digest))


def put_in_force(db: Db, digest: str, by: str) -> None:
    """Make a kept release the one in force; putting back an older one is done the same way."""
    db.connection.execute(sa.insert(forces).values(digest=digest, put_by=by, at=db.now))


def in_force(db: Db) -> str | None:
    """Return the digest of the release in force, or None before the first."""
    return db.connection.scalar(sa.select(forces.c.digest).order_by(forces.c.seq.desc()).limit(1))


def history(db: Db) -> tuple[PutInForce, ...]:
    """Return every change of the release in force, newest first."""
    rows = db.connection.execute(sa.select(forces).order_by(forces.c.seq.desc()))
    return tuple(PutInForce(digest=row.digest, by=row.put_by, at=row.at) for row in rows)
