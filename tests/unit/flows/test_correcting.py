"""An answer is put right, doubted or learnt anew, and whose it is stays certain."""

from __future__ import annotations

from nlu.acts import Act
from policies.verdict import Unknown
from tests.unit.flows.scene import (
    Scene,
    answers,
    applying,
    asks,
    phrases,
    value,
)


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


def test_facts_of_one_parent_are_not_taken_for_the_other() -> None:
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY, value("age", 83), value("region", "321102"), benefit="gaoling", subject="mother",
               region="321102")  # fmt: skip
    scene.says(Act.DENY)

    scene.says(Act.APPLY, benefit="gaoling", subject="father")

    assert answers(scene) == {"who_for": "father"}


def test_both_parents_at_once_are_asked_apart() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling")

    replies = scene.says(Act.INFORM, value("relation", "parents"))

    assert phrases(replies) == ["bad_relation_parents", "ask_who_for"]
