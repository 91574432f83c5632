"""What the report on the flows counts as walked, and what not."""

from __future__ import annotations

from collections.abc import Mapping

from flows.place import Place
from flows.state import Told
from flows.state import values as bare
from policies.decide import decide
from tests.conversations.recorder import trail
from tests.unit.flows.scene import TODAY, ZHENJIANG, known, library


def place(flow: str, answers: Mapping[str, object], benefit: str | None = None) -> Place:
    told = {name: Told(value=what, words="", turn=1, asked=True) for name, what in answers.items()}  # type: ignore[arg-type]
    return Place(
        flows=library(),
        flow=flow,
        benefit=benefit,
        aspect=None,
        answers=told,
        policies=known(),
        region=ZHENJIANG,
        today=TODAY,
        on=TODAY,
    )


def steps(here: Place) -> list[tuple[str, int]]:
    return [(step.name, branch) for _, step, branch in trail(here)]


def test_a_step_that_waits_for_its_answer_is_walked_and_took_no_branch() -> None:
    assert steps(place("leave_or_delete", {})) == [("keep_or_delete", -1)]


def test_an_answer_takes_one_branch_and_what_lies_beyond_is_walked() -> None:
    assert steps(place("leave_or_delete", {"keep_or_delete": "delete"})) == [
        ("keep_or_delete", 1),
        ("drop_draft", 0),
    ]


def test_what_a_called_part_does_is_counted_for_the_part() -> None:
    here = place("apply_gaoling", {"who_for": "mother", "hukou": "321102", "age": 82}, "gaoling")

    flows = {flow.id for flow, _, _ in trail(here)}
    verdict = decide(known(), "gaoling", bare(here.answers), region=ZHENJIANG, today=TODAY)

    assert verdict.answer.value == "yes"
    assert flows == {"apply_gaoling", "helping", "paid_unasked"}
    assert steps(here)[-1] == ("social_card_active", -1)
