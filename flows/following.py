"""Tell a follow-up from words that only look like one: a fact told of the person, and another question."""

from __future__ import annotations

from flows import jotted
from flows.supposing import DAY, HUKOU, Supposed, Supposes, banded
from flows.talk import Talk, open_question, top
from flows.varying import VARIES
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise
from policies.answers import answer

OF_ONES_OWN = ("amount", "eligibility")
"""Aspects whose answer goes by the person asked about."""

_ASPECT_SURE = 0.7
"""From this probability on a message asks for the aspect it sounds like."""


def asks_something_else(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message surely asks for another aspect than the one before: “and once she is 18?”."""
    if reading.act is not Act.ASK_POLICY or reading.continues or reading.aspect in (None, talk.state.aspect):
        return False
    # “And of the country?” sounds like asking who may have it.
    if reading.aspect in OF_ONES_OWN:
        return False
    sure = next((guess.confidence for guess in reading.aspects if guess.name == reading.aspect), 0.0)
    return sure >= _ASPECT_SURE


def only_options(talk: Talk, reading: Reading, found: tuple[Supposed, ...]) -> bool:
    """Tell whether words that sound like another benefit are an option of the amounts spoken of: “in a home”."""
    figures = banded(talk, talk.state.benefit or "")
    return talk.state.aspect == "amount" and all(item.name in figures for item in found)


def only_tells(talk: Talk, reading: Reading, found: tuple[Supposed, ...]) -> bool:
    """Tell whether what a message says, and does not ask, leaves the answer as it was: it tells of the person."""
    frame, text, world = top(talk), normalise(reading.text).text, talk.world
    benefit = talk.state.benefit
    asks = world.flows.says("asks", text) or world.flows.shows(VARIES, text)
    if asks or frame is not None or benefit is None or any(item.name == DAY for item in found):
        return False
    if benefit not in world.policies.cards:
        return False
    kept = {name: item.value for name, item in talk.state.asked_of.items()}
    now = {**kept, **{item.name: item.value for item in found}}
    told_before, told_now = (_answer(talk, benefit, facts) for facts in (kept, now))
    return told_before == told_now


def _answer(talk: Talk, benefit: str, facts: Supposes) -> tuple[str, ...]:
    """Return what the aspect last asked about answers, on some facts supposed."""
    spoken_of, world = talk.state.loose.get("place"), talk.world
    here = facts.get(HUKOU) or (spoken_of.value if spoken_of is not None else world.region)
    on, aspect = talk.state.asked_on or world.today, talk.state.aspect or "amount"
    given = answer(world.policies, benefit, aspect, region=str(here), on=on, today=world.today, facts=facts)
    return given.sentences


def tells_what_is_judged(talk: Talk, reading: Reading) -> bool:
    """Tell whether a fact is being asked for and the message asks nothing: it tells another fact of the same person.

    So it does where a caseworker will read what is told.
    """
    question = open_question(talk)
    read = question is not None and jotted.is_read(talk, top(talk))
    if question is None or (question.id not in talk.world.policies.facts and not read):
        return False
    return not talk.world.flows.says("asks", reading.text)
