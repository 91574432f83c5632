"""The record of who did what: rows are only ever added, and each carries a keyed digest of itself and all
before it.

The key is not in the database, so whoever can write to the database still cannot mend the chain; triggers
refuse changes that come by mistake.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.columns import Instant, Place, Serial, instant_text
from storage.engine import APPEND_ONLY, Db, metadata, upsert

FIRST = b"zhangban audit"

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", Serial, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.String(100), nullable=False),
    sa.Column("what", sa.String(100), nullable=False),
    sa.Column("object", sa.String(200), nullable=False),
    sa.Column("reason", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("link", sa.LargeBinary, nullable=False),
    info={APPEND_ONLY: True},
)

# One row: the number given last. Its lock makes notes that are written at once follow each other.
heads = sa.Table(
    "audit_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", Serial, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One record: a login or "system", what was done, to which object (an id, never a name), and why."""

    seq: int
    at: datetime
    who: str
    what: str
    object: str
    reason: str


def note(db: Db, who: str, what: str, object: str, reason: str = "") -> None:
    """Add a record in the transaction of the deed itself, so that neither stands without the other."""
    seq = int(upsert(db, heads, {"id": 1, "seq": 1}, {"seq": heads.c.seq + 1}, (heads.c.seq,))[0])
    before = db.connection.scalar(sa.select(audit.c.link).where(audit.c.seq == seq - 1))
    sealed = db.vault.seal(Place("audit", "reason", str(seq)), reason)
    link = _link(db, before or FIRST, seq, db.now, who, what, object, sealed)
    values = {"seq": seq, "at": db.now, "who": who, "what": what, "object": object, "reason": sealed}
    db.connection.execute(sa.insert(audit).values(**values, link=link))


def verify(db: Db) -> int | None:
    """Return the number of the first record that was changed, moved or removed, or None when all stand.

    The newest records can be cut off together with the head by somebody who writes to the database; only a
    copy of the head kept elsewhere shows that.
    """
    before, expected = FIRST, 1
    for row in db.connection.execute(sa.select(audit).order_by(audit.c.seq)):
        link = _link(db, before, row.seq, row.at, row.who, row.what, row.object, row.reason)
        if row.seq != expected or not hmac.compare_digest(link, row.link):
            return expected
        before, expected = row.link, expected + 1
    last = db.connection.scalar(sa.select(heads.c.seq)) or 0
    return expected if last != expected - 1 else None


def notes(db: Db, *, about: str | None = None, limit: int = 200) -> tuple[Note, ...]:
    """Return the newest records, or those about one object, newest first."""
    found = sa.select(audit).order_by(audit.c.seq.desc()).limit(limit)
    return tuple(_notes(db, found if about is None else found.where(audit.c.object == about)))


def _notes(db: Db, found: sa.Select[Any]) -> Iterator[Note]:
    for row in db.connection.execute(found):
        reason = db.vault.unseal_text(Place("audit", "reason", str(row.seq)), row.reason)
        yield Note(seq=row.seq, at=row.at, who=row.who, what=row.what, object=row.object, reason=reason)


def _link(
    db: Db, before: bytes, seq: int, at: datetime, who: str, what: str, thing: str, sealed: bytes
) -> bytes:
    told = json.dumps(
        [before.hex(), seq, instant_text(at), who, what, thing, sealed.hex()], ensure_ascii=False
    )
    return db.vault.mac("audit", told.encode())
