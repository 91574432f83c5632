"""What must never happen, counted over all conversation tests: a known fact asked, a fallback said twice running."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from benchmarks.table import Figure
from tests.conversations.play import Heard, player
from tests.conversations.script import scripts

FALLBACKS = frozenset({"not_understood_1", "not_understood_2", "not_understood_3"})


def repeats() -> Iterator[Figure]:
    """Yield how many questions asked for what was known, and how many fallbacks followed themselves."""
    playing = player()
    talks = [played for script in scripts() for played in (playing.says(script), playing.reworded(script))]
    asked = sum(bool(question(heard)) for talk in talks for heard in talk)
    known = sum(asked_though_known(talk) for talk in talks)
    yield Figure(
        what="questions about a known fact",
        value=known,
        unit="",
        floor=asked,
        floor_is="questions asked",
        aim="0",
    )
    said = [heard for talk in talks for heard in talk if fallbacks(heard)]
    twice = sum(said_twice(talk) for talk in talks)
    yield Figure(
        what="the same fallback twice running",
        value=twice,
        unit="",
        floor=len(said),
        floor_is="fallbacks said",
        aim="0",
    )


def question(heard: Heard) -> str:
    """Return the question a turn ends in."""
    return next((bubble.asks for bubble in reversed(heard.bubbles) if bubble.asks), "")


def fallbacks(heard: Heard) -> frozenset[str]:
    """Return the fallbacks a turn says."""
    return FALLBACKS & {phrase for bubble in heard.bubbles for phrase in bubble.phrases}


def asked_though_known(talk: Iterable[Heard]) -> int:
    """Count the turns that end in a question whose answer is known by then."""
    return sum(1 for heard in talk if heard.slots.get(question(heard)) is not None)


def said_twice(talk: tuple[Heard, ...]) -> int:
    """Count the turns that say a fallback which the turn before said too."""
    return sum(bool(fallbacks(one) & fallbacks(other)) for one, other in pairwise(talk))
