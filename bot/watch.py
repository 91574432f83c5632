"""What waits, and how long it has: the numbers for `/metrics`, and what the sweep looks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from storage.conversation import inbox, outbox
from storage.engine import Db
from storage.outbox import OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Outbox rows by status, and the age in seconds of the oldest row of each kind that is not finished."""

    outbox: Mapping[str, int]
    oldest: Mapping[str, float]


def waiting(db: Db, pushed: frozenset[str]) -> Waiting:
    """Return what waits; of the outbox's ages only channels that push count, since others come and ask.

    Words that are held for the morning do not count yet.
    """
    counts = sa.select(outbox.c.status, sa.func.count()).group_by(outbox.c.status)
    held = sa.and_(outbox.c.attempts == 0, outbox.c.retry_at > db.now)
    unsent = sa.select(sa.func.min(outbox.c.at)).where(
        outbox.c.status.in_(OPEN), outbox.c.channel.in_(pushed), sa.func.coalesce(sa.not_(held), sa.true())
    )
    unread = sa.select(sa.func.min(inbox.c.at)).where(inbox.c.status == "kept")
    return Waiting(
        outbox={str(status): int(count) for status, count in db.connection.execute(counts)},
        oldest={"outbox": _age(db, unsent), "inbox": _age(db, unread)},
    )


def stuck(db: Db, pushed: frozenset[str], *, seconds: int = 60) -> tuple[str, ...]:
    """Return the conversations whose words for a pushing channel have waited longer than so many seconds.

    Words that are put off to a later instant are not stuck before it: the outbox takes them up again.
    """
    since = db.now - timedelta(seconds=seconds)
    late = sa.and_(outbox.c.at <= since, sa.func.coalesce(outbox.c.retry_at, outbox.c.at) <= since)
    found = sa.select(outbox.c.conversation).where(
        outbox.c.status.in_(OPEN), outbox.c.channel.in_(pushed), late
    )
    return tuple(db.connection.scalars(found.distinct()))


def _age(db: Db, oldest: sa.Select[tuple[object]]) -> float:
    since = db.connection.scalar(oldest)
    return 0.0 if since is None else (db.now - since).total_seconds()  # type: ignore[operator]
