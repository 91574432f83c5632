"""Whose a fact is: what is received, and what was told of somebody else: an age, a name."""

from __future__ import annotations

import pytest

from flows.state import Draft, Told
from nlu.acts import Act
from tests.unit.flows.scene import Scene, answers, asks, library, phrases, value


def looking() -> Scene:
    """A household that is being looked over for the person who writes."""
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY)
    scene.says(Act.INFORM, value("relation", "self"), subject="self")
    return scene


def frame_answers(scene: Scene) -> dict[str, object]:
    """The answers of the flow that is talking."""
    return {name: told.value for name, told in scene.state.frames[-1].answers.items()}


def test_what_is_received_fills_the_standing_and_is_kept_together() -> None:
    scene = looking()

    scene.says(Act.INFORM, value("receiving", "dibao", whose="household"))
    scene.says(Act.INFORM, value("receiving", "gaoling", whose=""))

    assert frame_answers(scene)["receiving"] == "dibao,gaoling"
    assert frame_answers(scene)["relief_status"] == "dibao"


def test_what_another_one_receives_is_not_theirs() -> None:
    scene = looking()

    scene.says(Act.INFORM, value("receiving", "gaoling", whose="mother"), value("relation", "child"))

    assert "receiving" not in frame_answers(scene)


def test_what_is_received_is_not_proposed() -> None:
    scene = looking()
    scene.says(Act.INFORM, value("receiving", "gaoling"), value("age", 85), value("region", "321102"))

    while asks(replies := scene.says(Act.SKIP)) is not None and "screened" not in phrases(replies):
        pass

    told = " ".join(text for reply in replies for text in reply.values.values())
    assert "高龄津贴" not in told


def test_an_age_of_the_writer_is_not_the_mothers() -> None:
    scene = Scene()

    scene.says(
        Act.APPLY,
        value("age", 52, whose="self"),
        value("relation", "mother"),
        benefit="gaoling",
        subject="mother",
    )

    assert answers(scene)["who_for"] == "mother"
    assert "age" not in answers(scene)


@pytest.mark.parametrize("hers", [True, False])
def test_what_was_told_of_one_is_the_others_only_if_they_say_so(hers: bool) -> None:
    scene = looking()
    scene.says(Act.INFORM, value("age", 73, whose="self"))

    replies = scene.says(Act.CORRECT, value("relation", "mother"), subject="mother")

    assert phrases(replies) == ["corrected", "confirm_moved"]
    assert "age" not in frame_answers(scene)
    scene.says(Act.AFFIRM if hers else Act.DENY)
    assert frame_answers(scene).get("age") == (73 if hers else None)


def test_a_new_age_told_with_the_change_is_asked_about_no_more() -> None:
    scene = looking()
    scene.says(Act.INFORM, value("age", 73, whose="self"))

    replies = scene.says(
        Act.CORRECT, value("relation", "mother"), value("age", 95, whose="mother"), subject="mother"
    )

    assert "confirm_moved" not in phrases(replies)
    assert frame_answers(scene)["age"] == 95


def test_of_two_ages_hers_answers_the_question_how_old_she_is() -> None:
    scene = Scene()
    scene.says(Act.APPLY, value("relation", "mother"), benefit="gaoling", subject="mother")
    scene.says(Act.INFORM, value("region", "321102"))

    scene.says(
        Act.INFORM,
        value("age", 52, whose="self"),
        value("age", 83, whose="mother"),
        value("relation", "mother"),
        subject="mother",
    )

    assert answers(scene)["age"] == 83


@pytest.mark.parametrize(("whose", "hers"), [("mother", True), ("", True), ("self", False)])
def test_a_name_told_unasked_is_the_persons_unless_it_is_the_writers_own(whose: str, hers: bool) -> None:
    scene = Scene()
    told = value("name", "张桂兰", whose=whose)

    scene.says(Act.APPLY, value("relation", "mother"), told, benefit="gaoling", subject="mother")

    assert answers(scene).get("name") == ("张桂兰" if hers else None)


def test_a_name_told_before_it_is_said_who_it_is_for_is_asked_later() -> None:
    scene = Scene()

    scene.says(Act.APPLY, value("name", "王建国", whose="self"), benefit="gaoling")

    assert "name" not in answers(scene)


def test_the_name_of_who_looks_after_them_is_not_theirs() -> None:
    scene = Scene()
    told = {"who_for": "child", "hukou": "321102", "disability_card": "yes", "disability_level": "two",
            "disability_kind": "physical", "relief_status": "none", "injury_nursing": "no", "also_gets": "none",
            "needs_care": "yes"}  # fmt: skip
    scene.drafts["d"] = Draft(
        id="d", person="p", benefit="disability_care", flow="apply_disability_care", release=library().release,
        answers={name: Told(value=given, words=given, turn=0, asked=True) for name, given in told.items()},
    )  # fmt: skip
    assert asks(scene.says(Act.RESUME, text="接着办")) == "carer"

    words = "他哥在管，叫李强"
    asked = asks(scene.says(Act.INFORM, value("text", words), value("name", "李强"), text=words))

    assert asked == "name"


def asked_who_keeps_them() -> Scene:
    """An application for a mother's keep in which it was just asked whether her relatives can keep her."""
    scene = Scene()
    scene.says(Act.APPLY, value("relation", "mother"), benefit="tekun", subject="mother")
    while asks(replies := scene.says(Act.SKIP)) != "supporters":
        assert asks(replies) is not None, "supporters is not asked"
    return scene


@pytest.mark.parametrize("act", [Act.INFORM, Act.OUT_OF_SCOPE, Act.CHECK_ELIGIBILITY])
def test_a_son_named_where_those_who_keep_her_are_asked_about_is_one_of_them(act: Act) -> None:
    scene = asked_who_keeps_them()

    replies = scene.says(act, value("relation", "child"), text="她有个儿子在外头", subject="child")

    assert asks(replies) == "supporters"
    assert answers(scene)["who_for"] == "mother"


def test_what_the_son_receives_is_not_hers() -> None:
    scene = asked_who_keeps_them()

    scene.says(
        Act.REPORT_OTHER,
        value("relation", "child"),
        value("receiving", "dibao", whose="child"),
        text="儿子自己吃低保",
        subject="child",
    )

    assert "receiving" not in answers(scene)


def test_for_whom_it_is_changes_there_when_it_is_said() -> None:
    scene = asked_who_keeps_them()

    replies = scene.says(Act.CORRECT, value("relation", "father"), text="不对，是给我爸办", subject="father")

    assert "corrected" in phrases(replies)


def test_a_grade_of_one_who_is_named_besides_is_not_theirs_whom_it_is_for() -> None:
    scene = Scene()
    text = "我爸85我妈残疾二级，给我爸办高龄津贴"
    people = value("relation", "father", start=0, end=2), value("relation", "mother", start=4, end=6)

    grade = value("disability_grade", "2:", start=6, end=10, whose="mother")
    scene.says(Act.APPLY, *people, grade, text=text, benefit="gaoling", subject="father")

    assert {"disability_card", "disability_level"}.isdisjoint(answers(scene))
