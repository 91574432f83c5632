"""How a case ends: approved at once, refused by two, closed with a note."""

import pytest

from cases import store as case_store
from cases import work
from cases.case import ChangedMeanwhile, Kind, NoSuchMove, NotYours, ReasonMissing, Status
from cases.decision import confirm_refusal, decide, finish, turn_back_refusal
from tests.unit.cases.office import TODAY, claimed, small_store


@pytest.fixture
def store(tmp_path):
    return small_store(tmp_path)


def proposed(store):
    number = claimed(store)
    with store.writing() as db:
        decide(db, number, "zhou", Status.REFUSED, ["户口不在这里"], version=2)
    return number


def test_an_approval_by_the_owner_stands_at_once(store):
    number = claimed(store)

    with store.writing() as db:
        case = decide(
            db, number, "zhou", Status.APPROVED, ["都符合"], version=2, amount="每月", checked=["yes:卡"]
        )
        last = case_store.events(db, number)[-1]

    assert (case.status, case.reasons) == (Status.APPROVED, ("都符合",))
    assert (last.what, last.by, last.event.checked) == ("CaseDecided", "caseworker:zhou", ("yes:卡",))


def test_a_refusal_stays_in_review_until_a_second_person_confirms(store):
    number = proposed(store)

    with store.writing() as db:
        before = case_store.case(db, number)
        after = confirm_refusal(db, number, "li", region="000000", version=3)

    assert (before.status, before.refusal.by) == (Status.IN_REVIEW, "zhou")
    assert (after.status, after.reasons, after.refusal) == (Status.REFUSED, ("户口不在这里",), None)


def test_nobody_confirms_or_turns_back_their_own_refusal(store):
    number = proposed(store)

    with store.writing() as db:
        with pytest.raises(NotYours):
            confirm_refusal(db, number, "zhou", region="000000", version=3)
        with pytest.raises(NotYours):
            turn_back_refusal(db, number, "zhou", "不", region="000000", version=3)


def test_a_refusal_turned_back_goes_on_with_its_owner(store):
    number = proposed(store)

    with store.writing() as db:
        turn_back_refusal(db, number, "li", "户口刚迁来，再查", region="000000", version=3)
        case = case_store.case(db, number)

    assert (case.status, case.owner, case.refusal) == (Status.IN_REVIEW, "zhou", None)


def test_a_second_pair_of_eyes_must_see_the_region(store):
    number = proposed(store)

    with store.writing() as db, pytest.raises(LookupError):
        confirm_refusal(db, number, "far", region="500000", version=3)


def test_a_refusal_that_was_asked_about_again_is_no_longer_proposed(store):
    number = proposed(store)

    with store.writing() as db:
        work.ask_resident(db, number, "zhou", "户口本", version=3, today=TODAY)
        with pytest.raises(NoSuchMove):
            confirm_refusal(db, number, "li", region="000000", version=4)


@pytest.mark.parametrize("outcome", [Status.APPROVED, Status.REFUSED])
def test_a_decision_needs_a_reason(store, outcome):
    number = claimed(store)

    with store.writing() as db, pytest.raises(ReasonMissing):
        decide(db, number, "zhou", outcome, ["  "], version=2)


def test_a_decision_on_an_old_page_is_a_conflict(store):
    number = claimed(store)
    with store.writing() as db:
        work.resident_answered(db, number, "再说一句", today=TODAY)

    with store.writing() as db, pytest.raises(ChangedMeanwhile):
        decide(db, number, "zhou", Status.APPROVED, ["好"], version=2)


def test_only_the_owner_decides(store):
    number = claimed(store)

    with store.writing() as db, pytest.raises(NotYours):
        decide(db, number, "li", Status.APPROVED, ["好"], version=2)


@pytest.mark.parametrize("ended", [Status.APPROVED, Status.WITHDRAWN, Status.WAITING_FOR_RESIDENT])
@pytest.mark.parametrize("outcome", [Status.APPROVED, Status.REFUSED])
def test_what_waits_or_has_ended_cannot_be_decided(store, ended, outcome):
    number = claimed(store)
    with store.writing() as db:
        case_store.change(db, case_store.case(db, number), status=ended.value)

    with store.writing() as db, pytest.raises(NoSuchMove):
        decide(db, number, "zhou", outcome, ["好"], version=3)


def test_work_without_a_decision_is_closed_with_a_note(store):
    number = claimed(store, kind=Kind.COMPLAINT, prefix="T")

    with store.writing() as db:
        with pytest.raises(ReasonMissing):
            finish(db, number, "zhou", " ")
        case = finish(db, number, "zhou", "已经打电话道歉")

    assert (case.status, case.reasons) == (Status.CLOSED, ("已经打电话道歉",))


def test_an_application_is_not_closed_and_a_complaint_not_decided(store):
    application, complaint = claimed(store), claimed(store, key="two", kind=Kind.COMPLAINT, prefix="T")

    with store.writing() as db:
        with pytest.raises(NoSuchMove):
            finish(db, application, "zhou", "算了")
        with pytest.raises(NoSuchMove):
            decide(db, complaint, "zhou", Status.APPROVED, ["好"], version=2)
