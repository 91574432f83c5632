"""A household of three generations: each benefit is told for the one it is for."""

from datetime import date

from policies.members import Member, screen_members, whose
from policies.verdict import Answer, Facts
from tests.policies.library import library

TODAY = date(2026, 3, 20)
HOUSEHOLD: Facts = {
    "hukou": "321102", "residence": "urban", "household_size": 4, "household_income": 9000, "relief_status": "none",
    "much_property": "no", "trouble": "none", "basics_hard": "no",
}  # fmt: skip
GRANDMOTHER = Member(name="奶奶", facts={"age": 90, "disability_card": "no"})
FATHER = Member(
    name="爸爸",
    facts={
        "age": 45, "disability_card": "yes", "disability_level": "one", "needs_care": "yes", "injury_nursing": "no",
    },
)  # fmt: skip
CHILD = Member(name="孩子", facts={"age": 9, "disability_card": "no", "child_parents": "able"})


def _found(*members: Member, household: Facts = HOUSEHOLD):
    return screen_members(library(), household, members, region="321102", today=TODAY)


def test_the_old_ages_money_is_the_grandmothers_and_the_care_money_the_fathers():
    found = _found(GRANDMOTHER, FATHER, CHILD)

    assert whose(found, "gaoling", Answer.YES) == ("奶奶",)  # G4: from 79
    assert whose(found, "disability_care", Answer.YES) == ("爸爸",)  # L23: grade one, needs care


def test_each_member_gets_their_own_amount():
    found = _found(GRANDMOTHER, Member(name="太奶奶", facts={"age": 99, "disability_card": "no"}))

    owed = {item.member: item.result.due for item in found if item.result.benefit == "gaoling"}
    assert {name: int(due.amount) for name, due in owed.items() if due} == {"奶奶": 100, "太奶奶": 400}  # G4


def test_a_benefit_for_the_household_is_judged_once_and_is_nobodys_alone():
    found = _found(GRANDMOTHER, FATHER, CHILD)

    assert [item.member for item in found if item.result.benefit == "dibao"] == [""]


def test_what_one_member_lacks_says_no_to_that_member_only():
    found = _found(GRANDMOTHER, CHILD)

    answers = {item.member: item.result.verdict.answer for item in found if item.result.benefit == "gaoling"}
    assert answers == {"奶奶": Answer.YES, "孩子": Answer.NO}


def test_a_member_of_whom_nothing_is_known_stays_open():
    found = _found(Member(name="爷爷", facts={}))

    assert whose(found, "gaoling", Answer.UNKNOWN) == ("爷爷",)


def test_a_household_without_members_is_looked_over_as_one():
    assert {item.member for item in _found()} == {""}
