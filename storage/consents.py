"""The ledger of consents: to what a person agreed, refused, or took their word back, each as it was said.

A row is only ever added; what holds now is the latest word on a purpose. A row says nothing personal: purposes, ids,
and which words were read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from storage.columns import Instant, Serial
from storage.conversation import ID_CHARACTERS, Sender, conversation_id, derived_id
from storage.engine import APPEND_ONLY, Db, insert_once, metadata


class Word(StrEnum):
    """What was said to a purpose."""

    AGREED = "agreed"
    REFUSED = "refused"
    REVOKED = "revoked"


consents = sa.Table(
    "consent",
    metadata,
    sa.Column("seq", Serial, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(ID_CHARACTERS), nullable=False, unique=True),
    sa.Column("conversation", sa.String(ID_CHARACTERS), nullable=False, index=True),
    sa.Column(
        "person", sa.String(100), nullable=False, index=True
    ),  # empty where nothing is kept for a person
    sa.Column("purpose", sa.String(50), nullable=False),
    sa.Column("word", sa.String(10), nullable=False),  # agreed, refused, revoked
    sa.Column("version", sa.String(150), nullable=False),
    sa.Column("said_by", sa.String(20), nullable=False),  # resident, helper
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("at", Instant, nullable=False),
    info={APPEND_ONLY: True},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """One word: to which purpose, about which person (an opaque id), on which words, who said it, where and when.

    `version` is the question and the release whose wording was read.
    """

    person: str
    purpose: str
    word: Word
    version: str
    said_by: str
    channel: str
    at: datetime


def note(
    db: Db, sender: Sender, key: str, *, person: str, purpose: str, word: Word, version: str, said_by: str
) -> None:
    """Add a word of a conversation; `key` comes from the turn that said it, and the same key adds nothing."""
    mine = conversation_id(db.vault, sender)
    values = {
        "id": derived_id(db.vault, "consent", mine, key),
        "conversation": mine,
        "person": person,
        "purpose": purpose,
        "word": word.value,
        "version": version,
        "said_by": said_by,
        "channel": sender.channel,
        "at": db.now,
    }
    insert_once(db, consents, values)


def said_in(db: Db, sender: Sender) -> tuple[Consented, ...]:
    """Return every word a conversation said, oldest first."""
    mine = consents.c.conversation == conversation_id(db.vault, sender)
    return _read(db, mine)


def latest(db: Db, person: str) -> Mapping[str, Consented]:
    """Return what holds now about a person, by purpose: the last word counts, in whichever conversation it fell."""
    return {said.purpose: said for said in _read(db, consents.c.person == person)}


def _read(db: Db, which: sa.ColumnElement[bool]) -> tuple[Consented, ...]:
    found = sa.select(consents).where(which).order_by(consents.c.seq)
    return tuple(
        Consented(
            person=row.person,
            purpose=row.purpose,
            word=Word(row.word),
            version=row.version,
            said_by=row.said_by,
            channel=row.channel,
            at=row.at,
        )
        for row in db.connection.execute(found)
    )
