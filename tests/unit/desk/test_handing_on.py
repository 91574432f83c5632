"""Giving a case to a colleague: by its owner, or by a lead for whoever is away; the next one reads the note."""

from dataclasses import replace

import pytest

from cases.case import Status
from storage.people import Role, add_account
from storage.turns import hold
from tests.unit.desk.claimed import claimed, get, seen
from tests.unit.desk.fakes import LI, SENDER, ZHOU

WANG = replace(ZHOU, login="wang", name="王芳")
FAR = replace(ZHOU, login="far", name="远方", region="500229")
EDITOR = replace(ZHOU, login="bian", name="编辑", role=Role.EDITOR)
GONE = replace(ZHOU, login="gone", name="走了", active=False)


@pytest.fixture
def staffed(desk):
    with desk.store.writing() as db:
        for account in (ZHOU, LI, WANG, FAR, EDITOR, GONE):
            add_account(db, account, "hash")
    return desk


def test_the_owner_gives_it_to_a_colleague_who_reads_the_note(staffed):
    number = claimed(staffed)

    staffed.post(number, "release", to="wang", note="还差银行卡，明天再打电话")
    staffed.guard.person = WANG

    case = seen(staffed, number)
    assert (case.owner, case.status) == ("wang", Status.IN_REVIEW)
    assert "周敏" in get(staffed, number)
    assert "还差银行卡，明天再打电话" in get(staffed, number)
    assert "交给 王芳" in get(staffed, number)


def test_only_those_who_work_on_cases_of_its_region_can_be_chosen(staffed):
    number = claimed(staffed)

    page = get(staffed, number)
    refused = [
        staffed.post(number, "release", to=to, note="给你") for to in ("far", "bian", "gone", "nobody")
    ]

    assert all(f'<option value="{login}"' in page for login in ("wang", "li"))
    assert not [login for login in ("far", "bian", "gone", "zhou") if f'<option value="{login}"' in page]
    assert [answer.status_code for answer in refused] == [422] * 4
    assert "另选一个" in refused[0].text
    assert seen(staffed, number).owner == "zhou"


def test_a_lead_lets_go_of_the_case_of_whoever_is_away_and_a_colleague_cannot(staffed):
    number = claimed(staffed)

    staffed.guard.person = WANG
    by_colleague = staffed.post(number, "release", to="wang", note="他请假了")
    staffed.guard.person = LI
    staffed.post(number, "release", to="wang", note="他请假了")

    assert by_colleague.status_code == 409
    assert seen(staffed, number).owner == "wang"


def test_a_lead_puts_it_back_for_whoever_is_away(staffed):
    number = claimed(staffed)

    staffed.guard.person = LI
    staffed.post(number, "release", note="")

    case = seen(staffed, number)
    assert (case.owner, case.status) == (None, Status.RECEIVED)


def test_a_conversation_that_was_taken_over_goes_back_to_the_assistant_with_it(staffed):
    number = claimed(staffed)
    staffed.post(number, "take-over")

    staffed.guard.person = LI
    staffed.post(number, "release", to="wang", note="")

    with staffed.store.writing() as db:
        assert hold(db, SENDER).holder is None


def test_a_lead_hands_a_conversation_back_for_whoever_is_away_and_a_colleague_cannot(staffed):
    number = claimed(staffed)
    staffed.post(number, "take-over")

    staffed.guard.person = WANG
    by_colleague = staffed.post(number, "hand-back", note="他请假了")
    staffed.guard.person = LI
    staffed.post(number, "hand-back", note="他请假了")

    assert by_colleague.status_code == 409
    with staffed.store.writing() as db:
        assert hold(db, SENDER).holder is None
