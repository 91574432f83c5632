"""Working days in 2026, against the State Council's notice.

国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）:
元旦 1–3 January, worked on 4 January; 春节 15–23 February, worked on 14 and 28 February; 清明 4–6 April;
劳动节 1–5 May, worked on 9 May; 端午 19–21 June; 中秋 25–27 September;
国庆 1–7 October, worked on 20 September and 10 October.
"""

from datetime import date

import pytest

from cases.clock import Calendar, left, moved, span, working_days_after

NOTICES = Calendar()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),
        (date(2026, 4, 6), False),
        (date(2026, 5, 9), True),
        (date(2026, 6, 19), False),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day, works):
    assert NOTICES.works(day) == (works, True)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # the Sunday that is worked
        (date(2026, 9, 24), 1, date(2026, 9, 28)),  # over 中秋
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over 国庆
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # the Saturday that is worked
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),  # the 14th is worked, then 春节
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_the_due_day_counts_only_working_days(day, count, due):
    assert working_days_after(day, count, NOTICES).day == due


def test_the_arithmetic_names_weekends_holidays_and_made_up_days():
    found = span(date(2026, 9, 30), date(2026, 10, 10), NOTICES)

    # October: 3 and 4 are a weekend, 1, 2, 5, 6, 7 are off by notice, 10 is a worked Saturday.
    assert (found.working, found.weekends, found.holidays, found.made_up) == (3, 2, 5, 1)


def test_what_is_left_is_nought_on_the_day_and_negative_after_it():
    due = date(2026, 11, 20)

    assert [left(due, day, NOTICES) for day in (date(2026, 11, 18), due, date(2026, 11, 23))] == [2, 0, -1]


def test_the_due_day_moves_by_the_working_days_waited():
    reckoned, stood = moved(date(2026, 9, 30), date(2026, 9, 24), date(2026, 9, 29), NOTICES)

    assert (reckoned.day, stood) == (date(2026, 10, 9), 2)


def test_an_answer_on_the_day_of_the_request_moves_nothing():
    reckoned, stood = moved(date(2026, 11, 26), date(2026, 11, 20), date(2026, 11, 20), NOTICES)

    assert (reckoned.day, stood) == (date(2026, 11, 26), 0)


def test_a_year_without_a_notice_is_reckoned_by_weekday_and_flagged():
    found = working_days_after(date(2030, 1, 4), 1, NOTICES)

    assert (found.day, found.sure) == (date(2030, 1, 7), False)


def test_a_known_stretch_is_sure():
    assert working_days_after(date(2026, 11, 20), 5, NOTICES).sure


def test_the_offices_own_table_beats_the_notices_and_makes_a_day_sure():
    own = Calendar(table={date(2026, 11, 23): False, date(2030, 1, 7): False, date(2030, 1, 8): True})

    assert working_days_after(date(2026, 11, 20), 1, own).day == date(2026, 11, 24)
    assert own.works(date(2030, 1, 8)) == (True, True)
