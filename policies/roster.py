"""When somebody at an office answers: hours by weekday, and the days off up to a day that is known.

Where no roster is kept, or past the day it is known to, no time is ever told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.days import NEVER, take_day
from policies.files import named
from policies.regions import Regions

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """From and until when somebody is there on these weekdays (0 is Monday)."""

    days: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One office's hours; `closed` days are off and `extra` ones worked like a Monday, known up to `until`."""

    region: str
    office: str
    hours: tuple[Hours, ...]
    closed: frozenset[date]
    extra: frozenset[date]
    until: date

    def on(self, day: date) -> tuple[Hours, ...]:
        """Return the hours of a day, in order; none on a day off or past the day that is known."""
        if day > self.until or day in self.closed:
            return ()
        weekday = 0 if day in self.extra else day.weekday()
        return tuple(
            sorted((hours for hours in self.hours if weekday in hours.days), key=lambda one: one.start)
        )

    def is_open(self, now: datetime) -> bool:
        """Tell whether somebody is there at a moment of the office's own time."""
        return any(hours.start <= now.time() < hours.end for hours in self.on(now.date()))

    def opens(self, now: datetime) -> datetime | None:
        """Return when somebody is there next, in the office's own time; None when no roster says so."""
        day = now.date()
        while day <= self.until:
            for hours in self.on(day):
                start = datetime.combine(day, hours.start, tzinfo=now.tzinfo)
                if start > now:
                    return start
            day += timedelta(days=1)
        return None


def roster_at(rosters: Mapping[str, Roster], regions: Regions, region: str) -> Roster | None:
    """Return the nearest roster of a place, its own before that of the region above; raises UnknownRegion."""
    return next((rosters[code] for code in regions.chain(region) if code in rosters), None)


def read_rosters(root: Node, problems: list[Problem]) -> Mapping[str, Roster]:
    """Read the rosters by region; hours that end before they begin, or days beyond `known_until`, are problems."""
    return {region: _roster(region, node, problems) for region, node in named(root, problems).items()}


def _roster(region: str, node: Node, problems: list[Problem]) -> Roster:
    with Fields(node, problems) as fields:
        office = fields.text("office")
        hours = tuple(_hours(item, problems) for item in fields.items("hours", required=True))
        until = (take_day(fields, "known_until", required=True) or NEVER).last
        closed, extra = _days(fields, "closed"), _days(fields, "extra")
        for day in sorted(closed & extra):
            fields.fault(f"{day} is both closed and extra", "keep it in one of the two", key="closed")
        for day in sorted(closed | extra):
            if day > until:
                fields.fault(f"{day} lies after known_until", "move known_until", key="known_until")
    return Roster(region=region, office=office, hours=hours, closed=closed, extra=extra, until=until)


def _hours(node: Node, problems: list[Problem]) -> Hours:
    with Fields(node, problems) as fields:
        words = fields.texts("days")
        for word in words:
            if word not in DAYS:
                fields.fault(f"{word!r} is no weekday", "use " + ", ".join(DAYS), key="days")
        start, end = _time(fields, "from"), _time(fields, "to")
        if end <= start:
            fields.fault("the hours end before they begin", "write `from` before `to`", key="to")
        return Hours(days=frozenset(DAYS.index(word) for word in words if word in DAYS), start=start, end=end)


def _time(fields: Fields, key: str) -> time:
    text = fields.text(key)
    found = _TIME.fullmatch(text)
    if found is None:
        fields.fault(f"{text!r} is no time of day", 'write it with quotes, as "09:00"', key=key)
        return time()
    return time(int(found[1]), int(found[2]))


def _days(fields: Fields, key: str) -> frozenset[date]:
    found = set()
    for text in fields.texts(key):
        try:
            found.add(date.fromisoformat(text))
        except ValueError:
            fields.fault(f"{text!r} is no day", 'write it with quotes, as "2026-10-01"', key=key)
    return frozenset(found)
