"""Collect the values of one message, what was asked first, and leave out what is not certain.

A value that nobody asked for is kept only where its characters can mean nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from nlu.lexicon import table
from nlu.reading import Value
from nlu.text import Clean
from nlu.values import age, dates, identity, money, name, relation
from nlu.values.places import Places
from nlu.values.relation import Relations

READ_KINDS = table(
    """
    age date id_number phone bank_card name relation region money_monthly money_yearly yes_no choice
    """
)


def gather(text: str, asked: str, today: date, *, relations: Relations, places: Places) -> tuple[Value, ...]:
    """Return the values of a normalised text (places in it, not in the text as sent), the asked kind leading.

    `asked` is the kind just asked for, or ""; a kind that has no reader of its own takes the whole message.
    """
    found: list[Value] = []
    for value in _all(text, asked, today, relations, places):
        if not any(_clash(value, other) for other in found):
            found.append(value)
    if asked and asked not in READ_KINDS and text:
        found.append(Value(kind=asked, value=text, start=0, end=len(text)))
    return tuple(sorted(found, key=lambda value: (value.kind != asked, value.start)))


def _all(text: str, asked: str, today: date, relations: Relations, places: Places) -> Iterator[Value]:
    identities = list(identity.find(text, today, asked=asked))
    yield from identities
    days = list(dates.find(text, today, asked=asked == "date"))
    yield from days
    ages = list(age.find(text, today, asked=asked == "age"))
    yield from ages
    yield from relation.of_writer(text, ages)
    if asked.startswith("money_") or not identities:
        yield from money.find(text, asked=asked if asked.startswith("money_") else "")
    yield from relation.find(text, relations, asked=asked == "relation")
    yield from places.find(text, asked=asked == "region")
    yield from name.find(text, asked=asked == "name")


def _clash(value: Value, other: Value) -> bool:
    """Two readings of the same characters; a day of birth is both a day and an age."""
    overlaps = value.start < other.end and other.start < value.end
    return overlaps and {value.kind, other.kind} not in ({"age", "date"}, {"name", "relation"})


def as_sent(values: Sequence[Value], clean: Clean) -> tuple[Value, ...]:
    """Return the values with their places in the text as it was sent."""
    return tuple(_moved(value, clean) for value in values)


def _moved(value: Value, clean: Clean) -> Value:
    start, end = clean.span(value.start, value.end)
    return replace(value, start=start, end=end)


def doubtful(values: Sequence[Value], kinds: frozenset[str]) -> tuple[Value, ...]:
    """Mark values of some kinds as said in passing: to be confirmed before they are used."""
    return tuple(
        replace(value, needs_confirm=True, reason=value.reason or "in_passing", confidence=0.5)
        if value.kind in kinds and not value.needs_confirm
        else value
        for value in values
    )
