"""Whose household it is about, and whom of it a message speaks of."""

from __future__ import annotations

from flows.flow import Flow, Question
from flows.state import Frame
from flows.talk import Talk, answers_of
from nlu.reading import Reading, Value

SOME_RELATIVE = "other_relative"
"""Stands for whom it is for until they say who of the family it is."""


def for_household(talk: Talk, frame: Frame) -> bool:
    """Tell whether it is about a whole household: whoever else is spoken of then belongs to it.

    So it is where a household gets the benefit, and where one is looked over for all there is.
    """
    card = talk.world.policies.cards.get(frame.benefit or "")
    flow = talk.world.flows_of(frame.release).flows[frame.flow]
    return (card is not None and card.unit == "household") or looks_over(flow)


def looks_over(flow: Flow) -> bool:
    """Tell whether a flow looks over a household for all there is."""
    return any(step.kind == "screen" for step in flow.steps.values())


def of_another(talk: Talk, frame: Frame, question: Question, value: Value, reading: Reading) -> bool:
    """Tell whether a value that would be of the person it is for is said of another one of the household."""
    whose = answers_of(talk, frame).get("who_for")
    if (
        whose is None
        or whose.value == SOME_RELATIVE
        or not question.of_person
        or not for_household(talk, frame)
    ):
        return False
    spoken_of = [v for v in reading.values if v.kind == "relation" and v.start <= value.start]
    return bool(spoken_of) and max(spoken_of, key=lambda v: v.start).value != whose.value
