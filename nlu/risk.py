"""Look for danger by rule, before anything else and from any state.

A rule is a list of phrases and a list of exceptions: a phrase that overlaps an exception does not count. What is told
at a distance (in the news, of long ago, supposed) is marked by phrases of its own; `nlu/heard.py` weighs both with what
the model hears.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from nlu.acts import Risk
from nlu.patterns import SENTENCE_ENDS
from nlu.phrasebook import Bookshelf, Phrasebook
from nlu.reading import Danger
from nlu.text import Clean, clauses, sentences

_FAINT = 0.5
Place = tuple[int, int]
ORDER = {risk: place for place, risk in enumerate(Risk)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Phrases that show one risk, and phrases that look the same and are harmless.

    What a `faint` rule finds counts only as far as the whole sounds like it; `plain` words need no such second opinion.
    """

    id: str
    risk: Risk
    faint: bool
    plain: bool
    phrases: Phrasebook
    exceptions: Phrasebook


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules that are looked for at once."""

    each: tuple[Rule, ...] = ()
    phrases: Bookshelf = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrases", Bookshelf(tuple(rule.phrases for rule in self.each)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """Phrases that show that some risks are told of elsewhere, long ago or maybe: in their clause, from it onward to
    the sentence's end, or in the whole sentence, as `reach` says. What stands in `back` comes back to here and now.

    `certain` ones leave no doubt that nobody here is in danger.
    """

    id: str
    risks: frozenset[Risk]
    reach: str
    certain: bool
    phrases: Phrasebook
    back: Phrasebook


@dataclass(frozen=True, slots=True)
class Distances:
    """Distances that are looked for at once."""

    each: tuple[Distance, ...] = ()
    phrases: Bookshelf = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrases", Bookshelf(tuple(distance.phrases for distance in self.each)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Far:
    """A part of a message, in code points as sent, that tells some risks at a distance (see `Distance`)."""

    risks: frozenset[Risk]
    certain: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """Where the sentences of a text stand, and its clauses, from left to right."""

    sentences: tuple[Place, ...] = ()
    clauses: tuple[Place, ...] = ()


def dangers(clean: Clean, rules: Rules) -> tuple[Danger, ...]:
    """Return the dangers in a message, the one to answer first leading; at most one for each rule."""
    text = clean.text.lower()
    found = rules.phrases.find(text)
    parts = _parts(text) if found else _Parts()
    seen = (_danger(clean, text, parts, rules.each[number], places) for number, places in found.items())
    return tuple(sorted(filter(None, seen), key=lambda danger: (ORDER[danger.risk], danger.start)))


def _danger(clean: Clean, text: str, parts: _Parts, rule: Rule, places: Sequence[Place]) -> Danger | None:
    harmless = cache(partial(rule.exceptions.find_within, text))
    for start, end in places:
        around = harmless(*_sentences(parts, start, end))
        if not any(low < end and start < high for low, high in around):
            first, last = clean.span(start, end)
            sure = _FAINT if rule.faint else 1.0
            return Danger(
                risk=rule.risk, rule=rule.id, start=first, end=last, confidence=sure, plain=rule.plain
            )
    return None


def far(clean: Clean, distances: Distances) -> tuple[Far, ...]:
    """Return the parts of a message that tell of danger at a distance."""
    text = clean.text.lower()
    return _far(clean, text, distances, 0, len(text))


def far_around(clean: Clean, distances: Distances) -> Callable[[Danger], tuple[Far, ...]]:
    """Return what tells the parts of a message at a distance that may hold a danger: those of its own sentences."""
    text = clean.text.lower()
    found = cache(partial(_far, clean, text, distances))

    def around(danger: Danger) -> tuple[Far, ...]:
        if distances.phrases.across.phrases:
            return found(0, len(text))
        start, end = (bisect_left(clean.offsets, place) for place in (danger.start, danger.end))
        begins = max(text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
        ends = (place for mark in SENTENCE_ENDS if (place := text.find(mark, end)) >= 0)
        return found(begins, min(ends, default=len(text)))

    return around


def _far(clean: Clean, text: str, distances: Distances, start: int, end: int) -> tuple[Far, ...]:
    told = text[start:end]
    parts = _parts(told)
    found = distances.phrases.find(told).items()
    return tuple(
        Far(risks=distance.risks, certain=distance.certain, start=first, end=last)
        for distance, places in ((distances.each[number], places) for number, places in found)
        for low, high in _reached(told, parts, distance, places)
        for first, last in (clean.span(start + low, start + high),)
    )


def _reached(text: str, parts: _Parts, distance: Distance, places: Sequence[Place]) -> Iterator[Place]:
    """How far each of the phrases of a distance reaches."""
    found = cache(partial(distance.back.find_within, text))
    for start, end in places:
        back = sorted(here for here, _ in found(*_sentences(parts, start, end)))
        low = _around(parts.sentences if distance.reach == "sentence" else parts.clauses, start)[0]
        high = _around(parts.clauses if distance.reach == "clause" else parts.sentences, end - 1)[1]
        if not any(low <= here < end for here in back):
            yield low, next((here for here in back if end <= here < high), high)


def _parts(text: str) -> _Parts:
    return _Parts(sentences=sentences(text), clauses=clauses(text))


def _sentences(parts: _Parts, start: int, end: int) -> Place:
    """From where the sentence of a place begins to where it ends."""
    return _around(parts.sentences, start)[0], _around(parts.sentences, end - 1)[1]


def _around(parts: Sequence[Place], place: int) -> Place:
    """The part that holds a place; the place alone where none does (it is a mark between two)."""
    before = bisect_right(parts, (place, sys.maxsize)) - 1
    return parts[before] if before >= 0 and place < parts[before][1] else (place, place + 1)
