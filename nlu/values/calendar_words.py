"""Words that place a day: years, months and weeks counted from today, seasons, feasts, and how far back "ago" lies."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from nlu.reading import Value

YEARS: Mapping[str, int] = {
    "今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "头年": -1, "旧年": -1, "前年": -2,
    "大前年": -3, "明年": 1,
    "来年": 1, "后年": 2,
}  # fmt: skip
MONTHS: Mapping[str, int] = {
    "这个月": 0, "本月": 0, "这月": 0, "当月": 0, "上个月": -1, "上月": -1, "头个月": -1, "前个月": -2, "上上个月": -2,
    "上上月": -2, "大上个月": -2, "下个月": 1, "下月": 1, "下下个月": 2, "下下月": 2,
}  # fmt: skip
DAYS: Mapping[str, int] = {
    "今天": 0, "今日": 0, "今儿": 0, "今早": 0, "今晨": 0, "今晚": 0, "昨早": -1, "今朝": 0, "昨天": -1,
    "昨日": -1, "昨儿": -1, "昨晚": -1, "昨夜": -1, "前天": -2,
    "前日": -2, "前儿": -2, "前晚": -2, "大前天": -3, "明天": 1, "明日": 1, "明儿": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
WEEKDAYS: Mapping[str, int] = {
    "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5,
    "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6,
}  # fmt: skip
SEASONS: Mapping[str, tuple[int, int]] = {
    "春天": (3, 5), "开春": (2, 3), "夏天": (6, 8), "秋天": (9, 11), "冬天": (12, 14), "上半年": (1, 6),
    "下半年": (7, 12),
    "年初": (1, 1), "年头": (1, 1), "年中": (6, 7), "年底": (12, 12), "年尾": (12, 12), "年末": (12, 12),
}  # fmt: skip
# Feasts by our calendar, and by the lunar one (day 0: the last of its month).
FEASTS: Mapping[str, tuple[int, int]] = {
    "元旦": (1, 1), "妇女节": (3, 8), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1),
    "国庆": (10, 1), "清明": (4, 4),
    "十一国庆": (10, 1),
}  # fmt: skip
# A term of the sun that falls on one of three days.
SPREAD: Mapping[str, int] = {"清明": 2}
LUNAR_FEASTS: Mapping[str, tuple[int, int]] = {
    "春节": (1, 1), "大年初一": (1, 1), "正月初一": (1, 1), "元宵": (1, 15), "正月十五": (1, 15),
    "端午": (5, 5), "七夕": (7, 7),
    "中元": (7, 15), "七月半": (7, 15), "正月半": (1, 15),
    "八月半": (8, 15), "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "除夕": (12, 0),
    "大年三十": (12, 0),
    "年三十": (12, 0),
}  # fmt: skip
# Month and day that everybody means by the lunar calendar even when they do not say so.
LUNAR_BY_HABIT = frozenset({(1, 15), (2, 2), (3, 3), (5, 5), (7, 7), (7, 15), (8, 15), (9, 9)})


def of_month(today: date, back: int) -> tuple[date, date]:
    """Return the first and last day of the month that lies so many months from today's."""
    place = today.year * 12 + today.month - 1 + back
    year, month = divmod(place, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def span_of(year: int, first_month: int, last_month: int) -> tuple[date, date]:
    """Return the first and last day of some months of a year; month 13 is the next January."""
    start, _ = of_month(date(year, 1, 1), first_month - 1)
    _, end = of_month(date(year, 1, 1), last_month - 1)
    return start, end


def weekday(today: date, week: int, named: str) -> date:
    """Return the day of a week counted from this one (weeks begin on Monday)."""
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=7 * week + WEEKDAYS[named])


def months_ago(today: date, months: int) -> date:
    """Return the day so many months before, or the last day of a shorter month."""
    first, last = of_month(today, -months)
    return min(last, first.replace(day=min(today.day, last.day)))


def any_of(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def latest(
    to_day: Callable[[int, int, int], date | None], year: int | None, month: int, day: int, today: date
) -> date | None:
    """Return the day in its year or, where no year was said, the last one that is not after today."""
    if year is not None:
        return to_day(year, month, day)
    for guess in (today.year, today.year - 1, today.year - 2):
        found = to_day(guess, month, day)
        if found is not None and found <= today:
            return found
    return None


def solar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of our calendar, or None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_value(
    day: date, place: tuple[int, int], reason: str, *, confirm: bool = False, others: tuple[str, ...] = ()
) -> Value:
    """Return a day as a value."""
    return Value(kind="date", value=day.isoformat(), start=place[0], end=place[1],
                 needs_confirm=confirm, reason=reason, others=others)  # fmt: skip


def range_value(
    span: tuple[date, date], place: tuple[int, int], *, likely: date | None = None, reason: str = "partial"
) -> Value:
    """Return a span of days as a value: its first day, or the likely one, to be confirmed."""
    return Value(kind="date", value=(likely or span[0]).isoformat(), start=place[0], end=place[1], needs_confirm=True,
                 reason=reason, low=span[0].isoformat(), high=span[1].isoformat())  # fmt: skip
