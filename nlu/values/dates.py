"""Days as ISO text: full ones always, others when a day was asked or when their words leave no doubt.

A month or a year alone gives its first day, its range, and asks to be confirmed (`partial`); so does a day whose year
was not said (`year_assumed`), and one that may be meant by either calendar (`calendar`, with the other among `others`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlu.reading import Value
from nlu.text import stretches
from nlu.values import lunar
from nlu.values.calendar_words import (
    LUNAR_BY_HABIT,
    MONTHS,
    YEARS,
    any_of,
    day_value,
    latest,
    of_month,
    range_value,
    solar_day,
    span_of,
)  # fmt: skip
from nlu.values.days_around import weekdays, when_asked
from nlu.values.numbers import NUMERAL, number

_NUMBER = rf"[0-9]{{1,2}}|{NUMERAL}{{1,3}}"


_YEAR = (
    rf"(?P<rel_year>{any_of(YEARS)})(?:的|,)?|(?<![0-9])(?P<year>(?:18|19|20)[0-9]{{2}}|[0-9]{{2}}(?=年)|"
    rf"{NUMERAL}{{4}}(?=年)|{NUMERAL}{{2}}(?=年))(?:年(?!纪|龄|多|来|前|以)|[-./](?=[0-9]))"
)
_CALENDAR = r"(?P<calendar>农历|阴历|旧历|古历|老历|阳历|公历|新历)?的?"
_DAY_OF = rf"(?:(?P<month>闰?(?:正|冬|腊)|闰?(?:{_NUMBER}))(?:月份?|[-./](?=[0-9]))(?:的|,)?)"
_DAY = rf"(?P<day>{lunar.DAY}|{_NUMBER})(?P<unit>[日号])?"
_WRITTEN_OUT = re.compile(
    rf"(?P<calendar3>农历|阴历|旧历)?(?:{_YEAR})?{_CALENDAR}(?:(?P<rel_month>{any_of(MONTHS)})的?|"
    rf"{_DAY_OF}){_CALENDAR.replace('calendar', 'calendar2')}(?:{_DAY})?(?![0-9个半])"
)
_SPOKEN_OF = re.compile("农历|阴历|旧历|古历|老历")
_MONTH_AND_DAY = re.compile(rf"(?<![0-9])({_NUMBER})月({_NUMBER})[日号]")
_JANUARY = re.compile("(?<=年)元月")
_MOST = 40
# Every day that is written out has one of these, and nothing of it is further away.
_MONTH = re.compile("月|[0-9][-./][0-9]")
_REACH = 24


def find(text: str, today: date, *, asked: bool) -> Iterator[Value]:
    """Yield the days in a normalised text; unasked only those with their year or month."""
    text = _JANUARY.sub("一月", text) if "元月" in text else text
    taken: list[tuple[int, int]] = []
    for value in _found(text, today, asked):
        if not any(start < value.end and value.start < end for start, end in taken):
            taken.append((value.start, value.end))
            yield value
        if len(taken) >= _MOST:
            return


def _found(text: str, today: date, asked: bool) -> Iterator[Value]:
    if asked:
        yield from _no_such_day(text)
    for start, end in stretches(text, _MONTH, _REACH, _REACH):
        for match in _WRITTEN_OUT.finditer(text, start, end):
            value = _written(match, today, asked)
            if value is not None:
                yield value
            elif asked and match["day"] and (match["year"] or match["rel_year"]):
                yield _nonsense(*match.span())
    yield from weekdays(text, today, asked)
    if asked:
        yield from when_asked(text, today)


def _no_such_day(text: str) -> Iterator[Value]:
    """The fifth of the thirteenth month, the thirtieth of February."""
    for match in _MONTH_AND_DAY.finditer(text):
        month, day = (number(part) or 0 for part in match.groups())
        if not 1 <= month <= 12 or not 1 <= day <= 31 or solar_day(2024, month, day) is None:
            yield _nonsense(*match.span())


def _nonsense(start: int, end: int) -> Value:
    return Value(kind="date", value=None, start=start, end=end, needs_confirm=True, reason="no_such_day")


def _written(match: re.Match[str], today: date, asked: bool) -> Value | None:
    year = today.year + YEARS[match["rel_year"]] if match["rel_year"] else _year(match["year"], today)
    if (match["year"] and year is None) or (match["month"] and not match["day"] and not asked):
        return None
    calendar = match["calendar"] or match["calendar2"] or match["calendar3"] or ""
    if match["rel_month"]:
        return _of_relative_month(match, calendar, today) if match["day"] else None
    if not match["day"]:
        return _month_alone(match, year, calendar, today) if asked else None
    if year is None and not asked:
        return None
    return _full(match, year, calendar, today)


def _full(match: re.Match[str], year: int | None, calendar: str, today: date) -> Value | None:
    month_said, day_said = match["month"], match["day"]
    month, day = lunar.month(month_said), lunar.day(day_said)
    by_moon = bool(_SPOKEN_OF.match(calendar)) or lunar.is_lunar(month_said, day_said) or month < 0
    assumed = year is None
    moon = latest(lunar.solar, year, month, day, today)
    sun = latest(solar_day, year, month, day, today)
    place = match.span()
    if by_moon and not calendar.startswith(("阳", "公", "新")):
        return (
            None
            if moon is None
            else day_value(moon, place, "year_assumed" if assumed else "lunar", confirm=assumed)
        )
    spoken = not (day_said + month_said).isascii() and not match["unit"] and not calendar
    if spoken and moon is not None and sun is not None:
        first, other = (moon, sun) if (month, day) in LUNAR_BY_HABIT else (sun, moon)
        return day_value(first, place, "calendar", confirm=True, others=(other.isoformat(),))
    return None if sun is None else day_value(sun, place, "year_assumed" if assumed else "", confirm=assumed)


def _of_relative_month(match: re.Match[str], calendar: str, today: date) -> Value | None:
    """The eighth of last month: by the moon where the words say so, and then doubtful only if the calendars differ."""
    back, day_said = MONTHS[match["rel_month"]], match["day"]
    first, last = of_month(today, back)
    if not (_SPOKEN_OF.match(calendar) or lunar.is_lunar("", day_said)):
        day = solar_day(first.year, first.month, number(day_said) or 0)
        return None if day is None else day_value(day, match.span(), "")
    year, month, _ = lunar.of(today)
    found = lunar.solar(*lunar.months_before(year, month, -back), lunar.day(day_said))
    if found is None:
        return None
    inside = [
        day for offset in range((last - first).days + 1)
        if lunar.of(day := first + timedelta(days=offset))[2] == lunar.day(day_said)
    ]  # fmt: skip
    others = tuple(day.isoformat() for day in inside if day != found)
    return day_value(
        found, match.span(), "calendar" if others else "lunar", confirm=bool(others), others=others
    )


def _month_alone(match: re.Match[str], year: int | None, calendar: str, today: date) -> Value | None:
    month = lunar.month(match["month"])
    by_moon = bool(_SPOKEN_OF.match(calendar)) or match["month"] in ("正", "冬", "腊") or month < 0
    for guess in (year,) if year is not None else (today.year, today.year - 1):
        if by_moon:
            span = lunar.whole_month(guess, month) if 1 <= abs(month) <= 12 else None
        else:
            span = span_of(guess, month, month) if 1 <= month <= 12 else None
        if span is not None and (year is not None or span[0] <= today):
            return range_value(span, match.span())
    return None


def _year(words: str | None, today: date) -> int | None:
    year = number(words) if words else None
    if year is None or (words and not words.isascii() and "十" in words):
        return None
    if year < 100:
        year += 2000 if year <= today.year % 100 + 5 else 1900
    return year if 1850 <= year <= today.year + 20 else None
