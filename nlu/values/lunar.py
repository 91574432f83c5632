"""Days of the lunar calendar (农历) and the days of ours that they fall on."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from lunar_python import Lunar, LunarMonth, LunarYear, Solar

from nlu.values.numbers import number

MONTH = "(?:闰)?(?:正|冬|腊|十[一二]?|[一二三四五六七八九])月"
DAY = (
    "(?:初[一二三四五六七八九十]|[廿卅][一二三四五六七八九十]?|二十[一二三四五六七八九]?|三十|"
    "十[一二三四五六七八九]?)"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_ONLY_LUNAR_DAY = re.compile("初|廿|卅")
_FIRST, _LAST = 1880, 2100


def month(words: str) -> int:
    """Return a lunar month's number, negative for a leap month, 0 when the words name none."""
    plain = words.removesuffix("月")
    leap = plain.startswith("闰")
    plain = plain.removeprefix("闰")
    found = _MONTHS.get(plain) or number(plain) or 0
    return -found if leap else found


def day(words: str) -> int:
    """Return a lunar day's number, 0 when the words name none."""
    plain = words.removeprefix("初")
    return 20 if plain == "廿" else 30 if plain == "卅" else number(plain) or 0


def is_lunar(month_said: str, day_said: str) -> bool:
    """Tell whether the words themselves belong to the lunar calendar (正月, 腊月, 初八, 廿三)."""
    return month_said.removesuffix("月").removeprefix("闰") in _MONTHS or bool(
        _ONLY_LUNAR_DAY.match(day_said)
    )


@cache
def solar(year: int, lunar_month: int, lunar_day: int) -> date | None:
    """Return our day for a lunar one, or None when that month has no such day."""
    if not _FIRST <= year <= _LAST or not 1 <= abs(lunar_month) <= 12 or not 1 <= lunar_day <= 30:
        return None
    found = LunarMonth.fromYm(year, lunar_month)
    if found is None or lunar_day > found.getDayCount():
        return None
    there = Lunar.fromYmd(year, lunar_month, lunar_day).getSolar()
    return date(there.getYear(), there.getMonth(), there.getDay())


@cache
def of(today: date) -> tuple[int, int, int]:
    """Return year, month (negative when leap) and day of the lunar calendar."""
    there = Solar.fromYmd(today.year, today.month, today.day).getLunar()
    return there.getYear(), there.getMonth(), there.getDay()


@cache
def months_before(year: int, lunar_month: int, back: int) -> tuple[int, int]:
    """Return year and month that lie so many lunar months before one (leap months counted)."""
    rows = [(one.getYear(), one.getMonth()) for of_year in (year - 1, year, year + 1)
            for one in LunarYear.fromYear(of_year).getMonthsInYear()]  # fmt: skip
    return rows[rows.index((year, lunar_month)) - back]


def whole_month(year: int, lunar_month: int) -> tuple[date, date] | None:
    """Return the first and last of our days in a lunar month."""
    found = LunarMonth.fromYm(year, lunar_month)
    if found is None or not _FIRST <= year <= _LAST:
        return None
    first = solar(year, lunar_month, 1)
    last = solar(year, lunar_month, found.getDayCount())
    return None if first is None or last is None else (first, last)
