"""The sums, each against its clause."""

from datetime import date

import pytest

from policies.formulas import birth_date_of_id, full_years

TODAY = date(2026, 3, 20)


def test_digits_seven_to_fourteen_are_the_day_of_birth():
    assert birth_date_of_id("321102194705030018", TODAY) == date(1947, 5, 3)


def test_a_number_of_fifteen_digits_has_a_birth_year_of_the_twentieth_century():
    assert birth_date_of_id("321102470503001", TODAY) == date(1947, 5, 3)


@pytest.mark.parametrize("number", ["321102194713030018", "321102202705030018", "3211021947", "", 79])
def test_a_number_without_a_possible_day_tells_nothing(number):
    assert birth_date_of_id(number, TODAY) is None


def test_a_year_is_complete_on_the_birthday_and_not_a_day_before():
    born = date(1947, 5, 3)

    assert [full_years(born, date(2026, 5, day)) for day in (2, 3, 4)] == [78, 79, 79]


def test_who_was_born_on_29_february_completes_a_common_year_on_28_february():
    born = date(1948, 2, 29)

    assert full_years(born, date(2027, 2, 27)) == 78
    assert full_years(born, date(2027, 2, 28)) == 79
    assert full_years(born, date(2028, 2, 28)) == 79
    assert full_years(born, date(2028, 2, 29)) == 80


def test_nobody_has_an_age_before_birth():
    assert full_years(date(2027, 1, 1), TODAY) is None
