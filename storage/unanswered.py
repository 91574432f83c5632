"""The unanswered box: questions for which no sourced figure was found, for editors to settle.

The words are a person's own and stand sealed; the same key notes a question once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.columns import Instant, Place, Serial
from storage.conversation import ID_CHARACTERS, derived_id
from storage.engine import Db, insert_once, metadata

questions = sa.Table(
    "unanswered",
    metadata,
    sa.Column("seq", Serial, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(ID_CHARACTERS), nullable=False, unique=True),
    sa.Column("text", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("region", sa.String(20), nullable=False),
    sa.Column("benefit", sa.String(50)),
    sa.Column("aspect", sa.String(50)),
    sa.Column("at", Instant, nullable=False),
    sa.Column("closed_at", Instant),
    sa.Column("closed_by", sa.String(100)),
    sa.Column("note", sa.LargeBinary),  # sealed
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """An open question: the person's words, and what was understood of them as far as it was."""

    id: str
    text: str
    region: str
    benefit: str | None
    aspect: str | None
    at: datetime


def note(db: Db, key: str, *, text: str, region: str, benefit: str | None, aspect: str | None) -> None:
    """Put a question into the box; `key` comes from its cause, and the same key again changes nothing."""
    row = derived_id(db.vault, "unanswered", key)
    values = {
        "id": row,
        "text": db.vault.seal(Place("unanswered", "text", row), text),
        "region": region,
        "benefit": benefit,
        "aspect": aspect,
        "at": db.now,
    }
    insert_once(db, questions, values)


def unanswered(db: Db) -> tuple[Unanswered, ...]:
    """Return the open questions, oldest first."""
    found = sa.select(questions).where(questions.c.closed_at.is_(None)).order_by(questions.c.seq)
    return tuple(
        Unanswered(
            id=row.id,
            text=db.vault.unseal_text(Place("unanswered", "text", row.id), row.text),
            region=row.region,
            benefit=row.benefit,
            aspect=row.aspect,
            at=row.at,
        )
        for row in db.connection.execute(found)
    )


def close(db: Db, question: str, by: str, note: str) -> bool:
    """Settle a question with a note on what was done; false when somebody had settled it before."""
    sealed = db.vault.seal(Place("unanswered", "note", question), note)
    open_still = sa.and_(questions.c.id == question, questions.c.closed_at.is_(None))
    closed = sa.update(questions).where(open_still).values(closed_at=db.now, closed_by=by, note=sealed)
    return db.connection.scalar(closed.returning(questions.c.id)) is not None
