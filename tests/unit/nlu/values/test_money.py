"""Incomes as residents say them."""

from decimal import Decimal

import pytest

from nlu.text import normalise
from nlu.values import money
from nlu.values.numbers import figure_value

MONTH, YEAR = "money_monthly", "money_yearly"
SURE = [
    ("一个月1800", MONTH, 1800), ("每月700", MONTH, 700),
    ("一万二", MONTH, 12000), ("2300", MONTH, 2300), ("一个月两千三", MONTH, 2300), ("月薪4500元", MONTH, 4500),
    ("没收入", MONTH, 0), ("一分钱都没有", MONTH, 0), ("不挣钱", MONTH, 0), ("0", MONTH, 0), ("12,000元", YEAR, 12000),
    ("退休金两千，每月药费八百", MONTH, 2000), ("低保金每月六百", MONTH, 600), ("年收入三万二", YEAR, 32000),
    ("没有退休金，就靠种地一年五千", YEAR, 5000),
    ("儿子打工一个月三千，我种地一年五千", MONTH, 3000), ("1万5", YEAR, 15000), ("1.2万", YEAR, 12000),
]  # fmt: skip
ABOUT = [
    ("两千三百来块", MONTH, 2250, 2350), ("三千出头", MONTH, 3000, 3300), ("千把块", MONTH, 900, 1200),
    ("两三百", MONTH, 200, 300), ("五万多", YEAR, 50000, 60000), ("千儿八百", MONTH, 800, 1000),
    ("2000-2500", MONTH, 2000, 2500), ("2到3千", MONTH, 2000, 3000), ("一千五六", MONTH, 1500, 1600),
    ("不到两千", MONTH, 1800, 2000), ("上千块", MONTH, 1000, 2000), ("十来万", YEAR, 100000, 150000),
    ("大概三千块钱", MONTH, 2700, 3300), ("七八千", YEAR, 7000, 8000),
]  # fmt: skip
RECKONED = [
    ("一天一百二一月干十来天", MONTH, 1200), ("俺儿打零工一天一百二，一月干十来天", MONTH, 1200),
    ("一天一百，上半个月", MONTH, 1500), ("一小时20一天8小时一个月干26天", MONTH, 4160), ("半年一万二", MONTH, 2000),
    ("半年一万二", YEAR, 24000), ("一个月三千一年干八个月", YEAR, 24000), ("每月三千干半年", YEAR, 18000),
    ("一年两万四", MONTH, 2000), ("一个月两千三", YEAR, 27600), ("一季度三千", MONTH, 1000),
    ("我老伴退休金三千五", YEAR, 42000), ("打工一个月三千,一年干八个月", YEAR, 24000),
]  # fmt: skip
NO_INCOME_OF_ANYBODY = [
    "高龄津贴一个月50块够吗", "欠了六万多块钱", "住院花了三万", "低保每月多少钱", "交了300块押金", "13812345678",
    "跑了三趟", "第3条", "八十三了", "2026年的标准",
]  # fmt: skip


def first(text, asked):
    """The first income in a text."""
    return next(iter(money.find(normalise(text).text, asked=asked)), None)


@pytest.mark.parametrize(("text", "kind", "yuan"), SURE)
def test_a_plain_sum_is_sure(text, kind, yuan):
    found = next(value for value in money.find(normalise(text).text, asked=kind) if value.kind == kind)

    assert (found.value, found.needs_confirm) == (yuan, False)


@pytest.mark.parametrize(("text", "kind", "low", "high"), ABOUT)
def test_a_sum_that_is_about_carries_its_range(text, kind, low, high):
    found = first(text, kind)

    assert (found.low, found.high, found.needs_confirm, found.reason) == (low, high, True, "approximate")
    assert low <= found.value <= high


@pytest.mark.parametrize(("text", "kind", "yuan"), RECKONED)
def test_what_must_be_reckoned_is_reckoned_and_to_be_confirmed(text, kind, yuan):
    found = next(value for value in money.find(normalise(text).text, asked=kind) if value.kind == kind)

    assert (found.value, found.needs_confirm, found.reason) == (yuan, True, "computed")


@pytest.mark.parametrize(("text", "reason"), [("几百块", "vague"), ("一天八十", "days_missing")])
def test_what_says_too_little_has_no_value(text, reason):
    found = first(text, MONTH)

    assert (found.value, found.reason) == (None, reason)


@pytest.mark.parametrize("text", NO_INCOME_OF_ANYBODY)
def test_other_sums_are_no_income_when_none_was_asked(text):
    assert first(text, "") is None


def test_a_month_of_more_than_twenty_thousand_is_confirmed():
    assert first("两万五", MONTH).reason == "unlikely"


@pytest.mark.parametrize(
    ("figure", "worth"), [("1万5千", 15000), ("2千3", 2300), ("一点二万", 12000), ("3k", 3000)]
)
def test_figures_mix_digits_and_units(figure, worth):
    assert figure_value(figure) == Decimal(worth)


def test_a_correction_that_gives_a_period_and_a_sum_is_of_income():
    assert first("不对，一个月是1500", "").value == 1500
    assert first("一个月1500", "") is None


def test_a_day_of_a_month_is_no_income():
    assert first("5月1500", MONTH) is None
