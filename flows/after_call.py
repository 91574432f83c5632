"""What is said after work was put before a person: a telephone number goes to it, a plea for haste to the call.

Whoever goes on telling right after a complaint or a report was taken has their words added to it.
"""

from __future__ import annotations

from flows import answer_value, handover, in_need, outset
from flows.outcome import Reply, TellCase
from flows.settle import settle
from flows.speaking import gaps
from flows.talk import Talk, open_question, order, say, top, understood
from flows.world import FINISHED
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_READ = (handover.HAND_OVER, "complaint", "report")
"""Kinds of work about which somebody may ring back."""

_LONGEST = 24
"""Characters up to which a message says nothing besides."""

_TELLS = frozenset({Act.INFORM, Act.UNCLEAR, Act.SKIP, Act.COMPLAIN})
"""Acts of whoever goes on telling."""

_SOUNDS_LIKE = frozenset({Act.OUT_OF_SCOPE, Act.APPLY, Act.ASK_POLICY, Act.QUERY_PROGRESS, Act.DENY})
"""What words that only go on telling may be taken for."""

_OF_ITS_OWN = 0.9
"""Below this probability words that ask and want nothing go on telling, whatever they sound like."""

_SHORTEST = 3
"""Characters of words that tell something."""


def told(talk: Talk, reading: Reading) -> Talk | None:
    """Give a telephone number or a plea for haste to the work that is open; None where it is no such thing."""
    words = normalise(reading.text).text
    if len(words) > _LONGEST or not _free(talk, reading):
        return None
    phone = reading.value("phone")
    rings = phone is not None and phone.value is not None and not phone.needs_confirm
    kinds = _READ if rings else (handover.HAND_OVER,)
    open_now = [case for case in talk.world.cases if case.kind in kinds and case.status not in FINISHED]
    if not open_now or not (rings or talk.world.flows.shows("in_haste", words)):
        return None
    talk = order(understood(talk), TellCase(number=open_now[-1].number, words=reading.text))
    said = say(talk, Reply(phrase="phone_told" if rings else "human_told", values=gaps(talk, top(talk))))
    return settle(said) if top(talk) is not None else said


def _free(talk: Talk, reading: Reading) -> bool:
    """Tell whether nothing is open that a message may be for: no application, and no question that it answers."""
    frame, question = top(talk), open_question(talk)
    if frame is None:
        return True
    return frame.draft is None and question is not None and not answer_value.takes(question, reading)


def told_more(talk: Talk, reading: Reading) -> Talk | None:
    """Give what is told right after a complaint or a report to the same work; None where something else is said."""
    words = normalise(reading.text).text
    if top(talk) is not None or talk.state.offered != outset.TOLD_ON or not _goes_on(talk, reading, words):
        return None
    open_now = [case for case in talk.world.cases if case.kind in _READ and case.status not in FINISHED]
    if not open_now:
        return None
    talk = order(understood(talk), TellCase(number=open_now[-1].number, words=reading.text))
    return say(talk, Reply(phrase="more_told_on", values=gaps(talk, None)))


def _goes_on(talk: Talk, reading: Reading, words: str) -> bool:
    """Tell whether a message only tells: it asks and wants nothing, and names no benefit but the one it was about."""
    flows, cards = talk.world.flows, talk.world.policies.cards.values()
    if len(words) < _SHORTEST or flows.says("asks", words) or in_need.another(talk, reading) is not reading:
        return False
    if any(card.named_in(words) for card in cards):
        return flows.shows("names_matter", words)
    if reading.act in _TELLS:
        return True
    return reading.act in _SOUNDS_LIKE and reading.confidence < _OF_ITS_OWN and not flows.says("wants", words)
