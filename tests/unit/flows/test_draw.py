"""An outline says every step of a flow once, in the order and the words in which a resident meets it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from flows.draw import Drawing, outline, says
from flows.flow import END, Branch, Step
from flows.mermaid import mermaid
from tests.unit.flows.scene import known, library


def drawing(flow: str, *, inside: bool = False) -> Drawing:
    return Drawing(flow=library().flows[flow], library=library(), policies=known(), inside=inside)


def drawn(flow: str, *, inside: bool = False) -> list[str]:
    return outline(drawing(flow, inside=inside)).splitlines()


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


def test_the_parts_a_flow_calls_are_shown_inside_it() -> None:
    lines = drawn("apply_gaoling", inside=True)

    called = next(place for place, line in enumerate(lines) if "办事要的几样" in line)
    depth = len(lines[called]) - len(lines[called].lstrip())
    assert lines[called + 1].startswith(" " * (depth + 2) + "问")
    assert any("社保卡" in line for line in lines), "what is asked where nothing need be applied for"


def test_a_part_that_calls_itself_is_drawn_once() -> None:
    part = library().flows["person_and_account"]
    again = Step(
        id="again", kind="call", name=part.id, branches=(Branch(when=None, then=END),), slots={}, line=1
    )
    round_about = replace(part, steps={**part.steps, "again": again}, first="again")
    flows = replace(library(), flows={**library().flows, part.id: round_about})
    drawing = Drawing(flow=round_about, library=flows, policies=known(), inside=True)

    assert len(outline(drawing).splitlines()) == 2
    assert mermaid(drawing).count("-->") == 1 + len(part.steps)


def boxes_and_arrows(picture: str) -> tuple[set[str], list[tuple[str, str]]]:
    boxes = set(re.findall(r"^ +(\w+)(?=[(\[{])", picture, re.MULTILINE))
    arrows = re.findall(r"^ +(\w+) -->(?:\|\"[^\"|]*\"\|)? (\w+)$", picture, re.MULTILINE)
    return boxes, arrows


@pytest.mark.parametrize("flow", sorted(library().flows))
def test_every_arrow_of_a_picture_joins_two_boxes_and_every_box_can_be_reached(flow: str) -> None:
    picture = mermaid(drawing(flow))

    boxes, arrows = boxes_and_arrows(picture)
    assert len(arrows) == picture.count("-->")
    assert {end for arrow in arrows for end in arrow} <= boxes
    led_to = {to for _, to in arrows}
    starts = boxes - led_to - {"the_end"}
    assert len(starts) == 1, starts
    assert "subgraph" not in "".join(boxes)
    assert picture.count("subgraph") == len(re.findall(r"^ +end$", picture, re.MULTILINE))


@pytest.mark.parametrize("flow", sorted(library().flows))
def test_every_step_stands_in_the_picture(flow: str) -> None:
    shown = [
        step
        for step in library().flows[flow].steps.values()
        if step.kind not in ("call", "noop", "set_slots")
    ]

    picture = mermaid(drawing(flow))

    for step in shown:
        assert f'"{says(drawing(flow), step)}"'.replace("\n", "") in picture
