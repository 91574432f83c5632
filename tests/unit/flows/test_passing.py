"""What is told unasked, and what is told when asked: not every day is a birthday, nor every “forgot” a refusal."""

from __future__ import annotations

from copy import deepcopy

import pytest

from flows.passing import mentioned
from flows.talk import begin
from nlu.acts import Act
from policies.verdict import Unknown
from tests.unit.flows.scene import Scene, answers, read, value
from tests.unit.flows.states import places


@pytest.mark.parametrize(
    ("text", "is_birthday"), [("前天晚上", False), ("三月份查出来的", False), ("四三年生的", True)]
)
def test_a_day_is_a_birthday_where_the_words_say_so(text: str, is_birthday: bool) -> None:
    scene = Scene()
    talk = begin(scene.state, scene.world(), text)

    found = mentioned(talk, read(Act.INFORM, value("date", "1943-05-12"), text=text))

    assert ("birth_date" in found) is is_birthday


def test_a_value_answers_one_question_of_its_kind_and_no_other() -> None:
    scene = Scene()
    talk = begin(scene.state, scene.world(), "")

    found = mentioned(talk, read(Act.INFORM, value("age", 83)), besides="age")

    assert "age" not in found


@pytest.mark.parametrize("act", [Act.SKIP, Act.DENY, Act.AFFIRM, Act.COMPLAIN])
def test_a_story_that_tells_of_forgetting_is_no_refusal_to_tell_it(act: Act) -> None:
    scene = deepcopy(places()["apply_linshi_jiuzhu", "linshi_jiuzhu", "what_happened"])

    scene.says(act, text="烧水忘了关火，锅灶衣柜全烧了")

    assert answers(scene)["what_happened"] == "烧水忘了关火，锅灶衣柜全烧了"


def test_a_bare_refusal_to_tell_leaves_it_to_the_caseworker() -> None:
    scene = deepcopy(places()["apply_linshi_jiuzhu", "linshi_jiuzhu", "what_happened"])

    scene.says(Act.SKIP, text="不想说")

    assert answers(scene)["what_happened"] is Unknown.DECLINED


def test_a_grade_told_in_passing_is_its_level_and_its_kind() -> None:
    scene = Scene()
    talk = begin(scene.state, scene.world(), "")

    found = mentioned(talk, read(Act.INFORM, value("disability_grade", "2:精神"), text="自闭症，残疾证二级"))

    assert (found["disability_level"].value, found["disability_kind"].value) == ("two", "mind")
