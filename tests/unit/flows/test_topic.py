"""Which benefit is meant when none is named, and questions that only change what was asked before."""

from __future__ import annotations

from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.scene import Scene, asks, phrases, value

FATHER_AGED_88 = (value("relation", "father"), value("age", 88), value("region", "321112"))
LIKELY = (Guess(name="dibao", confidence=0.5), Guess(name="gaoling", confidence=0.3))
NOTHING_SAID = (Guess(name="charity", confidence=0.2), Guess(name="gaoling", confidence=0.15))


def test_what_is_told_of_the_person_weighs_more_than_a_guess_at_the_words() -> None:
    scene = Scene()

    replies = scene.says(Act.ASK_POLICY, *FATHER_AGED_88, benefits=LIKELY, subject="father", aspect="amount")

    assert phrases(replies)[0] == "policy_answer"
    assert scene.state.benefit == "gaoling"


def test_a_name_weighs_more_than_what_is_told() -> None:
    scene = Scene()
    named = (Guess(name="dibao", confidence=0.97), Guess(name="gaoling", confidence=0.3))

    scene.says(Act.ASK_POLICY, *FATHER_AGED_88, benefits=named, benefit="dibao", aspect="amount")

    assert scene.state.benefit == "dibao"


def test_without_facts_the_person_chooses_by_number() -> None:
    scene = Scene()
    replies = scene.says(Act.ASK_POLICY, benefits=NOTHING_SAID, aspect="amount")
    second = replies[-1].choices[1][1]
    chosen = scene.state.which[int(second) - 1]

    replies = scene.says(Act.CHOOSE, value("choice", chosen), text=second)

    assert phrases(replies)[0] == "policy_answer"
    assert scene.state.benefit == chosen
    assert scene.state.which == ()


def test_another_place_is_a_question_and_no_yes() -> None:
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY, *FATHER_AGED_88, benefit="gaoling", subject="father", aspect="amount")

    replies = scene.says(Act.AFFIRM, value("region", "321182", end=2), text="扬中呢")

    assert "policy_answer" in phrases(replies)
    assert asks(replies) == "want_to_apply"


def test_two_benefits_compared_are_both_told() -> None:
    scene = Scene()
    both = (Guess(name="dibao", confidence=0.9), Guess(name="tekun", confidence=0.5))

    replies = scene.says(Act.ASK_POLICY, text="低保和特困有啥区别", benefit="dibao", benefits=both)

    assert phrases(replies).count("policy_answer") == 2


def test_of_another_person_with_an_age_the_amount_is_told_after_a_question_that_is_the_same_for_all() -> None:
    scene = Scene()
    scene.says(Act.ASK_POLICY, benefit="gaoling", aspect="materials", text="尊老金要带什么")
    his = (value("relation", "father", start=1, end=3), value("age", 90, start=6, end=8))

    scene.says(
        Act.ASK_POLICY, *his, benefit="gaoling", aspect="materials", text="那我爹呢，他90", subject="father"
    )

    assert scene.state.aspect == "amount"


def test_the_papers_for_somebody_of_an_age_are_still_the_papers() -> None:
    scene = Scene()
    scene.says(Act.ASK_POLICY, benefit="gaoling", aspect="amount", text="尊老金多少钱")
    his = (value("relation", "father", start=0, end=2), value("age", 90, start=2, end=4))

    scene.says(
        Act.ASK_POLICY,
        *his,
        benefit="gaoling",
        aspect="materials",
        text="我爹90要带什么证件",
        subject="father",
    )

    assert scene.state.aspect == "materials"
