"""What is done with a case once it is open: each step, its event, and what may not be done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from cases import store as case_store
from cases import work
from cases.case import (
    ChangedMeanwhile,
    NoSuchCase,
    NoSuchMove,
    NotYours,
    ReasonMissing,
    Status,
)
from storage.engine import StoreUnavailable
from tests.unit.cases.office import TODAY, claimed, happened, opened, seen, small_store


def test_a_claimed_case_is_in_review_and_has_one_owner(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store)

    with store.writing() as db:
        assert not work.claim(db, number, "li", region="000000")

    case = seen(store, number)
    assert (case.owner, case.status) == ("zhou", Status.IN_REVIEW)
    assert happened(store, number)[1:] == [("CaseClaimed", "caseworker:zhou")]


def test_of_many_claims_at_once_exactly_one_wins(tmp_path):
    store = small_store(tmp_path)
    numbers = [opened(store, key=str(index)) for index in range(5)]

    def try_all(name):
        won = []
        for number in numbers:
            try:
                with store.writing() as db:
                    if work.claim(db, number, name, region="000000"):
                        won.append(number)
            except StoreUnavailable:
                continue
        return won

    with ThreadPoolExecutor(8) as pool:
        won = [
            number for each in pool.map(try_all, [f"worker{index}" for index in range(8)]) for number in each
        ]

    assert sorted(won) == numbers


def test_nobody_claims_outside_their_region(tmp_path):
    store = small_store(tmp_path)
    number = opened(store, region="321182")

    with store.writing() as db, pytest.raises(NoSuchCase):
        work.claim(db, number, "far", region="500000")


def test_a_released_case_can_be_claimed_by_the_next(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store)

    with store.writing() as db:
        work.release(db, number, "zhou", "等我休假回来")
        assert work.claim(db, number, "li", region="000000")

    assert seen(store, number).owner == "li"


def test_only_the_owner_releases_or_asks(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store)

    with store.writing() as db:
        with pytest.raises(NotYours):
            work.release(db, number, "li", "")
        with pytest.raises(NotYours):
            work.ask_resident(db, number, "li", "卡", version=2, today=TODAY)


def test_a_request_stops_the_clock_and_an_answer_moves_the_due_day(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store, due=date(2026, 11, 26))

    with store.writing() as db:
        asked = work.ask_resident(db, number, "zhou", "社保卡", version=2, today=date(2026, 11, 20))
        work.resident_answered(db, number, "拍好了", ("digest",), today=date(2026, 11, 24))

    case = seen(store, number)
    assert (asked.status, asked.request, asked.waiting_since) == (
        Status.WAITING_FOR_RESIDENT,
        "社保卡",
        date(2026, 11, 20),
    )
    # 23 and 24 November 2026 are a Monday and a Tuesday: two working days, from Thursday 26 to Monday 30.
    assert (case.status, case.due, case.waited) == (Status.IN_REVIEW, date(2026, 11, 30), 2)
    assert (case.request, case.waiting_since, case.answered) == (None, None, True)
    assert happened(store, number)[-1] == ("ResidentAnswered", "resident")


def test_an_answer_to_a_case_nobody_owns_puts_it_among_the_unclaimed(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store)

    with store.writing() as db:
        work.ask_resident(db, number, "zhou", "卡", version=2, today=TODAY)
        work.release(db, number, "zhou", "")
        assert case_store.case(db, number).status is Status.WAITING_FOR_RESIDENT
        work.resident_answered(db, number, "好了", today=TODAY)

    assert seen(store, number).status is Status.RECEIVED


def test_a_request_without_words_is_refused(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store)

    with store.writing() as db, pytest.raises(ReasonMissing):
        work.ask_resident(db, number, "zhou", "  ", version=2, today=TODAY)


def test_a_request_on_an_old_page_is_a_conflict(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store)

    with store.writing() as db, pytest.raises(ChangedMeanwhile):
        work.ask_resident(db, number, "zhou", "卡", version=1, today=TODAY)


def test_a_withdrawn_case_is_over(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store)

    with store.writing() as db:
        work.withdraw(db, number, "resident")
        with pytest.raises(NoSuchMove):
            work.resident_answered(db, number, "等等", today=TODAY)
        with pytest.raises(NoSuchMove):
            work.withdraw(db, number, "resident")

    assert seen(store, number).status is Status.WITHDRAWN


def test_due_days_use_the_offices_own_table(tmp_path):
    store = small_store(tmp_path)

    with store.writing() as db:
        case_store.set_day(db, date(2026, 11, 23), False)
        assert work.due_day(db, date(2026, 11, 20), 1) == date(2026, 11, 24)
        case_store.set_day(db, date(2026, 11, 23), True)
        assert work.due_day(db, date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_an_owner_may_go_on_without_an_answer_and_the_clock_runs_again(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store, due=date(2026, 11, 26))

    with store.writing() as db:
        work.ask_resident(db, number, "zhou", "社保卡", version=2, today=date(2026, 11, 20))
        work.stop_waiting(db, number, "zhou", "系统里查到了", today=date(2026, 11, 24))
        with pytest.raises(NoSuchMove):
            work.stop_waiting(db, number, "zhou", "再来", today=date(2026, 11, 24))

    case = seen(store, number)
    assert (case.status, case.due, case.waited, case.answered) == (
        Status.IN_REVIEW,
        date(2026, 11, 30),
        2,
        False,
    )
    assert happened(store, number)[-1] == ("WaitingEnded", "caseworker:zhou")
