"""The six-digit spoken code: it joins another conversation to a person's drafts, once, within ten minutes.

Only a keyed digest of a code is kept. A conversation that tried wrongly five times is not listened to for an hour; a
wrong try counts against every code that could have been meant, and after fifty such tries a code is void. What is
answered is the same whatever was wrong.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import ID_CHARACTERS, Sender, conversation_id, derived_id, sender_of
from storage.drafts import join_draft
from storage.engine import Db, insert_once, metadata, upsert

DIGITS = 6
LIVES = timedelta(minutes=10)
MOST_TRIES = 5
# A wrong guess may be meant for any code that is open, so each open code counts it. Were a code void after five, one
# stranger could take everybody's; after fifty, guessing hits a code of six digits once in twenty thousand times.
MOST_GUESSES = 50
DEAF = timedelta(hours=1)
KEPT = timedelta(days=1)

codes = sa.Table(
    "spoken_code",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("conversation", sa.ForeignKey("conversation.id"), nullable=False, index=True),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("drafts", sa.LargeBinary, nullable=False),  # sealed
    sa.Column("status", sa.String(10), nullable=False),  # open, used, void
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("until", Instant, nullable=False),
)

tries = sa.Table(
    "code_try",
    metadata,
    sa.Column("conversation", sa.ForeignKey("conversation.id"), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("since", Instant, nullable=False),
)

joined = sa.Table(
    "draft_joined",
    metadata,
    sa.Column("conversation", sa.ForeignKey("conversation.id"), primary_key=True),
    sa.Column("draft", sa.ForeignKey("draft.id"), primary_key=True),
    sa.Column("code", sa.ForeignKey("spoken_code.id"), nullable=False),
    sa.Column("at", Instant, nullable=False),
)


def give(db: Db, sender: Sender, key: str, drafts: Sequence[str]) -> str:
    """Return a new code for some drafts of a conversation, which is held; an earlier one of it no longer counts.

    `key` makes the row's id: the same turn gives one code.
    """
    mine = conversation_id(db.vault, sender)
    row = derived_id(db.vault, "spoken code", mine, key)
    _void(db, codes.c.conversation == mine)
    _forget(db)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    values = {
        "id": row,
        "conversation": mine,
        "digest": _digest(db, row, digits),
        "drafts": db.vault.seal(Place("spoken_code", "drafts", row), json.dumps(list(drafts))),
        "status": "open",
        "tries": 0,
        "until": db.now + LIVES,
    }
    insert_once(db, codes, values)
    return digits


def take(db: Db, sender: Sender, digits: str) -> tuple[str, ...] | None:
    """Join the conversation, which is held, to the drafts of a right code and return their ids; else None.

    Whoever tried five times in an hour is not listened to.
    """
    mine = conversation_id(db.vault, sender)
    if _is_deaf_to(db, mine):
        return None
    found = None
    # Every live code is compared, whichever is right: how long it takes tells nothing.
    for row in _live(db):
        if hmac.compare_digest(_digest(db, row.id, digits), row.digest) and row.conversation != mine:
            found = row
    if found is None:
        _count(db, mine)
        return None
    db.connection.execute(sa.update(codes).where(codes.c.id == found.id).values(status="used"))
    db.connection.execute(sa.delete(tries).where(tries.c.conversation == mine))
    drafts = tuple(json.loads(db.vault.unseal(Place("spoken_code", "drafts", found.id), found.drafts)))
    for draft in drafts:
        join_draft(db, sender, draft)
        values = {"conversation": mine, "draft": draft, "code": found.id, "at": db.now}
        insert_once(db, joined, values)
    return drafts


def verified(db: Db, sender: Sender) -> frozenset[str]:
    """Return the drafts a conversation was joined to by a code."""
    mine = joined.c.conversation == conversation_id(db.vault, sender)
    return frozenset(db.connection.scalars(sa.select(joined.c.draft).where(mine)))


def sharing(db: Db, draft: str) -> tuple[Sender, ...]:
    """Return who speaks in the conversations that share a draft by a code: who gave it and who was joined by it."""
    taken = sa.select(joined.c.conversation).where(joined.c.draft == draft)
    given = (
        sa.select(codes.c.conversation)
        .join(joined, joined.c.code == codes.c.id)
        .where(joined.c.draft == draft)
    )
    found = db.connection.scalars(taken.union(given)).all()
    return tuple(sender_of(db, conversation) for conversation in sorted(found))


def shared(db: Db, sender: Sender) -> frozenset[str]:
    """Return the drafts that a conversation shares with another one by a code it gave or was joined by."""
    mine = conversation_id(db.vault, sender)
    given = (
        sa.select(joined.c.draft).join(codes, joined.c.code == codes.c.id).where(codes.c.conversation == mine)
    )
    return verified(db, sender) | frozenset(db.connection.scalars(given))


def giver(db: Db, sender: Sender, draft: str) -> Sender | None:
    """Return who gave the code by which a conversation was joined to a draft; None when no code did."""
    mine = sa.and_(joined.c.conversation == conversation_id(db.vault, sender), joined.c.draft == draft)
    found = sa.select(codes.c.conversation).join(joined, joined.c.code == codes.c.id).where(mine)
    conversation = db.connection.scalar(found)
    return None if conversation is None else sender_of(db, conversation)


def _digest(db: Db, row: str, digits: str) -> bytes:
    return db.vault.mac("spoken code", f"{row}:{digits}".encode())


def _open(db: Db) -> sa.ColumnElement[bool]:
    return sa.and_(codes.c.status == "open", codes.c.until > db.now)


def _live(db: Db) -> Sequence[sa.Row[Any]]:
    # Locked in one order, so that of many tries at once each is counted before the next is compared.
    return db.connection.execute(
        sa.select(codes).where(_open(db)).order_by(codes.c.id).with_for_update()
    ).all()


def _void(db: Db, which: sa.ColumnElement[bool]) -> None:
    db.connection.execute(sa.update(codes).where(codes.c.status == "open", which).values(status="void"))


def _forget(db: Db) -> None:
    """Remove what long ended, where nothing was joined by it."""
    old = sa.and_(codes.c.until < db.now - KEPT, codes.c.id.not_in(sa.select(joined.c.code)))
    db.connection.execute(sa.delete(codes).where(old))


def _is_deaf_to(db: Db, conversation: str) -> bool:
    found = sa.select(tries.c.conversation).where(
        tries.c.conversation == conversation, tries.c.count >= MOST_TRIES, tries.c.since > db.now - DEAF
    )
    return db.connection.execute(found).first() is not None


def _count(db: Db, conversation: str) -> None:
    db.connection.execute(sa.update(codes).where(_open(db)).values(tries=codes.c.tries + 1))
    _void(db, codes.c.tries >= MOST_GUESSES)
    old = tries.c.since <= db.now - DEAF
    changes = {
        "count": sa.case((old, 1), else_=tries.c.count + 1),
        "since": sa.case((old, sa.literal(db.now, Instant())), else_=tries.c.since),
    }
    upsert(db, tries, {"conversation": conversation, "count": 1, "since": db.now}, changes)
