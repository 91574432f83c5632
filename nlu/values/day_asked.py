"""The day a policy question is about: last August, next January, 2023. A day of birth is none.

A month or year that is over counts by its last day, one to come by its first, the present one by today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nlu.reading import Value
from nlu.values import dates

_SAID = re.compile("年|上个?月|下个?月|[0-9]{4}")
_OF_A_LIFE = re.compile("[^,。!?;]{0,3}(?:生|出世|满|参军|入伍|去世|过世|走的|结的?婚|离婚)")
_YEARS_BACK, _YEARS_AHEAD = 15, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAsked:
    """A day and the characters of the normalised text that name it."""

    day: date
    start: int
    end: int


def days_asked(text: str, today: date) -> Iterator[DayAsked]:
    """Yield the days a normalised text asks about, in its order.

    >>> [asked.day.isoformat() for asked in days_asked("去年8月多少,明年呢", date(2026, 11, 21))]
    ['2025-08-31', '2027-01-01']
    """
    found = sorted(dates.find(text, today, asked=True), key=lambda value: value.start)
    for value in found:
        said = text[value.start : value.end]
        day = _day(value, today)
        if day is None or not _SAID.search(said) or _OF_A_LIFE.match(text, value.end):
            continue
        if today.year - _YEARS_BACK <= day.year <= today.year + _YEARS_AHEAD:
            yield DayAsked(day=day, start=value.start, end=value.end)


def _day(value: Value, today: date) -> date | None:
    if not isinstance(value.value, str):
        return None
    first = date.fromisoformat(str(value.low or value.value))
    last = date.fromisoformat(str(value.high or value.value))
    if last < today:
        return last
    return first if first > today else today
