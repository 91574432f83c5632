"""An outline says every step of a flow once, in the order and the words in which a resident meets it."""

from __future__ import annotations

import pytest

from flows.draw import outline
from tests.unit.flows.scene import known, library


def drawn(flow: str) -> list[str]:
    return outline(library().flows[flow], library(), known()).splitlines()


def test_an_application_reads_from_the_first_question_to_the_shared_parts() -> None:
    lines = drawn("apply_gaoling")

    asked = [line.strip() for line in lines]
    assert asked[1].startswith("问“给谁办”")
    assert asked[-2:] == ["进“办事要的几样”，走完回来", "进“同意、核对、交上去”，走完回来"]


def test_what_depends_on_an_answer_is_indented_under_it() -> None:
    lines = drawn("agree_and_submit")

    refused = next(place for place, line in enumerate(lines) if line.strip().startswith("如果"))
    assert lines[refused + 1].startswith("    说：")


@pytest.mark.parametrize("flow", sorted(library().flows))
def test_every_step_of_every_flow_stands_in_its_outline_once(flow: str) -> None:
    shown = [
        line for line in drawn(flow)[1:] if not line.strip().startswith(("如果", "不然", "结束", "接到"))
    ]
    steps = [s for s in library().flows[flow].steps.values() if s.kind not in ("noop", "set_slots")]

    assert len(shown) == len(steps)
    assert all(len(line) - len(line.lstrip()) >= 2 for line in shown)
