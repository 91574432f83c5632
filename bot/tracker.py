"""What a conversation has established so far, in the shape Rasa's tracker has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.channels.parse import disability
from bot.parts import Parts
from bot.world import load
from flows.drafting import one_person, remembered
from flows.journey import journey
from flows.state import Answers, State
from flows.stored import from_bytes
from flows.talk import answers_of, begin, place, top
from flows.world import World
from policies.verdict import FactValue, Unknown
from storage import turns
from storage.turns import Sender

Slot = str | int | float | Mapping[str, object] | None


def tracker(parts: Parts, sender: Sender) -> Mapping[str, object] | None:
    """Return sender_id, slots (fact to its latest value, null when declined), the active flow and the open question.

    None when nobody has written in this conversation.
    """
    libraries = parts.released.now.libraries
    with parts.store.reading() as db:
        held = turns.look(db, sender)
        if held is None:
            return None
        world = load(db, parts, libraries, sender, held, today=parts.today(), region=parts.region)
    state = from_bytes(held.state)
    talk = begin(state, world, "")
    frame = top(talk)
    opened = journey(place(talk, frame)).open if frame else None
    return {
        "sender_id": sender.id,
        "slots": {name: _slot(name, told.value, world) for name, told in _answers(state, world).items()},
        "active_flow": frame.flow if frame else None,
        "requested_slot": opened.id if opened else None,
        "drafts": [draft.id for draft in world.drafts.values()],
        "cases": [{"number": case.number, "status": case.status} for case in world.cases],
        "held_by_caseworker": held.holder is not None,
    }


def _answers(state: State, world: World) -> Answers:
    """Return everything said; while an application is worked on, what was said of its person and for it.

    What another application was told of somebody else, or of its own occasion, answers no question here.
    """
    talk = begin(state, world, "")
    told = (state.loose, *(draft.answers for draft in world.drafts.values()))
    frames = talk.state.frames
    working = next((number for number, frame in reversed(list(enumerate(frames))) if frame.draft), None)
    if working is not None:
        own = answers_of(talk, frames[working])
        told = tuple(remembered(talk, answers) for answers in told if one_person(own, answers))
        frames = frames[working:]
    found: Answers = {}
    for answers in (*told, *(answers_of(talk, frame) for frame in frames)):
        found = {**found, **answers}
    return found


def _slot(name: str, value: FactValue, world: World) -> Slot:
    question = world.flows.questions.get(name)
    if question is not None and question.kind == "disability_grade" and isinstance(value, str):
        return disability(value)
    return slot(value)


def slot(value: FactValue) -> Slot:
    """Return a fact's value as JSON carries it.

    >>> slot(Unknown.DECLINED), slot(date(2026, 11, 21)), slot(Decimal("50"))
    (None, '2026-11-21', 50)
    """
    match value:
        case Unknown():
            return None
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case _:
            return value
