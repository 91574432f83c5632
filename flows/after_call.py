"""What is said right after a person was called: the telephone number to ring, and that it is urgent, go to the call."""

from __future__ import annotations

from flows import handover
from flows.outcome import Reply, TellCase
from flows.speaking import gaps
from flows.talk import Talk, order, say, top, understood
from flows.world import FINISHED
from nlu.reading import Reading
from nlu.text import normalise

_LONGEST = 24
"""Characters up to which a message says nothing besides."""


def told(talk: Talk, reading: Reading) -> Talk | None:
    """Give a telephone number or a plea for haste to the call that is open; None where it is no such thing."""
    words = normalise(reading.text).text
    if top(talk) is not None or len(words) > _LONGEST:
        return None
    called = [c for c in talk.world.cases if c.kind == handover.HAND_OVER and c.status not in FINISHED]
    phone = reading.value("phone")
    rings = phone is not None and phone.value is not None and not phone.needs_confirm
    if not called or not (rings or talk.world.flows.shows("in_haste", words)):
        return None
    talk = order(understood(talk), TellCase(number=called[-1].number, words=reading.text))
    return say(talk, Reply(phrase="phone_told" if rings else "human_told", values=gaps(talk, None)))
