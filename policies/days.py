"""Days as sources give them: a day, a month or only a year.

What is known of a span holds from its last day on; a span is spoken as a span, never as a day it does not
name.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from content.fields import Fields

_SPAN = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Day:
    """A span from `first` to `last`: one day, one month or one year."""

    last: date
    first: date

    @property
    def precision(self) -> str:
        """Say how exact the source was: "day", "month" or "year"."""
        if self.first == self.last:
            return "day"
        return "month" if self.first.month == self.last.month else "year"


NEVER = Day(first=date.min, last=date.min)
"""Stands where a file lacks a day it must have, so that reading can go on to the next problem."""


def span(text: str) -> Day | None:
    """Read "2024", "2024-11" or "2024-11-05"; None for anything else.

    >>> span("2024-02").last
    datetime.date(2024, 2, 29)
    """
    found = _SPAN.fullmatch(text)
    if found is None:
        try:
            return exact(date.fromisoformat(text))
        except ValueError:
            return None
    year, month = int(found[1]), int(found[2] or 0)
    if not year >= 1 or not 0 <= month <= 12 or found[2] == "00":
        return None
    if month == 0:
        return Day(first=date(year, 1, 1), last=date(year, 12, 31))
    return Day(first=date(year, month, 1), last=month_end(date(year, month, 1)))


def exact(day: date) -> Day:
    """Return the span of one day."""
    return Day(first=day, last=day)


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def years_after(day: date, years: int) -> date:
    """Return the day so many years later; in a month without such a day, its last (Civil Code art. 202)."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def take_day(fields: Fields, key: str, *, required: bool = False) -> Day | None:
    """Read a key as a day, a quoted month or a quoted year; note a problem for anything else."""
    node = fields.take(key, required=required)
    if node is None or node.value is None:
        return None
    if isinstance(node.value, date):
        return exact(node.value)
    found = span(node.value) if isinstance(node.value, str) else None
    if found is None:
        remedy = f'write {key}: 2025-07-01, or "2025-07" or "2025" with quotes where the source says no more'
        fields.fault(f"{key} is not a day, a month or a year", remedy, key=key)
    return found
