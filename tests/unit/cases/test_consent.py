"""A consent that was taken back reaches the case: its caseworker sees it, and nothing is decided without it."""

from dataclasses import replace

import pytest

from cases import decision, work
from cases.case import Consent, ConsentTakenBack, NoSuchMove, Status
from tests.unit.cases.office import TODAY, opened, seen, small_store

SUBMIT = Consent(
    purpose="submit", version="consent@r1", at="2026-11-20T01:00:00+00:00", channel="web", needed=True
)
VISIT = replace(SUBMIT, purpose="visit", version="consent_visit@r1", needed=False)


@pytest.fixture
def store(tmp_path):
    return small_store(tmp_path)


@pytest.fixture
def number(store):
    number = opened(store, consents=(SUBMIT, VISIT))
    with store.writing() as db:
        work.claim(db, number, "li", region="000000")
    return number


def change(store, number, purpose, *, given=False):
    with store.writing() as db:
        work.change_consent(db, number, purpose, given=given, today=TODAY)


def approve(store, number):
    version = seen(store, number).version
    with store.writing() as db:
        decision.decide(db, number, "li", Status.APPROVED, ["合"], version=version)


def test_a_revocation_is_seen_on_the_case_and_puts_it_first(store, number):
    change(store, number, "submit")

    case = seen(store, number)
    assert [(one.purpose, one.holds) for one in case.consents] == [("submit", False), ("visit", True)]
    assert case.answered


def test_nothing_is_decided_while_a_needed_consent_is_taken_back(store, number):
    change(store, number, "submit")

    with pytest.raises(ConsentTakenBack):
        approve(store, number)


def test_a_consent_that_is_not_needed_stops_no_decision(store, number):
    change(store, number, "visit")

    approve(store, number)

    assert seen(store, number).status is Status.APPROVED


def test_a_consent_given_anew_lets_the_case_go_on(store, number):
    change(store, number, "submit")
    change(store, number, "submit", given=True)

    approve(store, number)

    assert seen(store, number).status is Status.APPROVED


def test_a_finished_case_changes_no_more(store, number):
    approve(store, number)

    with pytest.raises(NoSuchMove):
        change(store, number, "submit")
