"""Every step of every flow, and every branch, is walked by some conversation; in every form, every repair too."""

from __future__ import annotations

import pytest

from tests.conversations.coverage import walked
from tests.conversations.play import Player
from tests.conversations.repairs import Repair

FORMS = (
    "apply_dibao", "apply_disability_care", "apply_disability_living", "apply_gaoling", "apply_linshi_jiuzhu",
    "apply_tekun", "certify",
)  # fmt: skip
OF_A_DRAFT = frozenset({Repair.CANCEL_KEPT, Repair.CANCEL_DELETED, Repair.CANCEL_HUMAN, Repair.OTHER_BENEFIT})
"""Repairs of what is kept for weeks and is for one benefit of several: a certification is neither."""


def test_every_step_and_branch_of_every_flow_is_walked(played: Player) -> None:
    unwalked = [str(gap) for each in walked(played) for gap in each.unwalked]

    assert unwalked == [], "write a conversation for each (make coverage-flows):\n" + "\n".join(unwalked)


@pytest.mark.parametrize("form", FORMS)
def test_every_repair_is_walked_in_every_form(form: str, played: Player) -> None:
    shown = next(each.repairs for each in walked(played) if each.flow == form)
    needed = frozenset(Repair) - (OF_A_DRAFT if form == "certify" else frozenset())

    assert sorted(needed - shown) == [], f"write a conversation of {form} for each (make coverage-flows)"


def test_every_flow_that_keeps_a_draft_is_one_of_the_forms(played: Player) -> None:
    flows = played.libraries.libraries.flows.flows.values()

    assert {flow.id for flow in flows if flow.keeps_draft} == set(FORMS) - {"certify"}
