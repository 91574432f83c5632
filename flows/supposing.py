"""The places, days, ages, grades and options that a policy question supposes, and where its words name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.talk import Talk
from nlu.reading import Reading
from nlu.text import Clean, normalise
from nlu.values import disability
from nlu.values.day_asked import days_asked
from policies.references import banded_by
from policies.verdict import FactValue

HUKOU, AGE, LEVEL = "hukou", "age", "disability_level"
_LEVEL_KIND = "disability_grade"
DAY = "day"
"""The name of the day asked about among what a question supposes; no fact is called so."""

Supposes = Mapping[str, FactValue]
"""What a question supposes, by the name of the fact (or the day)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """One thing a question supposes: a fact (or the day), its value, and the characters of the message."""

    name: str
    value: FactValue
    start: int
    end: int


def banded(talk: Talk, benefit: str) -> frozenset[str]:
    """Return the facts by which the amounts of a benefit go in bands."""
    policies = talk.world.policies
    amounts = policies.cards[benefit].amounts if benefit in policies.cards else ()
    return frozenset().union(*(banded_by(policies.parameters[name]) for name in amounts))


def supposed(talk: Talk, reading: Reading, benefit: str) -> Iterator[Supposed]:
    """Yield the places, days, ages, grades and options that a question names."""
    for value in reading.values:
        if value.kind == "region" and isinstance(value.value, str) and not value.others:
            yield Supposed(name=HUKOU, value=value.value, start=value.start, end=value.end)
        elif value.kind == AGE and isinstance(value.value, int):
            yield Supposed(name=AGE, value=value.value, start=value.start, end=value.end)
        elif value.kind == _LEVEL_KIND:
            yield from _level(talk, str(value.value), value.start, value.end)
    clean = normalise(reading.text)
    if reading.value(_LEVEL_KIND) is None and _by_level(talk, benefit):
        # Where disability is spoken of, “and grade two?” needs no word for it.
        for value in disability.grades(clean.text):
            yield from _level(talk, str(value.value), *clean.span(value.start, value.end))
    for day in days_asked(clean.text, talk.world.today):
        start, end = clean.span(day.start, day.end)
        yield Supposed(name=DAY, value=day.day, start=start, end=end)
    yield from _options(talk, clean, benefit)


def _by_level(talk: Talk, benefit: str) -> bool:
    card = talk.world.policies.cards.get(benefit)
    return card is not None and LEVEL in card.facts


def _level(talk: Talk, value: str, start: int, end: int) -> Iterator[Supposed]:
    options = talk.world.policies.facts[LEVEL].options if LEVEL in talk.world.policies.facts else ()
    grade = value.partition(":")[0]
    if grade.isdigit() and 1 <= int(grade) <= len(options):
        yield Supposed(name=LEVEL, value=options[int(grade) - 1].id, start=start, end=end)


def _options(talk: Talk, clean: Clean, benefit: str) -> Iterator[Supposed]:
    """Yield the options that choose a band of the benefit's amounts, by the words of the question that asks them."""
    questions = talk.world.flows.questions
    for fact in sorted(banded(talk, benefit) & questions.keys()):
        for option in questions[fact].options:
            word = max((word for word in option.words if word in clean.text), key=len, default="")
            if word:
                at = clean.text.index(word)
                start, end = clean.span(at, at + len(word))
                yield Supposed(name=fact, value=option.id, start=start, end=end)
