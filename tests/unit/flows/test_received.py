"""“We get that already”: nothing is applied for twice; one application gives way to another that is wished instead."""

from __future__ import annotations

import pytest

from nlu.acts import Act
from tests.unit.flows.scene import Scene, answers, applying, asks, phrases, value


@pytest.mark.parametrize("words", ["已经在领了", "早就领着呢", "已经领到了", "我妈一直在领"])
def test_what_is_received_already_is_not_applied_for(words: str) -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling", subject="mother", text="给我妈办高龄津贴")

    said = scene.says(Act.UNCLEAR, text=words)

    assert phrases(said) == ["already_received"]
    assert not scene.state.frames
    assert not scene.drafts


def test_a_question_about_what_one_gets_is_no_such_answer() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling", subject="mother", text="给我妈办高龄津贴")

    said = scene.says(Act.QUERY_PROGRESS, text="已经在领了怎么没到账")

    assert "already_received" not in phrases(said)


def test_receiving_another_benefit_leaves_the_application_open() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling", subject="mother", text="给我妈办高龄津贴")

    said = scene.says(Act.INFORM, benefit="dibao", text="已经在领低保了")

    assert "already_received" not in phrases(said)
    assert scene.state.frames


def test_received_dibao_is_known_when_the_household_is_looked_over() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="dibao", subject="self", text="我要办低保")
    scene.says(Act.ASK_POLICY, benefit="dibao", text="已经有低保了")

    said = scene.says(Act.CHECK_ELIGIBILITY, text="还能领什么", subject="self")

    assert asks(said) != "relief_status"


def test_the_question_whether_one_gets_relief_takes_it_for_its_answer() -> None:
    scene = applying()
    scene = Scene()
    scene.says(Act.APPLY, benefit="dibao", subject="self", text="我要办低保")
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    said = scene.says(Act.CHOOSE, value("choice", "dibao"), text="已经在领低保")

    assert "already_received" not in phrases(said)
    assert answers(scene)["relief_status"] == "dibao"


def test_another_benefit_instead_takes_the_place_of_the_first() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="dibao", text="我要办低保")

    scene.says(Act.APPLY, benefit="linshi_jiuzhu", text="不对，我要办临时救助")

    assert [frame.benefit for frame in scene.state.frames] == ["linshi_jiuzhu"]
    assert {draft.benefit for draft in scene.drafts.values()} == {"linshi_jiuzhu"}


def test_what_was_answered_is_kept_when_another_benefit_takes_its_place() -> None:
    scene = applying(hukou="321102")

    said = scene.says(Act.APPLY, benefit="dibao", text="算了，还是办低保吧", subject="mother")

    assert "draft_left" in phrases(said)
    assert {draft.benefit for draft in scene.drafts.values()} == {"gaoling", "dibao"}
    assert [frame.benefit for frame in scene.state.frames] == ["dibao"]


def test_another_person_instead_begins_anew_and_asks_nothing_about_giving_up() -> None:
    scene = applying(hukou="321102", age=84)

    said = scene.says(
        Act.CANCEL,
        value("relation", "mother", start=0, end=2),
        value("relation", "father", start=6, end=8),
        text="我妈不办了，给我爸办",
        subject="mother",
    )

    assert asks(said) == "confirm_hukou"
    assert answers(scene)["who_for"] == "father"
    assert "age" not in answers(scene)
