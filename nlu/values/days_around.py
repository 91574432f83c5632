"""Days told from today, from a feast or by their number alone: last Wednesday, half a year ago, last Mid-Autumn.

Only weekdays of a named week are certain; the rest counts when a day was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlu.reading import Value
from nlu.values import lunar
from nlu.values.calendar_words import (
    DAYS,
    FEASTS,
    LUNAR_FEASTS,
    MONTHS,
    SEASONS,
    SPREAD,
    YEARS,
    any_of,
    day_value,
    latest,
    months_ago,
    of_month,
    range_value,
    solar_day,
    span_of,
    weekday,
)  # fmt: skip
from nlu.values.numbers import NUMERAL, number, pair

_COMPACT = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_FEAST = re.compile(
    rf"(?:(?P<rel>{any_of(YEARS)})|(?P<year>(?:19|20)[0-9]{{2}})年)?的?(?P<feast>{any_of({**FEASTS, **LUNAR_FEASTS})})"
)
_BESIDE_FEAST = re.compile(
    "节?(?:的|刚)?(?:(?P<after>过后|以后|之后|后(?!天))|以前|之前|前(?!天)(?=$|[一两几,。]))"
)
_NEAR_FEAST = 10
_SHORT_YEAR = re.compile(
    r"^(?:是|生日)?(?P<year>[0-9]{2})[./-](?P<month>[01]?[0-9])[./-](?P<day>[0-3]?[0-9])(?:生|的)*$"
)
_SEASON = re.compile(
    rf"(?:(?P<rel>{any_of(YEARS)})|(?P<year>(?:19|20)[0-9]{{2}})年)的?(?P<season>{any_of(SEASONS)})?"
)
_MONTH_PART = re.compile(
    rf"(?P<rel>{any_of(MONTHS)})(?P<part>初|中旬|底|末|上旬|下旬)?|^月(?P<bare>初|底|末|中)"
)
_WEEK = re.compile("周|星期|礼拜")
_WEEKDAY = re.compile(
    r"(?P<week>上上个?|上个?|这个?|本|下下个?|下个?)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-6])(?![0-9])"
)
_RELATIVE = re.compile(any_of(DAYS))
_AGO = re.compile(
    rf"(?P<count>[一二三四五六七八两][二三四五六七八九](?=个|年|天|周)|[0-9]{{1,3}}|{NUMERAL}{{1,3}}|半)(?P<more>多|来|几)?个?(?P<half>半)?(?P<unit>天|日|周|星期|礼拜|月|年)(?P<rest>半|多)?(?:以|之)?前"
)
_BARE_DAY = re.compile(
    rf"^(?:是|在|就是)?(?P<day>{lunar.DAY}|[0-9]{{1,2}}|{NUMERAL}{{1,3}})(?P<unit>[日号])?(?:的|吧|那天|了){{0,4}}$"
)
_TWO = 2
_DAYS_OF = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_PARTS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}


def weekdays(text: str, today: date, asked: bool) -> Iterator[Value]:
    """Yield the days named by their week ("last Wednesday"); without a week only when a day was asked."""
    for match in _WEEKDAY.finditer(text) if _WEEK.search(text) else ():
        week = match["week"] or ""
        if not week and not asked:
            continue
        steps = (week.count("下") or -week.count("上")) if week else 0
        day = weekday(today, steps, match["day"])
        if not week and day > today:
            day -= timedelta(days=7)
        yield day_value(day, match.span(), "" if week else "week_assumed", confirm=not week)


def when_asked(text: str, today: date) -> Iterator[Value]:
    """Yield the days that count only as an answer."""
    for match in _COMPACT.finditer(text):
        day = solar_day(*(int(part) for part in match.groups()))
        if day is not None:
            yield day_value(day, match.span(), "")
    short = _SHORT_YEAR.match(text)
    if short is not None:
        century = 1900 if int(short["year"]) > today.year % 100 else 2000
        written = solar_day(century + int(short["year"]), int(short["month"]), int(short["day"]))
        if written is not None:
            yield day_value(written, short.span(), "")
    for match in _FEAST.finditer(text):
        value = _feast(match, today)
        if value is not None:
            yield value
    for match in _RELATIVE.finditer(text):
        yield day_value(today + timedelta(days=DAYS[match.group()]), match.span(), "")
    for match in _AGO.finditer(text):
        value = _ago(match, today)
        if value is not None:
            yield value
    for match in _MONTH_PART.finditer(text):
        first, last = of_month(today, MONTHS[match["rel"]] if match["rel"] else 0)
        part = match["part"] or match["bare"]
        if part:
            low, high = _PARTS[part]
            first, last = first.replace(day=low), first.replace(day=min(high, last.day))
        yield range_value((first, last), match.span())
    for match in _SEASON.finditer(text):
        year = today.year + YEARS[match["rel"]] if match["rel"] else int(match["year"])
        yield range_value(
            span_of(year, *(SEASONS[match["season"]] if match["season"] else (1, 12))), match.span()
        )
    bare = _BARE_DAY.match(text)
    if bare is not None and (bare["unit"] or lunar.is_lunar("", bare["day"])):
        yield from _bare_day(bare, today)


def _bare_day(match: re.Match[str], today: date) -> Iterator[Value]:
    by_moon = lunar.is_lunar("", match["day"])
    for back in range(3):
        if by_moon:
            year, month, _ = lunar.of(today)
            day = lunar.solar(*lunar.months_before(year, month, back), lunar.day(match["day"]))
        else:
            first, _ = of_month(today, -back)
            day = solar_day(first.year, first.month, number(match["day"]) or 0)
        if day is not None and day <= today:
            yield day_value(day, match.span("day") if not match["unit"] else (match.start("day"), match.end("unit")),
                         "month_assumed", confirm=True)  # fmt: skip
            return


def _feast(match: re.Match[str], today: date) -> Value | None:
    year = today.year + YEARS[match["rel"]] if match["rel"] else int(match["year"]) if match["year"] else None
    name = match["feast"]
    if name in FEASTS:
        day = latest(solar_day, year, *FEASTS[name], today)
    elif LUNAR_FEASTS[name][1]:
        day = latest(lunar.solar, year, *LUNAR_FEASTS[name], today)
    else:
        eve = latest(lunar.solar, None if year is None else year + 1, 1, 1, today)
        day = None if eve is None else eve - timedelta(days=1)
    if day is None:
        return None
    beside = _BESIDE_FEAST.match(match.string, match.end())
    if beside is not None:
        days = (1, _NEAR_FEAST) if beside["after"] else (-_NEAR_FEAST, -1)
        around = [day + timedelta(days=number) for number in days]
        return range_value((around[0], around[1]), (match.start(), beside.end()))
    if name in SPREAD:
        return range_value((day, day + timedelta(days=SPREAD[name])), match.span())
    return day_value(day, match.span(), "feast", confirm=True)


def _ago(match: re.Match[str], today: date) -> Value | None:
    half = match["count"] == "半"
    several = pair(match["count"] + "十")
    if several is not None and len(match["count"]) == _TWO:
        return _between_ago(match, several[0] // 10, several[1] // 10, today)
    count = 0 if half else number(match["count"])
    if count is None or (not half and count == 0):
        return None
    if match["unit"] in _DAYS_OF:
        day = today - timedelta(days=min(count, 999) * _DAYS_OF[match["unit"]])
        return day_value(
            day, match.span(), "approximate", confirm=bool(match["more"] or match["unit"] not in ("天", "日"))
        )
    months = count * (12 if match["unit"] == "年" else 1)
    days = 0
    if half or match["half"] or match["rest"] == "半":
        months, days = (months + 6, 0) if match["unit"] == "年" else (months, 15)
    day = months_ago(today, min(months, 1500)) - timedelta(days=days)
    slack = timedelta(days=183 if match["unit"] == "年" else 15)
    return range_value((day - slack, min(today, day + slack)), match.span(), likely=day, reason="approximate")


def _between_ago(match: re.Match[str], least: int, most: int, today: date) -> Value:
    """Two or three years ago."""
    if match["unit"] in _DAYS_OF:
        low, high = (today - timedelta(days=count * _DAYS_OF[match["unit"]]) for count in (most, least))
    else:
        months = 12 if match["unit"] == "年" else 1
        low, high = (months_ago(today, count * months) for count in (most, least))
    return range_value((low, high), match.span(), reason="approximate")
