"""Collect the values of one message, what was asked first, and leave out what is not certain.

A value that nobody asked for is kept only where its characters can mean nothing else. Where a message gives two
different answers to what was asked, the first leads and asks to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from nlu.lexicon import Hit, table
from nlu.reading import Value
from nlu.text import Clean
from nlu.values import (
    address,
    age,
    dates,
    disability,
    entry,
    household,
    identity,
    money,
    name,
    owner,
    receiving,
    relation,
)
from nlu.values.places import Places
from nlu.values.registered import where_registered
from nlu.values.relation import Relations

READ_KINDS = table(
    """
    age date id_number phone bank_card name relation region money_monthly money_yearly yes_no choice household_size
    disability_grade address receiving
    """
)
_ONE_ANSWER = table(
    "age household_size disability_grade id_number phone bank_card money_monthly money_yearly date"
)
# Kinds that may be read from the same characters, because one follows from the other: a day of birth is also an age.
_TOGETHER = (
    {"age", "date"}, {"name", "relation"}, {"address", "region"}, {"money_monthly", "money_yearly"},
    {"household_size", "relation"}, {"address", "relation"}, {"receiving", "relation"},
    {"receiving", "household_size"},
)  # fmt: skip
_MOST = 60
# Nobody's answer stands further in than this; the bound keeps a hostile message cheap.
_FARTHEST = 3000


def gather(
    text: str, asked: str, today: date, *, relations: Relations, places: Places, named: Sequence[Hit] = ()
) -> tuple[Value, ...]:
    """Return the values of a normalised text (places in it, not in the text as sent), the asked kind leading.

    `asked` is the kind just asked for, or ""; a kind that has no reader of its own takes the whole message. `named`
    are the benefits that the text calls by name.
    """
    found: list[Value] = list(receiving.find(text, named))
    for value in _all(text[:_FARTHEST], asked, today, relations, places):
        start, end, kind = value.start, value.end, value.kind
        beside = (other.kind for other in found if start < other.end and other.start < end)
        if all({kind, other} in _TOGETHER for other in beside):
            found.append(value)
        if len(found) >= _MOST:
            break
    found = _without_denied(text, found)
    if asked and asked not in READ_KINDS and text:
        found.append(Value(kind=asked, value=text, start=0, end=len(text)))
    ordered = sorted(found, key=lambda value: (value.kind != asked, value.start))
    return tuple(_several(owner.owned(text, ordered), asked))


def _all(text: str, asked: str, today: date, relations: Relations, places: Places) -> Iterator[Value]:
    yield from _entry(text, places)
    identities = list(identity.find(text, today, asked=asked))
    yield from identities
    yield from _asked_first(text, asked)
    yield from dates.find(text, today, asked=asked == "date")
    ages = list(age.find(text, today, asked=asked == "age"))
    yield from ages
    yield from relation.of_writer(text, ages)
    if asked.startswith("money_") or not identities:
        yield from money.find(text, asked=asked if asked.startswith("money_") else "")
    if asked != "household_size":
        yield from household.find(text, asked=False)
    if asked != "disability_grade":
        yield from disability.find(text, asked=False)
    yield from relation.find(text, relations, asked=asked == "relation")
    regions = list(where_registered(text, list(places.find(text, asked=asked in ("region", "address")))))
    yield from regions
    yield from address.find(text, regions, asked=asked == "address")
    yield from name.find(text, asked=asked == "name")


def _entry(text: str, places: Places) -> Iterator[Value]:
    """The person and years of a register's line; what could be a name and is a place begins none."""
    found = list(entry.find(text))
    if not found or any(place.start < found[0].end for place in places.find(text, asked=True)):
        return
    yield from found


def _asked_first(text: str, asked: str) -> Iterator[Value]:
    """What was asked has the first right to characters that could also be something else."""
    if asked == "household_size":
        yield from household.find(text, asked=True)
    if asked == "disability_grade":
        yield from disability.find(text, asked=True)


def _without_denied(text: str, found: Sequence[Value]) -> list[Value]:
    """Of "not 82 but 83" only the second is meant."""
    denied = [relation.denied(text, value.start) for value in found]
    left = {value.kind for value, not_meant in zip(found, denied, strict=True) if not not_meant}
    return [
        value
        for value, not_meant in zip(found, denied, strict=True)
        if not not_meant or value.kind not in left
    ]


def _several(values: Sequence[Value], asked: str) -> Iterator[Value]:
    rivals = {value.value for value in values if value.kind == asked and value.value is not None}
    doubtful = asked in _ONE_ANSWER and len(rivals) > 1
    for value in values:
        if doubtful and value.kind == asked and not value.needs_confirm:
            yield replace(value, needs_confirm=True, reason="several")
        else:
            yield value


def as_sent(values: Sequence[Value], clean: Clean) -> tuple[Value, ...]:
    """Return the values with their places in the text as it was sent."""
    return tuple(_moved(value, clean) for value in values)


def _moved(value: Value, clean: Clean) -> Value:
    start, end = clean.span(value.start, value.end)
    return value if (start, end) == (value.start, value.end) else replace(value, start=start, end=end)


def doubtful(values: Sequence[Value], kinds: frozenset[str]) -> tuple[Value, ...]:
    """Mark values of some kinds as said in passing: to be confirmed before they are used."""
    return tuple(
        replace(value, needs_confirm=True, reason=value.reason or "in_passing", confidence=0.5)
        if value.kind in kinds and not value.needs_confirm
        else value
        for value in values
    )
