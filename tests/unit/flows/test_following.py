"""A follow-up changes what was asked before; a fact told, or a benefit one has not, only looks like one."""

from __future__ import annotations

import pytest

from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.scene import Scene, asks, phrases, value


def asked(benefit: str, aspect: str, *, region: str = "321100") -> Scene:
    """Return a scene in which one aspect of a benefit was just answered."""
    scene = Scene(region=region)
    scene.says(
        Act.ASK_POLICY,
        text="问一句",
        benefit=benefit,
        aspect=aspect,
        benefits=(Guess(name=benefit, confidence=0.97),),
    )
    return scene


def answer(replies: tuple[object, ...]) -> str:
    """Return the sentences of the policy answer among the replies."""
    return next(reply.values["answer"] for reply in replies if "answer" in reply.values)  # type: ignore[attr-defined]


def test_a_benefit_one_has_not_is_not_what_is_asked_about() -> None:
    scene = asked("disability_living", "amount")

    scene.says(
        Act.CHECK_ELIGIBILITY,
        text="那我没低保能领吗",
        benefit="dibao",
        benefits=(Guess(name="dibao", confidence=0.97),),
        aspect="eligibility",
    )

    assert scene.state.benefit == "disability_living"


def test_a_benefit_that_is_named_and_not_denied_is_asked_about() -> None:
    scene = asked("disability_living", "amount")

    scene.says(
        Act.ASK_POLICY,
        text="那低保呢",
        benefit="dibao",
        benefits=(Guess(name="dibao", confidence=0.97),),
        aspect="amount",
    )

    assert scene.state.benefit == "dibao"


def test_a_fact_that_changes_no_answer_and_asks_nothing_is_noted() -> None:
    scene = asked("de_facto_orphan", "eligibility")

    replies = scene.says(Act.INFORM, value("age", 9, end=2), text="9岁")

    assert phrases(replies)[0] == "noted_what_next"


def test_a_fact_that_changes_the_amount_is_the_same_question_again() -> None:
    # Chongqing, from 1 July 2025 on: a town register 770, a rural one 630.
    scene = asked("dibao", "amount", region="500000")

    replies = scene.says(Act.INFORM, text="农村的")

    assert answer(replies).startswith("农村户口的，每月630元。")


@pytest.mark.parametrize(("text", "said"), [("住福利院呢", "1851"), ("跟奶奶过的呢", "1651")])
def test_an_option_of_the_amounts_is_meant_though_it_sounds_like_another_benefit(
    text: str, said: str
) -> None:
    # Chongqing, from 1 July 2025 on: in an institution 1851, with kin 1651.
    scene = asked("orphan", "amount", region="500000")

    replies = scene.says(
        Act.ASK_POLICY,
        text=text,
        benefit="nursing_home",
        benefits=(Guess(name="nursing_home", confidence=0.95),),
        aspect="eligibility",
    )

    assert said in answer(replies).splitlines()[0]


def test_who_is_offered_to_be_judged_and_goes_on_to_tell_is_judged() -> None:
    scene = asked("de_facto_orphan", "eligibility")
    scene.says(Act.INFORM, text="三年")

    replies = scene.says(
        Act.ASK_POLICY,
        text="联系不上有两年了",
        benefit="de_facto_orphan",
        aspect="eligibility",
        acts=(Guess(name="ask_policy", confidence=0.6),),
    )

    assert asks(replies) is not None


def test_what_kind_of_household_it_is_asks_again_of_the_benefit_spoken_of() -> None:
    scene = asked("linshi_jiuzhu", "amount")

    scene.says(
        Act.ASK_POLICY,
        text="那低保户呢",
        benefit="dibao",
        benefits=(Guess(name="dibao", confidence=0.97),),
        aspect="amount",
    )

    assert scene.state.benefit == "linshi_jiuzhu"


def test_whoever_asks_whether_they_may_have_it_is_told_that_something_is_asked() -> None:
    scene = Scene()

    replies = scene.says(
        Act.CHECK_ELIGIBILITY,
        text="我这情况能不能吃低保",
        benefit="dibao",
        benefits=(Guess(name="dibao", confidence=0.97),),
        aspect="eligibility",
        aspects=(Guess(name="eligibility", confidence=1.0),),
    )

    assert phrases(replies)[0] == "check_begins"
    assert asks(replies) is not None


def test_who_only_says_that_it_is_themselves_is_not_read_back_for_whom_it_is() -> None:
    scene = asked("education_aid", "eligibility")

    replies = scene.says(Act.INFORM, value("relation", "self"), text="我是单亲妈妈", subject="self")

    assert phrases(replies) == ["heard_you", "offer_look"]


def test_a_benefit_one_has_not_is_told_where_something_else_is_asked_for() -> None:
    scene = Scene()
    named = (Guess(name="disability_living", confidence=0.97),)
    scene.says(Act.CHECK_ELIGIBILITY, text="我能领残疾补贴不", benefit="disability_living", benefits=named)

    replies = scene.says(
        Act.DENY,
        value("yes_no", "no"),
        text="没吃低保",
        benefit="dibao",
        benefits=(Guess(name="dibao", confidence=0.97),),
    )

    assert "policy_answer" not in phrases(replies)


def test_whoever_has_no_dibao_and_asks_what_there_is_is_looked_over() -> None:
    scene = Scene()

    replies = scene.says(
        Act.ASK_POLICY,
        text="农村老人没低保有啥补助",
        benefit="dibao",
        benefits=(Guess(name="dibao", confidence=0.97),),
    )

    assert phrases(replies)[0] in ("noted", "screening_begins")
