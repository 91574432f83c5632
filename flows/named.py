"""A flow that a short message names by words of its own, whatever act it is read as."""

from __future__ import annotations

from flows import another, asking, jotted, short
from flows.flow import NO_BENEFIT, Flow
from flows.place import RECEIVING
from flows.state import Frame
from flows.talk import Talk, open_question, top
from flows.topic import only_lacked
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_SHORT = 40
"""Characters up to which a message that holds a flow's own words is taken to mean that flow."""


_BARE = 12
"""Characters up to which a message says nothing besides what was offered."""

_SURELY_WHY = 0.8
"""From this probability on a message asks why something is asked, whatever other words stand in it."""

_NAMED = 0.9
"""From this probability on a benefit was called by its name."""


FORGET = "forget_me"
"""What was offered after telling what is kept: to delete it. It is a flow's own name."""


def named(talk: Talk, reading: Reading) -> Frame | None:
    """Return the flow that a short message names by words of its own, unless it is the one that is talking."""
    words = normalise(reading.text).text
    flow = talk.world.flows.named(words) if len(words) <= _SHORT else None
    if flow is None and talk.state.offered == FORGET and _wants_it_gone(talk, words):
        flow = talk.world.flows.flows.get(FORGET)
    frame, question = top(talk), open_question(talk)
    asks_why = reading.act is Act.WHY and reading.confidence >= _SURELY_WHY
    # Whether one must book is asked; nobody is to be rung for it.
    asks = asks_why or talk.world.flows.shows("must_one_book", words)
    if flow is None or asks or (frame is not None and frame.flow == flow.id):
        return None
    # “Come and see” in the middle of a report is part of the report.
    if (
        question is not None
        and frame is not None
        and jotted.is_read(talk, frame)
        and (another.answers_another(talk, frame, question, words))
    ):
        return None
    if _answers_a_consent(talk, reading) or (_for_no_benefit(flow) and _names_one(talk, reading)):
        return None
    return asking.spoken_of(talk, flow, short.frame(talk, flow, reading, None))


def _wants_it_gone(talk: Talk, words: str) -> bool:
    """Tell whether “delete it all, then” follows on what was just told of the data that are kept."""
    return len(words) <= _BARE and talk.world.flows.shows("deletes", words)


def _for_no_benefit(flow: Flow) -> bool:
    return any(trigger.benefit == NO_BENEFIT for trigger in flow.triggers)


def _names_one(talk: Talk, reading: Reading) -> bool:
    """Tell whether a benefit is called by its name, and not as one that is received already."""
    had = {value.value for value in reading.values if value.kind == RECEIVING}
    named = next(iter(reading.benefits), None)
    if named is None or named.confidence < _NAMED or named.name in had:
        return False
    cards = talk.world.policies.cards.values()
    return not any(only_lacked(talk, card, reading.text) for card in cards)


def _answers_a_consent(talk: Talk, reading: Reading) -> bool:
    """Tell whether a yes or no stands to the very question whether the person agrees."""
    question = open_question(talk)
    said = reading.act in (Act.AFFIRM, Act.DENY, Act.CHOOSE)
    return said and question is not None and bool(question.purpose)
