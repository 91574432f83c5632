"""A few turns on the real database before anybody comes, all undone: nobody waits for what is built on first use.

They go the way of every turn, so what that way needs (readings, statements, drafts, seals, words) is there afterwards.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bot.message import Message
from bot.parts import Parts
from bot.release import Libraries
from bot.turn import take
from storage.engine import StoreUnavailable
from storage.turns import Sender

_DAY = timedelta(days=1)


class _Undone(Exception):
    """Rolls the rehearsal back."""


def rehearse(parts: Parts) -> None:
    """Serve a greeting, a question and the beginning of an application on every channel, and undo them."""
    in_force = parts.released.now
    # Another reader beside our own may be slow or away, which is no reason to start late.
    own = replace(in_force.understanding, other=None)
    said = [(text, own.analyse(text)) for text in _texts(in_force.libraries)]
    for channel in ("rest", *sorted({*parts.pushed, *parts.answering})):
        sender = Sender(channel, "rehearsal", "rehearsal")
        with suppress(_Undone, StoreUnavailable), parts.store.writing() as db:
            for number, (text, analysis) in enumerate(said):
                message = Message(
                    sender=sender, id=str(number), text=text, answer_by=db.now + _DAY, opens="message"
                )
                take(db, parts, in_force, message, analysis)
            raise _Undone


def _texts(known: Libraries) -> tuple[str, ...]:
    """Return words of the library that lead through the opening choices and an answer into an application."""
    word = known.flows.phrases.word
    benefits = [known.policies.cards[name].name for name in known.flows.can_apply_for()]
    return ("", *benefits[:1], word("spoken_yes"), word("spoken_yes"))
