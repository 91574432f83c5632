"""A place of which only the larger one around it is known is said back as far as it is known, and said so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.outcome import Reply
from flows.speaking import gaps
from flows.state import Told
from flows.talk import Talk, answers_of, top
from nlu.reading import Reading
from nlu.values.places import below
from policies.regions import NATION

_LONGEST = 20
"""Characters up to which the words behind a place are looked at; longer ones tell other things."""

_SAID_BACK = frozenset({"noted", "noted_what_next", "corrected"})
"""Phrases that say a place back; it is they that sound as if that were all."""


def said_back(talk: Talk, reading: Reading) -> Talk:
    """Say that a town told in this turn is not known by itself and which place is kept, before anything is asked."""
    place = reading.value("region")
    if place is None or place.needs_confirm or len(reading.text) > _LONGEST:
        return talk
    name, code = below(reading.text, place.end), str(place.value)
    regions = talk.world.policies.regions
    if not name or regions.region(code).parent != NATION:
        return talk
    if not any(told.value == code and told.turn == talk.world.turn for told in _kept(talk)):
        return talk
    filled = {**gaps(talk, top(talk)), "name": name, "place": regions.spoken(code)}
    reply = Reply(phrase="place_as_far", values=filled)
    heard = next((n for n, said in enumerate(talk.replies, start=1) if said.phrase in _SAID_BACK), 0)
    return replace(talk, replies=(*talk.replies[:heard], reply, *talk.replies[heard:]))


def _kept(talk: Talk) -> Iterator[Told]:
    """Yield what is kept of this conversation: what was told before any flow, and of the one that is talking."""
    yield from talk.state.loose.values()
    frame = top(talk)
    if frame is not None:
        yield from answers_of(talk, frame).values()
