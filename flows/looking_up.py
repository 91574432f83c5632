"""Look a question up among the cards' common ones, by the person's own words, where its aspect alone does not answer.

What is asked of a benefit and stands neither in an aspect nor in a common question is said to be unwritten: the words
of another aspect are no answer to it.
"""

from __future__ import annotations

from dataclasses import replace

from flows.state import Frame
from flows.talk import Talk, open_question
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise
from policies.search import Hint, Hit, answers, beyond_names, search

UNWRITTEN = "unwritten"
"""Stands for the aspect of a question that the card does not answer."""

_ASPECT_SURE, _SURER = 0.9, 0.7
"""Where understanding is this sure of another aspect, a common question must be that sure to go before it."""

_ASPECT_LIKELY = 0.4
"""An aspect less likely than this is not what a whole question asks."""

_AMOUNT, _OTHER = "amount", "other"
_SHORTEST = 5
_FOLLOW_UP = 12
"""Characters up to which a question that names nothing goes on about what was spoken of."""

_SUGGESTED = 0.15
"""From this probability on the words of a question suggest a benefit that they do not name."""

_UNRECOGNISED = frozenset({Act.UNCLEAR, Act.OUT_OF_SCOPE})


def hint(reading: Reading) -> Hint:
    """Return what understanding says of a question, for looking it up."""
    return Hint(
        benefits={guess.name: guess.confidence for guess in reading.benefits},
        aspects={guess.name: guess.confidence for guess in reading.aspects},
        outside=reading.outside,
    )


def recognised(talk: Talk, reading: Reading) -> Reading:
    """Take a message that names no benefit, or was not understood, for the common question it asks."""
    lost = reading.act in _UNRECOGNISED and len(reading.text) >= _SHORTEST and open_question(talk) is None
    if not lost and (reading.act is not Act.ASK_POLICY or reading.benefit is not None):
        return reading
    hit = _hit(talk, reading)
    if hit is None or (not lost and _leaves_the_topic(talk, reading, hit)):
        return reading
    return replace(reading, act=Act.ASK_POLICY, benefit=hit.benefit, aspect=hit.question.aspect)


def _leaves_the_topic(talk: Talk, reading: Reading, hit: Hit) -> bool:
    """Tell whether a short question about what was spoken of would be answered from another benefit's card.

    It is not, unless its words suggest that other one.
    """
    if talk.state.benefit is None or hit.benefit == talk.state.benefit or reading.aspect in (None, _OTHER):
        return False
    if len(reading.text) > _FOLLOW_UP:
        return False
    suggested = (guess.confidence for guess in reading.benefits if guess.name == hit.benefit)
    return max(suggested, default=0.0) < _SUGGESTED


def looked_up(talk: Talk, frame: Frame, reading: Reading) -> Frame:
    """Give a question's frame the common question it asks, or note that its card does not answer it."""
    text = normalise(reading.text).text
    says_more = beyond_names(talk.world.policies.index, text, frame.benefit or "")
    hit = _hit(talk, reading) if says_more or reading.aspect in (None, _OTHER) else None
    strays = hit is not None and hit.benefit != frame.benefit and _leaves_the_topic(talk, reading, hit)
    if hit is not None and not strays and not _gives_way(hit, reading):
        return replace(frame, benefit=hit.benefit, aspect=hit.question.aspect, common=hit.question.ask)
    likely = next((guess.confidence for guess in reading.aspects if guess.name == reading.aspect), 1.0)
    vague = reading.aspect in (None, _OTHER) or likely < _ASPECT_LIKELY
    if vague and frame.benefit and says_more:
        # Who tells an age asks what there is for it: the figures by age answer that.
        return replace(frame, aspect=_AMOUNT if reading.value("age") is not None else UNWRITTEN)
    return frame


def _hit(talk: Talk, reading: Reading) -> Hit | None:
    found = talk.world.policies.index
    hit = search(found, normalise(reading.text).text.lower(), hint(reading))
    return hit if answers(found, hit) else None


def _gives_way(hit: Hit, reading: Reading) -> bool:
    """Tell whether the aspect's own answer goes first: understanding is sure of it, and the hit is not.

    What is said of an amount without a figure gives way to the figures themselves.
    """
    if hit.question.aspect == _AMOUNT and not any(passage.slots for passage in hit.question.passages):
        return reading.aspect == _AMOUNT
    sure = next((guess.name for guess in reading.aspects if guess.confidence >= _ASPECT_SURE), None)
    other = sure is not None and (sure != hit.question.aspect or sure == _AMOUNT)
    return other and hit.score < _SURER
