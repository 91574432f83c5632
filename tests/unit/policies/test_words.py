"""How numbers and days are said."""

from datetime import date
from decimal import Decimal

from tests.policies.library import day, library

WORDS = library().words


def test_an_amount_is_said_with_its_unit():
    assert WORDS.amount(Decimal("50.00"), "元/月") == "每月50元"
    assert WORDS.amount(79, "周岁") == "79周岁"


def test_a_difference_in_age_is_said_in_years():
    assert WORDS.gap(Decimal(1), "周岁") == "1岁"


def test_a_year_is_said_as_the_standard_of_that_year_and_a_day_as_its_beginning():
    assert WORDS.since(day("2024")) == "2024年的标准"
    assert WORDS.since(day("2024-11")) == "2024年11月的标准"
    assert WORDS.since(day("2025-07-01")) == "2025年7月1日起"


def test_a_day_is_said_in_full():
    assert WORDS.day(date(2026, 5, 3)) == "2026年5月3日"
