"""The order of attention: danger, silence, the answer, the conversation's own words, a wish, repair."""

from __future__ import annotations

from itertools import pairwise

import pytest

from flows.outcome import RingDesk
from nlu.acts import Act, Risk
from tests.unit.flows.scene import (
    PHOTO,
    Scene,
    answers,
    applying,
    asks,
    danger,
    phrases,
    value,
)


@pytest.mark.parametrize("risk", [Risk.CRISIS, Risk.EMERGENCY, Risk.MINOR])
def test_danger_comes_before_the_answer_it_stands_beside(risk: Risk) -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.INFORM, value("age", 83), dangers=danger(risk))

    assert phrases(replies) == [f"risk_{risk.value}"]
    assert replies[0].urgent
    assert [c.kind for c in scene.commands if isinstance(c, RingDesk)] == ["alert"]
    assert "age" not in answers(scene)


def test_a_vague_word_after_danger_answers_no_form() -> None:
    scene = applying(hukou="321102", age=83)
    scene.says(Act.UNCLEAR, dangers=danger(Risk.CRISIS))

    replies = scene.says(Act.DENY, value("yes_no", "no"), value("choice", "none"))

    assert phrases(replies) == ["risk_stay_1"]
    assert "social_card_active" not in answers(scene)


def test_listening_never_says_the_same_twice_in_a_row() -> None:
    scene = Scene()
    scene.says(Act.UNCLEAR, dangers=danger(Risk.CRISIS))

    said = [phrases(scene.says(Act.UNCLEAR))[0] for _ in range(5)]

    assert all(first != second for first, second in pairwise(said))


def test_after_danger_an_unmistakable_answer_goes_on_with_the_form() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.UNCLEAR, dangers=danger(Risk.CRISIS))

    replies = scene.says(Act.INFORM, value("age", 83))

    assert asks(replies) == "social_card_active"
    assert answers(scene)["age"] == 83


def test_nothing_is_said_while_a_person_holds_the_conversation() -> None:
    scene = applying(hukou="321102")
    scene.held_by = "li"

    said = [scene.says(Act.INFORM, value("age", 83)), scene.says(Act.HUMAN), scene.hears(PHOTO)]

    assert said == [(), (), ()]
    assert "age" not in answers(scene)


def test_danger_is_answered_even_while_a_person_holds_the_conversation() -> None:
    scene = Scene(held_by="li")

    assert phrases(scene.says(Act.UNCLEAR, dangers=danger(Risk.CRISIS))) == ["risk_crisis"]


def test_fraud_is_answered_and_the_question_asked_again() -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.UNCLEAR, dangers=danger(Risk.FRAUD))

    assert phrases(replies)[0] == "risk_fraud"
    assert asks(replies) == "age"


def test_a_number_in_a_digression_is_not_the_answer() -> None:
    scene = applying(hukou="321102")

    aside = value("age", 90, needs_confirm=True, reason="in_passing")
    replies = scene.says(Act.ASK_POLICY, aside, benefit="gaoling", aspect="amount")

    assert phrases(replies)[:2] == ["policy_answer", "back_to"]
    assert asks(replies) == "age"
    assert "age" not in answers(scene)


def test_after_three_misunderstandings_a_person_is_called_and_no_words_come_twice() -> None:
    scene = applying()

    said = [phrases(scene.says(Act.UNCLEAR)) for _ in range(3)]

    assert [words[0] for words in said] == ["not_understood_1", "not_understood_2", "not_understood_3"]
    assert [c.kind for c in scene.commands if isinstance(c, RingDesk)] == ["hand_over"]


def test_a_flow_that_was_ended_by_a_no_asks_again_when_it_is_taken_up() -> None:
    scene = applying(hukou="321102", age=75)
    scene.says(Act.DENY)

    replies = scene.says(Act.RESUME)

    assert phrases(replies)[0] == "resumed"
    assert asks(replies) == "still_apply"


@pytest.mark.parametrize("act", [Act.CHECK_ELIGIBILITY, Act.ASK_POLICY, Act.APPLY])
def test_a_benefit_without_a_card_is_said_to_have_none(act: Act) -> None:
    replies = Scene().says(act, benefit="other")

    assert phrases(replies) == ["no_card_yet"]


def test_a_complaint_reaches_the_caseworker_whole() -> None:
    scene = Scene()
    scene.says(Act.COMPLAIN, text="窗口态度太差")
    long = "跑了三趟" * 100

    scene.says(Act.INFORM, value("text", long), text=long)
    scene.says(Act.DENY, value("yes_no", "no"), text="不用")

    (rung,) = [command for command in scene.commands if isinstance(command, RingDesk)]
    assert rung.words.startswith("窗口态度太差\n")
    assert f"：{long}\n" in rung.words


def test_a_short_flow_that_is_open_comes_up_with_what_it_was_told_and_is_not_opened_twice() -> None:
    scene = Scene()
    scene.says(Act.COMPLAIN, text="他们态度太差了")
    scene.says(Act.UNCLEAR, text="我有口令")
    opened = [frame.flow for frame in scene.state.frames]

    scene.says(Act.COMPLAIN, text="要投诉")

    assert opened == ["complain", "use_code"]
    assert [frame.flow for frame in scene.state.frames] == ["use_code", "complain"]
    assert scene.state.frames[-1].answers["opening"].value == "他们态度太差了"
