"""Two releases over the same households: who gains, who loses, and by how much."""

from datetime import date
from decimal import Decimal

import pytest

from policies.compiled import load
from policies.households import Household
from policies.impact import Effect, counted, impact
from policies.members import Member
from policies.policies import Policies
from tests.policies.library import files, library, release

TODAY = date(2026, 3, 20)
CHONGQING = "500229"
POOR = Household(
    name="王家",
    row=2,
    facts={
        "hukou": CHONGQING, "residence": "urban", "household_size": 3, "household_income": 1500,
        "relief_status": "none", "much_property": "no", "age": 40, "disability_card": "no", "trouble": "none",
    },
)  # fmt: skip


def _with_standard(urban: int) -> Policies:
    text = release().files["policies/library/parameters/dibao.yml"]
    assert "value: 770" in text
    changed = files(parameters__dibao=text.replace("value: 770", f"value: {urban}"))
    return load(changed, release="changed")


def _changes(before: Policies, after: Policies, *households: Household):
    return list(impact(before, after, households or (POOR,), region=CHONGQING, today=TODAY))


def test_the_same_release_changes_nothing():
    assert _changes(library(), library()) == []


def test_a_higher_standard_gives_more_by_the_difference_for_each_person():
    changes = {change.benefit: change for change in _changes(library(), _with_standard(800))}

    assert changes["dibao"].effect is Effect.MORE
    assert changes["dibao"].difference == Decimal(90)  # (800 - 770) x 3


def test_a_lower_standard_gives_less():
    changes = {change.benefit: change for change in _changes(library(), _with_standard(700))}

    assert changes["dibao"].effect is Effect.LESS
    assert changes["dibao"].difference == Decimal(-210)


@pytest.mark.parametrize(("standard", "effect"), [(480, Effect.LOSES), (520, Effect.LESS)])
def test_who_falls_over_the_line_loses(standard: int, effect: Effect):
    changes = {change.benefit: change for change in _changes(library(), _with_standard(standard))}

    assert changes["dibao"].effect is effect


def test_the_other_way_round_is_a_gain():
    changes = {change.benefit: change for change in _changes(_with_standard(480), library())}

    assert changes["dibao"].effect is Effect.GAINS


def test_a_change_for_one_member_names_that_member():
    text = release().files["policies/library/parameters/gaoling_amount.yml"]
    changed = load(
        files(parameters__gaoling_amount=text.replace("value: 100", "value: 110")), release="changed"
    )
    house = Household(
        name="王家",
        row=2,
        facts={"hukou": "321102"},
        members=(Member(name="奶奶", facts={"age": 90}), Member(name="爷爷", facts={"age": 80})),
    )

    found = list(impact(library(), changed, [house], region="321102", today=TODAY))

    assert [(change.member, change.benefit, change.difference) for change in found] == [
        ("奶奶", "gaoling", Decimal(10))
    ]


def test_changes_are_counted_by_benefit_and_effect():
    twice = (POOR, Household(name="李家", row=3, facts=POOR.facts))

    found = counted(_changes(library(), _with_standard(800), *twice))

    assert found["dibao", Effect.MORE] == 2
