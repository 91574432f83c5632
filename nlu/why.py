"""Say why a message was read as it was: the training sentences most like it, and the features that decided.

For editors, never in a turn: it looks at every training sentence anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from nlu.intents import BENEFIT_MARK, ELSEWHERE_MARK, HEADS, PERSON_MARK, SELF_MARK
from nlu.read import Understanding
from nlu.text import normalise
from nlu.training import Example

_SHOWN = {
    BENEFIT_MARK: "[benefit]",
    SELF_MARK: "[self]",
    PERSON_MARK: "[person]",
    ELSEWHERE_MARK: "[elsewhere]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A training sentence and how like the message it is, 0 to 1."""

    example: Example
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What decided one head: the class that won, its probability, and features with what each added to it."""

    head: str
    name: str
    confidence: float
    features: tuple[tuple[str, float], ...]


def nearest(
    understanding: Understanding, training: Sequence[Example], text: str, count: int = 5
) -> tuple[Near, ...]:
    """Return the training sentences that share most features with a message."""
    own = _features(understanding, text)
    found = (
        Near(example=example, likeness=_likeness(own, _features(understanding, example.text)))
        for example in training
    )
    return tuple(sorted(found, key=lambda near: (-near.likeness, near.example.text))[:count])


def reasons(understanding: Understanding, text: str, count: int = 8) -> Iterator[Reason]:
    """Yield what decided the act, the benefit and the aspect of a message taken as a whole."""
    model, sight = understanding.model, understanding.sight
    seen = model.spoken(normalise(text).text.lower())
    view = sight.view(seen)
    for head in (name for name in HEADS if name != "question"):
        looked = view.told if head == "benefit" else view.seen
        best = model.score([looked])[0].guesses(head)[0]
        deciding = model.deciding(head, best.name, looked)[:count]
        shown = tuple((_readable(feature, model.syllables), added) for feature, added in deciding)
        yield Reason(head=head, name=best.name, confidence=best.confidence, features=shown)


def _features(understanding: Understanding, text: str) -> frozenset[int]:
    seen = understanding.model.spoken(normalise(text).text.lower())
    return understanding.model.features(understanding.sight.view(seen).seen)


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / sqrt(max(len(one) * len(other), 1))


def _readable(feature: str, syllables: Mapping[str, str]) -> str:
    """Marks by their names and syllables by their spelling."""
    spelling = {mark: name for name, mark in sorted(syllables.items(), reverse=True)}
    named = {mark: f"({name})" for mark, name in spelling.items()} | _SHOWN
    return "".join(named.get(letter, letter) for letter in feature)
