"""What is said after work was put before a person: a telephone number goes to it, a plea for haste to the call."""

from __future__ import annotations

from flows import answer_value, handover
from flows.outcome import Reply, TellCase
from flows.settle import settle
from flows.speaking import gaps
from flows.talk import Talk, open_question, order, say, top, understood
from flows.world import FINISHED
from nlu.reading import Reading
from nlu.text import normalise

_READ = (handover.HAND_OVER, "complaint", "report")
"""Kinds of work about which somebody may ring back."""

_LONGEST = 24
"""Characters up to which a message says nothing besides."""


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
