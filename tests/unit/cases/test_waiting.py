"""Who waits for words comes before what waits for a decision; the gravest first, then who has waited longest."""

from datetime import timedelta

import pytest

from cases import conversation, work
from cases import store as cases_store
from cases.case import Kind
from cases.queue import CAUSES, queue
from storage.columns import Vault
from storage.engine import create_all, open_store
from storage.turns import hold
from tests.fakes import FakeClock
from tests.unit.cases.office import NOW, SENDER, TODAY, opened, seen


@pytest.fixture
def clock():
    return FakeClock(NOW)


@pytest.fixture
def store(tmp_path, clock):
    store = open_store(f"sqlite:///{tmp_path / 'cases.db'}", Vault.from_key_file(tmp_path / "key"), clock)
    create_all(store)
    return store


def rows(store):
    with store.reading() as db:
        return queue(db, region="000000")


def test_alerts_come_by_their_danger_then_calls_by_their_wait_then_the_rest(store, clock):
    due_today = opened(store, "due", due=TODAY)
    called_later = opened(store, "h2", kind=Kind.HAND_OVER, prefix="H")
    clock.now -= timedelta(hours=1)
    called_first = opened(store, "h1", kind=Kind.HAND_OVER, prefix="H")
    clock.now += timedelta(hours=2)
    alerts = [opened(store, c, kind=Kind.ALERT, prefix="A", cause=c) for c in reversed(CAUSES)]

    order = [row.number for row in rows(store)]

    assert order == [*reversed(alerts), called_first, called_later, due_today]


def test_a_wait_begins_with_the_case_and_ends_when_the_resident_is_asked(store, clock):
    number = opened(store)
    with store.writing() as db:
        work.claim(db, number, "li", region="000000")
        version = cases_store.case(db, number).version
        work.ask_resident(db, number, "li", "卡", version=version, today=TODAY)
    assert seen(store, number).waits_since is None

    clock.now += timedelta(hours=3)
    with store.writing() as db:
        work.resident_answered(db, number, "给您", today=TODAY)

    assert seen(store, number).waits_since == clock.now


def test_who_writes_again_goes_on_waiting_since_the_first_word(store, clock):
    number = opened(store, kind=Kind.HAND_OVER, prefix="H")
    with store.writing() as db:
        work.resident_answered(db, number, "在吗", today=TODAY)
    first = seen(store, number).waits_since
    clock.now += timedelta(hours=3)

    with store.writing() as db:
        work.resident_answered(db, number, "还在吗", today=TODAY)

    assert seen(store, number).waits_since == first


def test_the_queue_says_who_is_talking_with_whom(store):
    opened(store, kind=Kind.HAND_OVER, prefix="H")
    with store.writing() as db:
        hold(db, SENDER)
        conversation.take_over(db, SENDER, "li")

    assert [row.holder for row in rows(store)] == ["li"]


def test_the_summary_is_kept_sealed_and_read_back(store):
    number = opened(store, kind=Kind.HAND_OVER, prefix="H", summary={"who": "妈妈", "missing": "卡号"})

    assert seen(store, number).summary == {"who": "妈妈", "missing": "卡号"}
    with store.reading() as db:
        raw = db.connection.exec_driver_sql("SELECT summary FROM cases").scalar_one()
    assert "妈妈".encode() not in raw
