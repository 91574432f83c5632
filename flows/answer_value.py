"""Find in a reading the value that answers a question, and give it the form that the rules reckon with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from flows.question import Question
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.text import normalise
from nlu.values.numbers import number
from policies.verdict import FactValue, Unknown

_PLAIN = 3
"""Characters of a yes or no that can be nothing else."""

_SURE = 0.5
"""Below this probability a longer message is no yes or no."""

_WORD = re.compile(r"[^ ,。;、\n]+")

AGE = "age"

BY_ITSELF = "by_itself"
"""The reason for doubt of a value that stood alone where it was not asked for."""

_GROWN, _OLD, _OLDEST = 30, 60, 120
"""A bare number between the first and last may be somebody's age, from the second on it can be little else; a smaller
one may be a choice."""


def value_for(question: Question, reading: Reading) -> Value | None:
    """Return the reading's value that answers a question, by its kind or by one of its options."""
    found = reading.value(question.kind) if question.kind != "choice" else None
    if found is not None and (not question.option_labels or question.kind != "yes_no"):
        return found
    chosen = reading.value("choice")
    if chosen is not None and str(chosen.value) in question.option_labels:
        return chosen
    return found or _heard(question, reading) or _shown(question, reading)


def _heard(question: Question, reading: Reading) -> Value | None:
    """Return the one option whose own words stand in the message."""
    options = question.heard_in(normalise(reading.text).text)
    return (
        Value(kind="choice", value=options[0], start=0, end=len(reading.text)) if len(options) == 1 else None
    )


def _shown(question: Question, reading: Reading) -> Value | None:
    """Return the option that a value of another kind shows by coming in its place, unless a yes or no is said."""
    if reading.value("yes_no") is not None or reading.act in (Act.AFFIRM, Act.DENY, Act.SKIP):
        return None
    shows = next((value for value in reading.values if value.kind in question.shown_by), None)
    if shows is None:
        return None
    return Value(kind="choice", value=question.shown_by[shows.kind], start=shows.start, end=shows.end)


def monthly(value: Value) -> Value:
    """Return a year's income as a month's, since the cards reckon by the month; any other value as it is."""
    if value.kind != "money_yearly" or value.value is None:
        return value
    share = (Decimal(str(value.value)) / 12).quantize(Decimal("0.01"))
    return replace(
        value, kind="money_monthly", value=share, needs_confirm=True, reason="computed", low=None, high=None
    )


def takes(question: Question, reading: Reading) -> bool:
    """Tell whether the reading holds something that answers the question."""
    if value_for(question, reading) is not None:
        return True
    if question.kind == "yes_no" and reading.act in {Act.AFFIRM, Act.DENY}:
        # A longer message that only sounds like a no may tell something else.
        return len(reading.text) <= _PLAIN or reading.confidence >= _SURE
    return reading.act is Act.SKIP


def leaves_open(question: Question, reading: Reading) -> bool:
    """Tell whether the reading passes over a question that cannot be passed over."""
    return question.required and reading.act is Act.SKIP and value_for(question, reading) is None


def may_be_age(years: int) -> bool:
    """Tell whether a bare number may be somebody's age."""
    return _GROWN <= years <= _OLDEST


def is_old_age(years: int) -> bool:
    """Tell whether a bare number can be little else than somebody's age."""
    return _OLD <= years <= _OLDEST


def years_alone(reading: Reading) -> Value | None:
    """Return a bare number beside another answer that may be an age: “Jingkou, 86”."""
    words = _WORD.finditer(normalise(reading.text).text)
    said = ((word, number(word.group())) for word in words)
    found = [
        Value(kind=AGE, value=years, start=word.start(), end=word.end(), needs_confirm=True, reason=BY_ITSELF)
        for word, years in said
        if years is not None and may_be_age(years)
    ]
    return found[0] if len(found) == 1 else None


def likely(value: Value) -> FactValue:
    """Return what a doubtful value most likely is: the upper end where that lies below what was said."""
    if isinstance(value.value, int) and isinstance(value.high, int) and value.high < value.value:
        return value.high
    return typed(value)


def typed(value: Value) -> FactValue:
    """Return a value as policies take it: days as days, all else as read."""
    if value.value is None:
        return Unknown.DECLINED
    if value.kind == "date" and isinstance(value.value, str):
        return date.fromisoformat(value.value)
    return value.value
