"""The order of the queue, what it shows to whom, and what presses today."""

from datetime import date

import pytest

from cases import store as case_store
from cases import work
from cases.case import Kind, Status
from cases.queue import queue
from tests.unit.cases.office import TODAY, opened, small_store


@pytest.fixture
def store(tmp_path):
    return small_store(tmp_path)


def numbers(store, **wanted):
    with store.reading() as db:
        return [row.number for row in queue(db, **{"region": "000000", **wanted})]


def test_alerts_come_first_then_due_days_then_the_undated_then_what_waits(store):
    later = opened(store, key="later", due=date(2026, 12, 1))
    undated = opened(store, key="undated", due=None)
    waits = opened(store, key="waits", due=date(2026, 11, 20))
    sooner = opened(store, key="sooner", due=date(2026, 11, 23))
    alert = opened(store, key="alert", kind=Kind.ALERT, prefix="J", due=date(2026, 12, 31))
    with store.writing() as db:
        work.claim(db, waits, "zhou", region="000000")
        work.ask_resident(db, waits, "zhou", "卡", version=2, today=TODAY)

    assert numbers(store) == [alert, sooner, later, undated, waits]


def test_the_queue_shows_a_region_and_what_lies_below_it(store):
    inside = opened(store, key="inside", region="321182")
    opened(store, key="outside", region="500229")

    assert numbers(store, region="321100") == [inside]


def test_kinds_and_owners_narrow_the_queue(store):
    mine, free = opened(store, key="a"), opened(store, key="b", kind=Kind.REPORT, prefix="R")
    with store.writing() as db:
        work.claim(db, mine, "zhou", region="000000")

    assert numbers(store, owner="zhou") == [mine]
    assert numbers(store, unowned=True) == [free]
    assert numbers(store, kinds=[Kind.REPORT]) == [free]


def test_what_has_ended_is_not_in_the_queue(store):
    number = opened(store)
    with store.writing() as db:
        work.withdraw(db, number, "resident")

    assert numbers(store) == []
    assert numbers(store, statuses=[Status.WITHDRAWN]) == [number]


@pytest.mark.parametrize(
    ("changes", "columns", "presses"),
    [
        ({"due": date(2026, 11, 20)}, {}, True),
        ({"due": date(2026, 11, 23)}, {}, False),
        ({"due": None, "kind": Kind.ALERT}, {}, True),
        ({"due": None}, {"answered": True}, True),
        ({"due": None}, {"refusal_by": "li"}, True),
        ({"due": None}, {"refusal_by": "zhou"}, False),
        ({"due": date(2026, 11, 20)}, {"status": "waiting_for_resident"}, False),
    ],
)
def test_what_presses_is_an_alert_due_answered_or_anothers_refusal(store, changes, columns, presses):
    number = opened(store, **changes)
    with store.writing() as db:
        case_store.change(db, case_store.case(db, number), **columns) if columns else None
        (row,) = queue(db, region="000000")

    assert row.pressing(TODAY, "zhou") is presses
