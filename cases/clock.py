"""The statutory clock: working days by the State Council's holiday notices and an office's own table.

The notices' 调休 is included. Pure: the table of exceptions comes in with the calendar. A year that neither
knows is reckoned by weekday alone and flagged as not sure: never a crash, and never silently right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A day that was counted to, and whether every day on the way is known to the tables."""

    day: date
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The working days after `start` up to and including `end`, with what was left out and what was added.

    `weekends` and `holidays` are days off by weekday and by notice, `made_up` weekend days that are worked.
    """

    start: date
    end: date
    working: int
    weekends: int
    holidays: int
    made_up: int
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Which days are worked. `table` maps a day to True (worked) or False (off) and beats the notices."""

    table: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> tuple[bool, bool]:
        """Return whether the day is worked, and whether that is sure."""
        if day in self.table:
            return self.table[day], True
        try:
            return bool(chinese_calendar.is_workday(day)), True
        except NotImplementedError:
            return day.weekday() < SATURDAY, False


def working_days_after(day: date, count: int, calendar: Calendar) -> Reckoned:
    """Return the `count`-th working day after `day`; the day itself does not count (《民法典》第二百零一条).

    >>> working_days_after(date(2026, 9, 30), 1, Calendar()).day
    datetime.date(2026, 10, 8)
    """
    sure = True
    while count > 0:
        day += ONE_DAY
        works, known = calendar.works(day)
        sure = sure and known
        count -= works
    return Reckoned(day=day, sure=sure)


def span(start: date, end: date, calendar: Calendar) -> Span:
    """Count the working days after `start` up to `end`; an end before the start gives a span of none."""
    working = weekends = holidays = made_up = 0
    sure = True
    for day in _days(start, end):
        works, known = calendar.works(day)
        sure = sure and known
        weekend = day.weekday() >= SATURDAY
        working += works
        made_up += works and weekend
        weekends += weekend and not works
        holidays += not weekend and not works
    return Span(
        start=start,
        end=end,
        working=working,
        weekends=weekends,
        holidays=holidays,
        made_up=made_up,
        sure=sure,
    )


def left(due: date, today: date, calendar: Calendar) -> int:
    """Return the working days left; 0 on the day itself, and negative by the working days it is late."""
    if due >= today:
        return span(today, due, calendar).working
    return -span(due, today, calendar).working


def moved(due: date, waiting_since: date, until: date, calendar: Calendar) -> tuple[Reckoned, int]:
    """Return the due day moved by the working days the clock stood still, and how many those were.

    The working days after the day of the request, up to the day of the answer, do not count.
    """
    stood = span(waiting_since, until, calendar)
    reckoned = working_days_after(due, stood.working, calendar)
    return Reckoned(day=reckoned.day, sure=reckoned.sure and stood.sure), stood.working


def _days(start: date, end: date) -> Iterator[date]:
    while start < end:
        start += ONE_DAY
        yield start
