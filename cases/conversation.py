"""A caseworker takes over a conversation and hands it back; both begin a new epoch in the same transaction.

From the moment of taking over, what the assistant had still to say is withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from cases import store
from cases.case import NotYours
from cases.events import ConversationHandedBack, ConversationTaken
from cases.work import by
from storage.conversation import Sender, conversation_id, conversations
from storage.engine import Db
from storage.turns import bump_epoch, hold


def take_over(db: Db, sender: Sender, caseworker: str, case: str = "") -> int:
    """Make a caseworker the holder of a conversation, for a case by its number, and return its new epoch.

    Raises NotYours while another caseworker holds it; taking one's own again changes nothing.
    """
    held = hold(db, sender)
    if held.holder == caseworker:
        return held.epoch
    if held.holder is not None:
        raise NotYours(f"the conversation is held by {held.holder}")
    epoch = bump_epoch(db, sender, caseworker)
    store.record(db, held.conversation, epoch, by(caseworker), ConversationTaken(case=case, turn=held.turn))
    return epoch


def hand_back(db: Db, sender: Sender, caseworker: str, note: str) -> int:
    """Give a conversation back to the assistant with a line on how things stand; returns its new epoch."""
    held = hold(db, sender)
    if held.holder != caseworker:
        raise NotYours(f"the conversation is not held by {caseworker}")
    epoch = bump_epoch(db, sender, None)
    event = ConversationHandedBack(note=note, turn=held.turn)
    store.record(db, held.conversation, epoch, by(caseworker), event)
    return epoch


def holder(db: Db, sender: Sender) -> str | None:
    """Return the caseworker who holds a conversation, without locking it; None is the assistant."""
    mine = conversations.c.id == conversation_id(db.vault, sender)
    return db.connection.scalar(sa.select(conversations.c.holder).where(mine))


def held_for(db: Db, sender: Sender) -> str | None:
    """Return the number of the case for which a conversation is held now; None when it is not, or for none."""
    if holder(db, sender) is None:
        return None
    taken = [
        one.event
        for one in store.events(db, conversation_id(db.vault, sender))
        if isinstance(one.event, ConversationTaken)
    ]
    return taken[-1].case or None if taken else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The turns during which a conversation was held, from `first` to `last`, or to now where that is None."""

    first: int
    last: int | None


def stretches(db: Db, sender: Sender, numbers: Collection[str]) -> tuple[Stretch, ...]:
    """Return when a conversation was held for one of these cases, the earliest first."""
    return tuple(_stretches(db, sender, numbers))


def _stretches(db: Db, sender: Sender, numbers: Collection[str]) -> Iterator[Stretch]:
    first: int | None = None
    for recorded in store.events(db, conversation_id(db.vault, sender)):
        match recorded.event:
            case ConversationTaken(case=number, turn=turn) if number in numbers:
                first = turn
            case ConversationHandedBack(turn=turn) if first is not None:
                yield Stretch(first=first, last=turn)
                first = None
    if first is not None:
        yield Stretch(first=first, last=None)
