"""A case is opened once, under a number of its own, and kept as it was told."""

from datetime import date

import pytest

from cases import store as case_store
from cases import work
from cases.case import Assessment, Consent, NoSuchCase, StatedFact, Status
from cases.queue import of_sender
from tests.unit.cases.office import SENDER, TODAY, claimed, happened, opened, seen, small_store

FACT = StatedFact(fact="age", value=83, said_by="resident", words="八十三", at="2026-11-20T01:00:00+00:00")
ASSESSMENT = Assessment(
    answer="yes", lines=(("yes", "年满"),), ask=(), unsettled=("card",), release="r1", on="2026-11-20"
)
CONSENT = Consent(purpose="submit", version="v1", at="2026-11-20T01:00:00+00:00", channel="web")


def test_a_case_comes_back_as_it_was_opened(tmp_path):
    store = small_store(tmp_path)

    number = opened(
        store, facts=(FACT,), assessment=ASSESSMENT, consents=(CONSENT,), who="mother", person="p1"
    )

    case = seen(store, number)
    assert (case.facts, case.assessment, case.consents) == ((FACT,), ASSESSMENT, (CONSENT,))
    assert (case.status, case.sender, case.who, case.person) == (Status.RECEIVED, SENDER, "mother", "p1")
    assert (case.opened_on, case.due, case.version) == (TODAY, date(2026, 11, 26), 1)


def test_the_same_key_gives_the_same_number_and_changes_nothing(tmp_path):
    store = small_store(tmp_path)

    numbers = [opened(store, key="same"), opened(store, key="same", words="changed")]

    assert numbers == ["G-0001", "G-0001"]
    assert seen(store, "G-0001").words == "我想办高龄津贴"
    assert happened(store, "G-0001") == [("CaseOpened", "assistant")]


def test_each_prefix_counts_for_itself(tmp_path):
    store = small_store(tmp_path)

    numbers = [opened(store, key=str(index), prefix=prefix) for index, prefix in enumerate("GGT")]

    assert numbers == ["G-0001", "G-0002", "T-0001"]


def test_a_number_drawn_in_a_transaction_that_failed_is_drawn_again(tmp_path):
    store = small_store(tmp_path)

    with pytest.raises(NoSuchCase), store.writing() as db:
        case_store.case(db, case_store.next_number(db, "G"))

    assert opened(store) == "G-0001"


def test_the_cases_of_a_conversation_are_those_submitted_in_it(tmp_path):
    store = small_store(tmp_path)
    mine = opened(store, key="mine")
    opened(store, key="other", sender=SENDER._replace(id="another"))

    with store.reading() as db:
        assert [case.number for case in of_sender(db, SENDER)] == [mine]


def test_what_people_said_is_not_in_the_file_in_the_clear(tmp_path):
    store = small_store(tmp_path)
    number = claimed(store, words="canary-words", facts=(FACT,))
    with store.writing() as db:
        work.ask_resident(db, number, "zhou", "canary-request", version=2, today=TODAY)
        work.resident_answered(db, number, "canary-answer", today=TODAY)
    store.close()

    files = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))

    assert b"canary" not in files
    assert "八十三".encode() not in files
