"""Days as sources give them."""

from datetime import date

import pytest

from policies.days import exact, month_end, span, years_after
from tests.policies.library import day


def test_a_year_is_known_to_hold_from_its_last_day():
    assert day("2024").last == date(2024, 12, 31)


def test_a_month_is_known_to_hold_from_its_last_day():
    assert day("2024-02").last == date(2024, 2, 29)


def test_a_span_is_spoken_as_exactly_as_it_was_given():
    assert [day(text).precision for text in ("2024", "2024-11", "2024-11-05")] == ["year", "month", "day"]


@pytest.mark.parametrize("text", ["24", "2024-13", "2024-00", "2024-1", "2024-02-30", "next year", ""])
def test_what_is_no_day_is_refused(text):
    assert span(text) is None


def test_a_day_is_a_span_of_its_own():
    assert exact(date(2026, 3, 1)).first == exact(date(2026, 3, 1)).last


def test_a_month_without_the_day_ends_the_year_count_on_its_last_day():
    assert years_after(date(1948, 2, 29), 79) == date(2027, 2, 28)
    assert years_after(date(1948, 2, 29), 80) == date(2028, 2, 29)


def test_a_month_ends_on_its_last_day():
    assert month_end(date(2026, 4, 1)) == date(2026, 4, 30)
