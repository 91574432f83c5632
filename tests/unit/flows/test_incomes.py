"""What several people earn: each part kept by whose it is, added up and shown once everybody has one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.earnings import incomes, put_right, said, stored, with_anew
from flows.outcome import Reply
from nlu.acts import Act
from nlu.reading import Value
from tests.unit.flows.scene import Scene, answers, asks, phrases, read, value


def sum_of(amount: int, whose: str, start: int = 0, kind: str = "money_monthly") -> Value:
    """An income of somebody, said at a place of the message."""
    return Value(kind=kind, value=Decimal(amount), start=start, end=start + 1, whose=whose)


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
