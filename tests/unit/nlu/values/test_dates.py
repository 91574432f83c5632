"""Days as residents say them, reckoned on 2026-11-21, a Saturday; lunar days from the almanac (lunar-python)."""

from datetime import date

import pytest

from nlu.text import normalise
from nlu.values import dates, lunar

TODAY = date(2026, 11, 21)
SURE = [
    ("1943年5月12日", "1943-05-12"), ("二〇一九年六月五号", "2019-06-05"), ("19年6月5号", "2019-06-05"),
    ("2019/06/05", "2019-06-05"), ("2019.6.5", "2019-06-05"), ("20190605", "2019-06-05"), ("今年3月5号", "2026-03-05"),
    ("上个月10号", "2026-10-10"), ("上个月初八", "2026-10-17"), ("昨天", "2026-11-20"), ("大前天", "2026-11-18"),
    ("上礼拜三", "2026-11-11"), ("上上周五", "2026-11-06"), ("上星期天", "2026-11-15"), ("三天前", "2026-11-18"),
    ("2020年农历六月十二", "2020-08-01"), ("去年腊月二十三", "2026-02-10"), ("四三年三月初六", "1943-04-10"),
    ("下个月1号", "2026-12-01"),
]  # fmt: skip
DOUBTFUL = [
    ("3月5号", "2026-03-05", "year_assumed"), ("三月初六", "2026-04-22", "year_assumed"),
    ("5号", "2026-11-05", "month_assumed"),
    ("初八", "2026-11-16", "month_assumed"), ("周三", "2026-11-18", "week_assumed"),
    ("去年春节", "2025-01-29", "feast"),
    ("除夕", "2026-02-16", "feast"), ("两个月前", "2026-09-21", "approximate"),
]  # fmt: skip
SPANS = [
    ("2019年6月", "2019-06-01", "2019-06-30"), ("前年腊月", "2024-12-31", "2025-01-28"),
    ("去年", "2025-01-01", "2025-12-31"),
    ("上个月", "2026-10-01", "2026-10-31"), ("去年年底", "2025-12-01", "2025-12-31"),
    ("今年夏天", "2026-06-01", "2026-08-31"),
    ("上个月底", "2026-10-21", "2026-10-31"), ("3月份", "2026-03-01", "2026-03-31"),
]  # fmt: skip


def found(text, *, asked=True):
    """The first day in a text."""
    return next(iter(dates.find(normalise(text).text, TODAY, asked=asked)), None)


@pytest.mark.parametrize(("text", "day"), SURE)
def test_a_whole_day_is_sure(text, day):
    assert (found(text).value, found(text).needs_confirm) == (day, False)


@pytest.mark.parametrize(("text", "day", "reason"), DOUBTFUL)
def test_a_day_with_something_left_out_is_the_last_one_and_confirmed(text, day, reason):
    value = found(text)

    assert (value.value, value.needs_confirm, value.reason) == (day, True, reason)


@pytest.mark.parametrize(("text", "first", "last"), SPANS)
def test_a_month_or_a_year_alone_is_a_range(text, first, last):
    value = found(text)

    assert (value.value, value.low, value.high, value.needs_confirm) == (first, first, last, True)


@pytest.mark.parametrize(("text", "first", "other"), [
    ("去年八月十五", "2025-10-06", "2025-08-15"), ("六月十二", "2026-06-12", "2026-07-25"),
])  # fmt: skip
def test_a_day_of_either_calendar_names_both(text, first, other):
    value = found(text)

    assert (value.value, value.others, value.reason) == (first, (other,), "calendar")


@pytest.mark.parametrize("text", ["八十三了", "不记得", "第3条", "83"])
def test_what_is_no_day_gives_none(text):
    assert found(text) is None


@pytest.mark.parametrize("text", ["昨天去窗口没人", "2026年的标准", "去年", "3月份", "5号", "周三"])
def test_unasked_only_days_with_their_year_or_month_count(text):
    assert found(text, asked=False) is None


def test_a_lunar_month_has_only_its_own_days():
    assert lunar.solar(2026, 1, 1) == date(2026, 2, 17)
    assert lunar.solar(2026, 13, 1) is None
    assert lunar.solar(2025, -6, 3) == date(2025, 7, 27)


def test_a_day_that_does_not_exist_has_no_value():
    assert (found("2月30号").value, found("2月30号").reason) == (None, "no_such_day")
