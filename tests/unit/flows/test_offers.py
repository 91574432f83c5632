"""What is offered after an answer: once, what fits, and taken up or turned down only by words that mean it."""

from __future__ import annotations

from nlu.acts import Act
from tests.unit.flows.scene import (
    Scene,
    asks,
    guess,
    known,
    library,
    phrases,
    suggested,
    value,
)


def test_the_offer_to_apply_is_made_once_for_each_benefit() -> None:
    scene = Scene()

    first = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="amount", text="低保标准多少")
    second = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="materials", text="要什么材料")
    another = scene.says(Act.ASK_POLICY, benefit="gaoling", aspect="amount", text="高龄津贴呢")

    assert "offer_apply" in phrases(first)
    assert "offer_apply" not in phrases(second)
    assert "offer_apply" in phrases(another)


def test_the_whole_card_is_pointed_at_once_for_each_benefit() -> None:
    scene = Scene()

    first = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="amount", text="低保标准多少")
    second = scene.says(Act.ASK_POLICY, benefit="dibao", aspect="materials", text="要什么材料")

    assert "more" in first[0].values
    assert "more" not in second[0].values


def test_nothing_is_offered_where_the_application_already_starts() -> None:
    scene = Scene()

    said = scene.says(
        Act.ASK_POLICY,
        benefit="gaoling",
        aspect="amount",
        also=guess(Act.APPLY, 0.9),
        text="高龄津贴多少钱，我要办",
    )

    assert "policy_answer" in phrases(said)
    assert "offer_apply" not in phrases(said)
    assert asks(said) == "who_for"


def test_facts_told_after_an_answer_lead_to_judging_what_was_spoken_of() -> None:
    scene = Scene()
    scene.says(Act.ASK_POLICY, benefit="dibao", aspect="amount", text="低保多少")

    told = scene.says(Act.INFORM, value("household_size", 3), text="三口")
    taken = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="要")

    assert phrases(told) == ["noted_what_next", "offer_check"]
    assert asks(taken) not in (None, "household_size", "menu")
    assert scene.state.frames[-1].flow == "check_eligibility"


def test_which_one_names_nothing_that_what_was_told_rules_out() -> None:
    scene = Scene()

    said = scene.says(
        Act.ASK_POLICY,
        value("age", 26),
        text="我今年26，一个月能拿多少",
        aspect="amount",
        benefits=suggested(gaoling=0.4, disability_living=0.3, dibao=0.2),
    )

    assert asks(said) == "which_benefit"
    assert scene.state.which == ("disability_living", "dibao")


def test_what_the_words_do_not_suggest_is_not_offered() -> None:
    scene = Scene()

    said = scene.says(Act.ASK_POLICY, text="那个钱怎么领", aspect="process", benefits=suggested(gaoling=0.02))

    assert phrases(said) == ["which_openly"]
    assert asks(said) == "menu"


def test_who_wishes_to_apply_and_names_nothing_hears_what_can_be_applied_for() -> None:
    scene = Scene()

    said = scene.says(Act.APPLY, text="我想申请补贴", benefits=suggested(gaoling=0.02))
    begun = scene.says(Act.INFORM, text="高龄津贴", benefit="gaoling")

    assert phrases(said) == ["which_to_apply"]
    assert {known().cards[name].name for name in library().can_apply_for()} == set(
        said[0].values["names"].split("、")
    )
    assert asks(begun) == "who_for"


def test_having_something_else_is_no_yes_to_the_question() -> None:
    scene = Scene()
    scene.says(
        Act.CHECK_ELIGIBILITY,
        value("age", 84),
        value("region", "321102"),
        benefit="gaoling",
        subject="mother",
    )
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    said = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="有社保卡")

    assert asks(said) == "want_to_apply"
    assert not scene.drafts


def test_what_only_sounds_like_a_no_turns_nothing_down() -> None:
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY, value("age", 84), benefit="gaoling", subject="mother")
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    said = scene.says(Act.DENY, text="她一个人过日子", confidence=0.45)

    assert asks(said) == "want_to_apply"


def test_what_was_told_to_have_a_case_judged_is_not_asked_in_the_application() -> None:
    scene = Scene()
    scene.says(
        Act.CHECK_ELIGIBILITY, value("age", 84), benefit="gaoling", subject="mother", text="我妈84能领吗"
    )
    scene.says(Act.INFORM, value("region", "321102"), text="京口")
    scene.says(Act.CHOOSE, value("choice", "no"), text="先不办")

    said = scene.says(Act.APPLY, benefit="gaoling", subject="mother", text="还是办吧，我妈的高龄津贴")

    assert asks(said) not in ("hukou", "age")


def test_a_wish_the_leading_one_comes_to_by_itself_is_not_taken_up_again() -> None:
    scene = Scene()
    scene.says(
        Act.CHECK_ELIGIBILITY,
        value("age", 84),
        benefit="gaoling",
        subject="mother",
        also=guess(Act.APPLY, 0.9),
        text="我妈84能领吗，想办",
    )
    scene.says(Act.INFORM, value("region", "321102"), text="京口")

    said = scene.says(Act.CHOOSE, value("choice", "no"), text="先不办")

    assert phrases(said) == ["fine"]


def test_going_on_to_tell_takes_up_the_offer_to_look() -> None:
    scene = Scene()
    scene.says(Act.INFORM, value("relation", "mother"), subject="mother", text="我妈一个人过")

    said = scene.says(Act.INFORM, text="没得儿女", acts=guess(Act.INFORM, 0.9))

    assert phrases(said)[0] == "screening_begins"
