"""Put a turn's words on record and decide how they leave: in the answer to the push, or by the outbox.

On a channel that answers its pushes, as much as one answer holds leaves in it, with words that waited before them; the
rest follows by the outbox, in order. Words that come too late for the answer all leave by the outbox. A reminder waits
for the morning.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import clock
from bot.message import Bubble, Message, packed, unpacked, unpacked_all
from bot.parts import Answers, Parts
from storage import outbox, passive, turns
from storage.engine import Db
from storage.outbox import Status
from storage.turns import Held

# The rest must not overtake the answer on its way to the person.
BEHIND_THE_ANSWER = timedelta(seconds=1)
# A platform that got no answer comes again within this time.
REPEATS_FOR = 15
REMINDER_DUE = "reminder_due"


def say(
    db: Db, parts: Parts, message: Message, held: Held, bubbles: tuple[Bubble, ...], *, always: bool
) -> tuple[Bubble, ...]:
    """Store the bubbles and return those that this answer carries."""
    answers = parts.answering.get(message.sender.channel)
    if answers is not None and not message.on_page:
        return _answered(db, parts, answers, message, held, bubbles, always=always)
    pushed = answers is None and message.sender.channel in parts.pushed
    offered = message.happened is None and not pushed
    announces = _announces(message)
    if pushed and not announces:
        outbox.back(db, message.sender)
    until = clock.waking(db.now) if announces else None
    for step, bubble in enumerate(bubbles):
        turns.say(
            db,
            message.sender,
            held.turn,
            step,
            packed(bubble),
            held.epoch,
            always=always,
            offered=offered,
            not_before=until,
        )
    return bubbles


def _announces(message: Message) -> bool:
    """Whether these words are of our own accord and can wait: nobody is woken for a reminder."""
    return message.happened is not None and message.happened.kind == REMINDER_DUE


def again(db: Db, parts: Parts, message: Message) -> tuple[Bubble, ...]:
    """Return what a repeat of a message is answered with; nothing when its words left another way."""
    if message.sender.channel in parts.answering and not message.on_page:
        return unpacked_all(passive.said_again(db, message.sender, message.id, seconds=REPEATS_FOR) or b"[]")
    return unpacked_all(turns.said(db, message.sender, message.id) or b"[]")


def _answered(
    db: Db,
    parts: Parts,
    answers: Answers,
    message: Message,
    held: Held,
    bubbles: tuple[Bubble, ...],
    *,
    always: bool,
) -> tuple[Bubble, ...]:
    pieces = answers.cut(bubbles)
    in_time = message.answer_by is not None and parts.store.clock() <= message.answer_by
    stood = answers.heard(db, message)
    waiting = passive.unsaid(db, message.sender) if stood.waits else ()
    # Words that are being sent at this moment would be overtaken by an answer.
    may = in_time and (stood.shut or all(row.status != Status.SENDING for row in waiting))
    waiting = waiting if may else ()
    earlier = tuple(unpacked(row.body) for row in waiting)
    carried = _first((*earlier, *pieces), answers) if may else ()
    passive.offered(db, waiting[: len(carried)])
    for step, piece in enumerate(pieces):
        left = len(earlier) + step < len(carried)
        behind = db.now + BEHIND_THE_ANSWER if carried and not left else None
        behind = clock.waking(db.now) if _announces(message) else behind
        turns.say(
            db,
            message.sender,
            held.turn,
            step,
            packed(piece),
            held.epoch,
            always=always,
            offered=left,
            not_before=behind,
        )
    return carried


def _first(bubbles: Sequence[Bubble], answers: Answers) -> tuple[Bubble, ...]:
    count = 0
    while count < len(bubbles) and answers.fits(bubbles[: count + 1]):
        count += 1
    return tuple(bubbles[:count])
