"""Words for a person who comes and asks (web, REST, terminal): what waits for them, and that it was shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
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


def waiting(db: Db, sender: Sender) -> tuple[OutboxRow, ...]:
    """Return what is still to be shown where the person comes and asks (web, REST, terminal), in order.

    Nothing is marked: call `delivered` with the rows once they left. Rows of an earlier epoch are passed
    over.
    """
    found = db.connection.execute(_waiting(), {"mine": conversation_id(db.vault, sender)})
    return tuple(map(outbox_row(db), found))


@cache
def _waiting() -> sa.Select[Any]:
    mine = outbox.c.conversation == sa.bindparam("mine")
    found = outbox_with_sender().where(mine, outbox.c.status == "waiting", sa.not_(is_outdated()))
    return found.order_by(outbox.c.line)


def delivered(db: Db, rows: Sequence[OutboxRow]) -> None:
    """Mark rows as shown to the person."""
    if rows:
        which = outbox.c.id.in_([row.id for row in rows])
        changed = sa.update(outbox).where(which, outbox.c.status.in_(["waiting", "offered"]))
        db.connection.execute(changed.values(status="delivered", ended_at=db.now))
