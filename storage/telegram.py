"""What the Telegram channel must remember: how far it has read, who shut it out, and files it has yet to fetch.

The place to read on from moves in a transaction of its own, after everything before it was committed: what came twice
is dropped by the inbox. A file stands here under the platform's name for it, sealed, until a job has fetched it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import ID_CHARACTERS, Sender, conversation_id, derived_id, message_row_id
from storage.engine import Db, insert_once, metadata, upsert

telegram_offsets = sa.Table(
    "telegram_offset",
    metadata,
    sa.Column("bot", sa.String(20), primary_key=True),
    sa.Column("next", sa.BigInteger, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

telegram_marks = sa.Table(
    "telegram_mark",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("what", sa.String(10), nullable=False),  # blocked, told
    sa.Column("at", Instant, nullable=False),
)

telegram_files = sa.Table(
    "telegram_file",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("status", sa.String(10), nullable=False),  # waiting, kept, lost
    sa.Column("at", Instant, nullable=False),
)

WAITING, KEPT, LOST = "waiting", "kept", "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file a person sent: who, with which message, the platform's name for it, and what it is.

    `kind` is photo, document or voice; `name` is what the sender called it.
    """

    sender: Sender
    message_id: str
    file: str
    kind: str
    name: str


def offset(db: Db, bot: str) -> int:
    """Return the number of the first update a bot has not read yet; 0 when it never read."""
    found = db.connection.scalar(sa.select(telegram_offsets.c.next).where(telegram_offsets.c.bot == bot))
    return 0 if found is None else int(found)


def move_offset(db: Db, bot: str, after: int) -> None:
    """Read on from `after`; call it when the turns of everything before were committed."""
    upsert(db, telegram_offsets, {"bot": bot, "next": after, "at": db.now}, {"next": after, "at": db.now})


def shut_out(db: Db, sender: Sender) -> bool:
    """Note that a person blocked the bot; true when that is news."""
    return insert_once(
        db, telegram_marks, {"id": _mark(db, "blocked", sender), "what": "blocked", "at": db.now}
    )


def let_in(db: Db, sender: Sender) -> None:
    """Note that the bot may write to a person (again)."""
    mine = telegram_marks.c.id == _mark(db, "blocked", sender)
    db.connection.execute(sa.delete(telegram_marks).where(mine))


def is_shut_out(db: Db, sender: Sender) -> bool:
    """Say whether a person has blocked the bot, as far as we know."""
    mine = telegram_marks.c.id == _mark(db, "blocked", sender)
    return db.connection.scalar(sa.select(telegram_marks.c.id).where(mine)) is not None


def told_once(db: Db, group: Sender) -> bool:
    """Note that a group was told that we talk in private only; true the first time."""
    return insert_once(db, telegram_marks, {"id": _mark(db, "told", group), "what": "told", "at": db.now})


def keep_sent_file(db: Db, sent: SentFile) -> str:
    """Note a file that is to be fetched and return the id of its row; the same message makes the same row."""
    row = message_row_id(db.vault, sent.sender, sent.message_id)
    body = json.dumps([*sent.sender, sent.message_id, sent.file, sent.kind, sent.name], ensure_ascii=False)
    sealed = db.vault.seal(Place("telegram_file", "body", row), body)
    insert_once(db, telegram_files, {"id": row, "body": sealed, "status": WAITING, "at": db.now})
    return row


def sent_file(db: Db, row: str) -> SentFile | None:
    """Return a file that is still to be fetched, or None when that was done or given up."""
    waits = sa.and_(telegram_files.c.id == row, telegram_files.c.status == WAITING)
    sealed = db.connection.scalar(sa.select(telegram_files.c.body).where(waits))
    if sealed is None:
        return None
    *sender, message_id, file, kind, name = json.loads(
        db.vault.unseal(Place("telegram_file", "body", row), sealed)
    )
    return SentFile(sender=Sender(*sender), message_id=message_id, file=file, kind=kind, name=name)


def end_file(db: Db, row: str, status: str) -> None:
    """Note that a file was fetched (`kept`) or cannot be (`lost`), and forget the platform's name for it."""
    empty = db.vault.seal(Place("telegram_file", "body", row), b"")
    changed = sa.update(telegram_files).where(telegram_files.c.id == row)
    db.connection.execute(changed.values(status=status, body=empty))


def _mark(db: Db, what: str, sender: Sender) -> str:
    return derived_id(db.vault, "telegram", what, conversation_id(db.vault, sender))
