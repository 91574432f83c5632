"""A caseworker takes over a conversation and hands it back; both begin a new epoch in the same transaction.

From the moment of taking over, what the assistant had still to say is withdrawn.
"""

from __future__ import annotations

import sqlalchemy as sa

from cases import store
from cases.case import NotYours
from cases.events import ConversationHandedBack, ConversationTaken
from cases.work import by
from storage.conversation import Sender, conversation_id, conversations
from storage.engine import Db
from storage.turns import bump_epoch, hold


def take_over(db: Db, sender: Sender, caseworker: str) -> int:
    """Make a caseworker the holder of a conversation and return its new epoch.

    Raises NotYours while another caseworker holds it; taking one's own again changes nothing.
    """
    held = hold(db, sender)
    if held.holder == caseworker:
        return held.epoch
    if held.holder is not None:
        raise NotYours(f"the conversation is held by {held.holder}")
    epoch = bump_epoch(db, sender, caseworker)
    store.record(db, held.conversation, epoch, by(caseworker), ConversationTaken())
    return epoch


def hand_back(db: Db, sender: Sender, caseworker: str, note: str) -> int:
    """Give a conversation back to the assistant with a line on how things stand; returns its new epoch."""
    held = hold(db, sender)
    if held.holder != caseworker:
        raise NotYours(f"the conversation is not held by {caseworker}")
    epoch = bump_epoch(db, sender, None)
    store.record(db, held.conversation, epoch, by(caseworker), ConversationHandedBack(note=note))
    return epoch


def holder(db: Db, sender: Sender) -> str | None:
    """Return the caseworker who holds a conversation, without locking it; None is the assistant."""
    mine = conversations.c.id == conversation_id(db.vault, sender)
    return db.connection.scalar(sa.select(conversations.c.holder).where(mine))
