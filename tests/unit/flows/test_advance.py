"""The order of attention: danger, silence, the answer, the conversation's own words, a wish, repair."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from flows.outcome import OpenCase, RingDesk, TellCase
from nlu.acts import Act, Risk
from policies.verdict import Unknown
from tests.unit.flows.scene import (
    PHOTO,
    Scene,
    answers,
    applying,
    asks,
    danger,
    guess,
    phrases,
    reviewing,
    seen,
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


def test_consent_is_not_taken_from_a_message_that_reads_as_a_question() -> None:
    scene = applying(
        hukou="321102", age=83, social_card_active="none", name="王秀兰", id_number="321102194305120022",
        bank_card="6222021234567890128", phone="13800138000",
    )  # fmt: skip

    replies = scene.says(
        Act.AFFIRM, value("yes_no", "yes"), text="可以领多少钱", acts=guess(Act.ASK_POLICY, 0.9)
    )

    assert asks(replies) == "consent"
    assert "consent" not in answers(scene)


def test_consent_said_to_another_question_does_not_count() -> None:
    scene = applying(hukou="321102")

    scene.says(Act.AFFIRM, value("yes_no", "yes"))

    assert "consent" not in answers(scene)


@pytest.mark.parametrize(
    "act", [Act.INFORM, Act.SMALLTALK, Act.UNCLEAR, Act.SKIP, Act.RESUME, Act.REPEAT, Act.DENY, Act.APPLY]
)
def test_nothing_is_submitted_without_a_plain_yes(act: Act) -> None:
    scene = reviewing()

    replies = scene.says(act, benefit="gaoling" if act is Act.APPLY else None)

    assert asks(replies) == "confirm_submit"
    assert not scene.cases


def test_a_plain_yes_to_the_review_submits_once() -> None:
    scene = reviewing()

    scene.says(Act.AFFIRM, text="对")
    commands = scene.commands
    scene.says(Act.AFFIRM, text="对")

    assert [c.benefit for c in commands if isinstance(c, OpenCase)] == ["gaoling"]
    assert len(scene.cases) == 1


def test_a_yes_that_is_not_the_word_asked_for_submits_nothing() -> None:
    scene = reviewing()

    replies = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="同意")

    assert phrases(replies) == ["only_confirm_submit"]
    assert asks(replies) == "confirm_submit"
    assert scene.commands == ()


def test_a_number_in_the_review_opens_that_line_again() -> None:
    scene = reviewing()

    replies = scene.says(Act.CHOOSE, value("choice", "name"))

    assert asks(replies) == "name"
    assert "name" not in answers(scene)
    assert answers(scene)["age"] == 83


def test_a_correction_may_change_two_answers_at_once() -> None:
    scene = applying(hukou="321102", age=83)

    replies = scene.says(Act.CORRECT, value("age", 85), subject="father")

    assert answers(scene) == {"who_for": "father", "hukou": "321102", "age": 85}
    assert "corrected" in phrases(replies)


def test_a_new_answer_to_whom_it_is_for_is_a_new_person() -> None:
    scene = applying(hukou="321102")
    before = next(iter(scene.drafts.values())).person

    scene.says(Act.CORRECT, subject="father")

    assert next(iter(scene.drafts.values())).person != before


def test_a_fact_about_somebody_else_is_asked_about_and_kept_with_the_answer() -> None:
    scene = applying(hukou="321102")

    assert asks(scene.says(Act.INFORM, value("age", 86), subject="father")) == "confirm_who_for"
    assert "age" not in answers(scene)
    scene.says(Act.AFFIRM, text="对")

    assert answers(scene) == {"who_for": "father", "hukou": "321102", "age": 86}


def test_a_nominal_age_is_confirmed_as_one_year_less() -> None:
    scene = applying(hukou="321102")
    nominal = value("age", 84, needs_confirm=True, reason="nominal_age", low=82, high=83)

    assert asks(scene.says(Act.INFORM, nominal)) == "confirm_age"
    scene.says(Act.AFFIRM, text="对")

    assert answers(scene)["age"] == 83


def test_a_doubt_waits_while_something_else_is_answered() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.INFORM, value("age", 84, needs_confirm=True, reason="nominal_age", high=83))

    replies = scene.says(Act.ASK_POLICY, benefit="gaoling", aspect="amount")

    assert "policy_answer" in phrases(replies)
    assert asks(replies) == "confirm_age"


def test_papers_are_surer_than_memory() -> None:
    scene = applying(hukou="321102", age=81, social_card_active="none", name="王秀兰")

    replies = scene.says(Act.INFORM, value("id_number", "321102194305120022"))

    assert "surer_by_papers" in phrases(replies)
    assert answers(scene)["age"] == 83


def test_not_knowing_is_kept_and_asked_no_more() -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.SKIP)

    assert answers(scene)["age"] is Unknown.DECLINED
    assert asks(replies) == "social_card_active"


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


def test_facts_of_one_parent_are_not_taken_for_the_other() -> None:
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY, value("age", 83), value("region", "321102"), benefit="gaoling", subject="mother",
               region="321102")  # fmt: skip
    scene.says(Act.DENY)

    scene.says(Act.APPLY, benefit="gaoling", subject="father")

    assert answers(scene) == {"who_for": "father"}


def test_an_answer_to_a_caseworkers_request_goes_to_the_case() -> None:
    scene = reviewing()
    scene.says(Act.AFFIRM, text="对")
    scene.cases = (replace(scene.cases[0], request="户口簿", status="waiting_for_resident"),)

    replies = scene.says(Act.INFORM, text="户口簿在这儿")

    assert phrases(replies) == ["request_answered"]
    assert [c.number for c in scene.commands if isinstance(c, TellCase)] == [scene.cases[0].number]


def test_both_parents_at_once_are_asked_apart() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling")

    replies = scene.says(Act.INFORM, value("relation", "parents"))

    assert phrases(replies) == ["bad_relation_parents", "ask_who_for"]


def test_thanks_after_everything_is_done_open_no_menu() -> None:
    scene = reviewing()
    scene.says(Act.AFFIRM, text="对")

    assert phrases(scene.says(Act.AFFIRM, text="对")) == ["small_talk"]


@pytest.mark.parametrize("act", [Act.CHECK_ELIGIBILITY, Act.ASK_POLICY, Act.APPLY])
def test_a_benefit_without_a_card_is_said_to_have_none(act: Act) -> None:
    replies = Scene().says(act, benefit="other")

    assert phrases(replies) == ["no_flow_yet" if act is Act.APPLY else "no_card_yet"]


def test_seen_cases_carry_whom_they_are_for() -> None:
    scene = reviewing()

    scene.says(Act.AFFIRM, text="对")

    opened = next(command for command in scene.commands if isinstance(command, OpenCase))
    assert seen("G-1", opened).who == "mother"


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
