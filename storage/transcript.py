"""A conversation as it was spoken: both sides in the order of turns, whatever any clock said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.columns import Place
from storage.conversation import (
    STEPS_OF_A_TURN,
    Sender,
    conversation_id,
    conversations,
    inbox,
    line_of,
    message_row_id,
    outbox,
    outbox_row,
    outbox_with_sender,
)
from storage.engine import Db

# Enough to find a person's own words behind what came from inside since.
LATELY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a transcript; `body` is what `keep` or `say` was given, `who` also "caseworker:<login>".

    `id` is its row's: of what came in, by which files that came with it are found.
    """

    id: str
    seq: int
    who: str
    body: bytes
    at: datetime
    status: str


def transcript(db: Db, sender: Sender, *, after: int = 0) -> tuple[Line, ...]:
    """Return what was said on both sides, in order, after line `after`; withdrawn lines carry that status."""
    conversation = conversation_id(db.vault, sender)
    lines = [*_heard(db, conversation, after), *_spoken(db, conversation, after)]
    return tuple(sorted(lines, key=lambda x: x.seq))


def last_lines(db: Db, sender: Sender, *, turns: int = 8) -> tuple[Line, ...]:
    """Return what was said in the latest turns of a conversation, on both sides; nothing where nobody ever spoke."""
    mine = conversations.c.id == conversation_id(db.vault, sender)
    turn = db.connection.scalar(sa.select(conversations.c.turn).where(mine))
    return (
        () if turn is None else transcript(db, sender, after=line_of(int(turn) - turns, STEPS_OF_A_TURN - 1))
    )


def heard_in(db: Db, sender: Sender, message_id: str) -> tuple[int, bytes] | None:
    """Return the turn that served a message and the message as it was kept; None when none did."""
    mine = inbox.c.id == message_row_id(db.vault, sender, message_id)
    row = db.connection.execute(sa.select(inbox.c.id, inbox.c.turn, inbox.c.body).where(mine)).one_or_none()
    if row is None or row.turn is None:
        return None
    return int(row.turn), db.vault.unseal(Place("inbox", "body", row.id), row.body)


def heard_lately(db: Db, sender: Sender) -> Iterator[tuple[int, bytes]]:
    """Yield what came in for a conversation, the newest first: its place among all messages, and its body as kept."""
    mine = inbox.c.conversation == conversation_id(db.vault, sender)
    found = sa.select(inbox.c.seq, inbox.c.id, inbox.c.body).where(mine).order_by(inbox.c.turn.desc())
    for row in db.connection.execute(found.limit(LATELY)):
        yield int(row.seq), db.vault.unseal(Place("inbox", "body", row.id), row.body)


def _heard(db: Db, conversation: str, after: int) -> Iterator[Line]:
    turn = after // STEPS_OF_A_TURN
    found = sa.select(inbox).where(inbox.c.conversation == conversation, inbox.c.turn > turn)
    for row in db.connection.execute(found):
        origin = json.loads(db.vault.unseal(Place("inbox", "origin", row.id), row.origin))
        who = "system" if origin[0] == "system" else "resident"
        body = db.vault.unseal(Place("inbox", "body", row.id), row.body)
        yield Line(id=row.id, seq=line_of(row.turn, 0), who=who, body=body, at=row.at, status=row.status)


def _spoken(db: Db, conversation: str, after: int) -> Iterator[Line]:
    found = outbox_with_sender().where(outbox.c.conversation == conversation, outbox.c.line > after)
    for row in map(outbox_row(db), db.connection.execute(found)):
        yield Line(id=row.id, seq=row.line, who=row.by, body=row.body, at=row.at, status=row.status)
