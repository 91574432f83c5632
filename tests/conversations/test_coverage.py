"""Every step of every flow, and every branch, is walked by some conversation."""

from __future__ import annotations

from tests.conversations.coverage import walked
from tests.conversations.play import Player


def test_every_step_and_branch_of_every_flow_is_walked(played: Player) -> None:
    unwalked = [str(gap) for each in walked(played) for gap in each.unwalked]

    assert unwalked == [], "write a conversation for each (make coverage-flows):\n" + "\n".join(unwalked)
