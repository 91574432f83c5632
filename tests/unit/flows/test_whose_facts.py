"""Whose a fact is: what is received, what several people earn, and what was told of somebody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.earnings import incomes, put_right, said, stored, with_anew
from flows.outcome import Reply
from flows.state import Draft, Told
from nlu.acts import Act
from nlu.reading import Value
from tests.unit.flows.scene import Scene, answers, asks, library, phrases, read, value


def sum_of(amount: int, whose: str, start: int = 0, kind: str = "money_monthly") -> Value:
    """An income of somebody, said at a place of the message."""
    return Value(kind=kind, value=Decimal(amount), start=start, end=start + 1, whose=whose)


def looking() -> Scene:
    """A household that is being looked over for the person who writes."""
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY)
    scene.says(Act.INFORM, value("relation", "self"), subject="self")
    return scene


def applying_for_dibao(size: int | None = 3) -> tuple[Scene, tuple[Reply, ...]]:
    """An application of a household of some people, with its income asked for next."""
    scene = Scene()
    scene.says(Act.APPLY, benefit="dibao")
    scene.says(Act.INFORM, value("relation", "self"), subject="self")
    scene.says(Act.INFORM, value("region", "321102"))
    replies = scene.says(Act.INFORM, value("choice", "none"))
    if size is not None:
        replies = scene.says(Act.INFORM, value("household_size", size))
    return scene, replies


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


def test_one_members_income_is_not_the_households() -> None:
    scene, replies = applying_for_dibao()
    assert asks(replies) == "household_income"

    replies = scene.says(Act.INFORM, sum_of(2300, "self"))

    assert phrases(replies) == ["ask_household_income_besides"]
    assert "household_income" not in answers(scene)


@pytest.mark.parametrize("rest", [0, 900])
def test_what_the_others_have_is_added_to_it(rest: int) -> None:
    scene, _ = applying_for_dibao()
    scene.says(Act.INFORM, sum_of(2300, "self"))

    scene.says(Act.INFORM, sum_of(rest, ""))
    if rest:
        scene.says(Act.AFFIRM)

    assert answers(scene)["household_income"] == 2300 + rest


def test_two_sources_are_added_by_the_month_and_shown_with_the_arithmetic() -> None:
    scene, _ = applying_for_dibao()

    replies = scene.says(
        Act.INFORM, sum_of(3000, "child"), sum_of(5000, "self", start=9, kind="money_yearly")
    )

    # Five thousand a year is 416.67 a month, in whole yuan 417; 3000 + 417 = 3417.
    assert phrases(replies) == ["confirm_money_monthly_added"]
    assert replies[0].values["sum"] == "3000元＋417元"
    assert "household_income" not in answers(scene)
    scene.says(Act.AFFIRM)
    assert answers(scene)["household_income"] == 3417


def test_incomes_told_before_are_added_up_once_everybody_has_one() -> None:
    scene, _ = applying_for_dibao(size=None)
    scene.says(Act.INFORM, sum_of(2300, "self"), sum_of(900, "spouse", start=5))

    replies = scene.says(Act.INFORM, value("household_size", 2))

    assert phrases(replies)[-1] == "confirm_money_monthly_added"


def test_who_lives_alone_has_said_the_households_with_their_own() -> None:
    scene, _ = applying_for_dibao(size=None)
    scene.says(Act.INFORM, sum_of(600, "self"))

    scene.says(Act.INFORM, value("household_size", 1))

    assert answers(scene)["household_income"] == 600


def test_a_sum_said_of_all_of_them_is_the_households() -> None:
    scene, _ = applying_for_dibao()
    scene.says(Act.INFORM, sum_of(2300, "self"))

    scene.says(Act.INFORM, sum_of(4000, "household"))

    assert answers(scene)["household_income"] == 4000
    assert "incomes" not in answers(scene)


def test_one_income_of_a_sum_is_put_right_by_whose_it_is() -> None:
    parts = incomes("child=3000,self=417")

    anew = put_right(parts, said(read(Act.CORRECT, sum_of(3500, "child"))))

    assert anew == said(read(Act.INFORM, sum_of(3500, "child"), sum_of(417, "self", start=5)))


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


def test_a_whole_said_beside_its_parts_is_not_added_to_them() -> None:
    scene, _ = applying_for_dibao()

    scene.says(
        Act.INFORM, sum_of(2300, "self"), sum_of(1700, "child", start=5), sum_of(4000, "household", start=9)
    )

    assert answers(scene)["household_income"] == 4000


def test_what_two_of_them_have_together_is_a_part_beside_the_others() -> None:
    scene, _ = applying_for_dibao()

    replies = scene.says(Act.INFORM, sum_of(4000, "child"), sum_of(400, "household", start=9))

    assert phrases(replies) == ["confirm_money_monthly_added"]
    assert replies[0].values["sum"] == "4000元＋400元"


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


@pytest.mark.parametrize(
    ("again", "stands"),
    [
        pytest.param("self/wage=2000", "self/wage=2000,spouse/pension=1000", id="the same again"),
        pytest.param(
            "self/wage=2200", "self/wage=2200,spouse/pension=1000", id="another sum of the same source"
        ),
        pytest.param("=2000", "self/wage=2000,spouse/pension=1000", id="the same sum with nobody named"),
        pytest.param(
            "self/pension=300", "self/wage=2000,spouse/pension=1000,self/pension=300", id="another source"
        ),
        pytest.param(
            "child/wage=2000", "self/wage=2000,spouse/pension=1000,child/wage=2000", id="another person"
        ),
    ],
)
def test_the_same_persons_income_from_the_same_source_is_no_second_one(again: str, stands: str) -> None:
    known = incomes("self/wage=2000,spouse/pension=1000")

    assert with_anew(known, incomes(again)) == incomes(stands)


def test_an_income_is_kept_and_read_back_with_where_it_comes_from() -> None:
    assert stored(incomes("self/wage=2000,child=300")) == "self/wage=2000,child=300"
