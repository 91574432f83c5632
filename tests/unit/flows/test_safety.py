"""Danger that is only feared: a gentle question first, and what follows each answer to it."""

from __future__ import annotations

import pytest

from flows.outcome import RingDesk
from nlu.acts import Act, Risk
from nlu.reading import Danger
from tests.unit.flows.scene import Scene, answers, applying, asks, danger, phrases, value


def feared(risk: Risk) -> tuple[Danger, ...]:
    """A danger as the model hears it without being certain."""
    return (Danger(risk=risk, rule="model", start=0, end=5, confidence=0.4),)


@pytest.mark.parametrize("risk", [Risk.CRISIS, Risk.EMERGENCY, Risk.MINOR])
def test_what_is_feared_is_asked_about_and_nobody_is_called(risk: Risk) -> None:
    scene = Scene()

    replies = scene.says(Act.UNCLEAR, text="娃在家里", dangers=feared(risk))

    assert phrases(replies) == [f"risk_{risk}_feared"]
    assert scene.commands == ()


def test_a_yes_to_the_gentle_question_is_danger() -> None:
    scene = Scene()
    scene.says(Act.UNCLEAR, dangers=feared(Risk.MINOR))

    replies = scene.says(Act.AFFIRM, value("yes_no", "yes"))

    assert phrases(replies) == ["risk_minor"]
    assert scene.commands != ()


def test_more_such_words_after_the_gentle_question_are_danger() -> None:
    scene = Scene()
    scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS))

    assert phrases(scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS))) == ["risk_crisis"]


def test_a_no_to_the_gentle_question_goes_back_to_what_was_asked() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS))

    replies = scene.says(Act.DENY, value("yes_no", "no"))

    assert phrases(replies)[0] == "risk_fear_over"
    assert asks(replies) == "age"


def test_an_answer_to_the_form_after_the_gentle_question_is_taken() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS))

    replies = scene.says(Act.INFORM, value("age", 84))

    assert asks(replies) != "age"


def test_a_feared_danger_is_not_asked_about_while_a_person_holds_the_conversation() -> None:
    scene = Scene(held_by="li")

    assert scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS)) == ()


@pytest.mark.parametrize(
    ("risk", "first"), [(Risk.EMERGENCY, False), (Risk.MINOR, False), (Risk.CRISIS, True)]
)
def test_an_answer_to_the_question_is_feared_only_for_a_life(risk: Risk, first: bool) -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.INFORM, value("age", 83), dangers=feared(risk))

    assert (f"risk_{risk.value}_feared" in phrases(replies)) is first
    assert ("age" in answers(scene)) is not first


def test_a_no_by_its_number_is_a_no() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS))

    assert phrases(scene.says(Act.CHOOSE, value("choice", "no")))[0] == "risk_fear_over"


def test_a_no_is_a_no_though_it_repeats_the_words() -> None:
    scene = Scene()
    scene.says(Act.UNCLEAR, dangers=feared(Risk.EMERGENCY))

    replies = scene.says(Act.DENY, value("yes_no", "no"), dangers=feared(Risk.EMERGENCY))

    assert phrases(replies) == ["risk_fear_over"]
    assert scene.commands == ()


def test_a_wish_said_with_the_no_goes_its_own_way() -> None:
    scene = Scene()
    scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS))

    replies = scene.says(Act.APPLY, value("yes_no", "no"), benefit="gaoling")

    assert asks(replies) is not None


def test_words_that_were_feared_for_are_served_once_the_fear_is_over() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling", dangers=feared(Risk.CRISIS))

    replies = scene.calmed(Act.APPLY, benefit="gaoling", dangers=feared(Risk.CRISIS))

    assert phrases(replies)[0] == "risk_fear_over"
    assert asks(replies) is not None


def test_an_answer_that_was_feared_for_is_taken_once_the_fear_is_over() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.INFORM, value("age", 83), dangers=feared(Risk.CRISIS))

    scene.calmed(Act.INFORM, value("age", 83))

    assert "age" in answers(scene)


def test_feared_words_that_wished_nothing_leave_the_open_question() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.UNCLEAR, dangers=feared(Risk.CRISIS))

    replies = scene.calmed(Act.UNCLEAR, dangers=feared(Risk.CRISIS))

    assert phrases(replies)[0] == "risk_fear_over"
    assert asks(replies) == "age"


@pytest.mark.parametrize("risk", [Risk.EMERGENCY, Risk.MINOR])
def test_a_wish_beside_a_feared_danger_is_served_after_the_number(risk: Risk) -> None:
    scene = Scene()

    replies = scene.says(Act.APPLY, text="娃在家里", benefit="gaoling", dangers=feared(risk))

    assert phrases(replies)[0] == f"risk_{risk.value}_care"
    assert asks(replies) is not None


def test_a_life_the_model_fears_for_comes_before_any_wish() -> None:
    replies = Scene().says(Act.APPLY, benefit="gaoling", dangers=feared(Risk.CRISIS))

    assert phrases(replies) == ["risk_crisis_feared"]


def test_a_rule_that_is_doubted_leaves_room_for_the_wish() -> None:
    doubted = (Danger(risk=Risk.CRISIS, rule="arrangements", start=0, end=5, confidence=0.9),)

    replies = Scene().says(Act.APPLY, benefit="gaoling", dangers=doubted)

    assert phrases(replies)[0] == "risk_crisis_care"
    assert asks(replies) is not None


@pytest.mark.parametrize(("text", "phrase"), [("我转给他了", "fraud_paid"), ("他要我转账", "risk_fraud")])
def test_who_has_paid_is_sent_to_the_police_and_not_warned(text: str, phrase: str) -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.UNCLEAR, text=text, dangers=danger(Risk.FRAUD))

    assert phrases(replies)[0] == phrase
    assert asks(replies) == "age"


def test_a_flow_that_asks_about_danger_asks_for_what_the_model_alone_hears() -> None:
    heard = (Danger(risk=Risk.EMERGENCY, rule="model", start=0, end=5),)

    assert asks(Scene().says(Act.APPLY, benefit="linshi_jiuzhu", dangers=heard)) == "tonight"


def test_an_emergency_by_rule_goes_before_the_flow_that_would_ask() -> None:
    found = (Danger(risk=Risk.EMERGENCY, rule="medical", start=0, end=5),)

    assert phrases(Scene().says(Act.APPLY, benefit="linshi_jiuzhu", dangers=found))[0] == "risk_emergency"


def test_what_the_model_alone_hears_of_a_neighbour_is_reported_with_the_number() -> None:
    heard = (Danger(risk=Risk.EMERGENCY, rule="model", start=0, end=5),)

    replies = Scene().says(Act.REPORT_OTHER, dangers=heard)

    assert phrases(replies)[0] == "risk_emergency_care"
    assert asks(replies) is not None


def test_what_a_rule_finds_of_a_neighbour_calls_for_help_at_once() -> None:
    found = (Danger(risk=Risk.EMERGENCY, rule="medical", start=0, end=5),)

    assert phrases(Scene().says(Act.REPORT_OTHER, dangers=found))[0].startswith("risk_emergency")


def test_no_child_is_spoken_of_where_none_is_named() -> None:
    replies = Scene().says(Act.UNCLEAR, text="他喝了酒就那样", dangers=feared(Risk.MINOR))

    assert phrases(replies) == ["risk_emergency_feared"]


def test_who_goes_on_telling_of_danger_is_not_told_the_same_words_again() -> None:
    scene = Scene()
    scene.says(Act.INFORM, text="两天没吃饭了", dangers=danger(Risk.EMERGENCY))

    replies = scene.says(Act.INFORM, text="还是没饭吃", dangers=danger(Risk.EMERGENCY))

    assert phrases(replies) == ["risk_again"]
    assert any(isinstance(command, RingDesk) for command in scene.commands)


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("两天没吃饭了", "risk_emergency_hunger"),
        ("爹走丢了", "risk_emergency_missing"),
        ("他打我，不给饭吃", "risk_emergency"),
    ],
)
def test_the_help_words_suit_the_emergency(words: str, phrase: str) -> None:
    replies = Scene().says(Act.INFORM, text=words, dangers=danger(Risk.EMERGENCY))

    assert phrases(replies) == [phrase]


@pytest.mark.parametrize("words", ["你们快点来", "有吃的，我给的"])
def test_what_only_sounds_like_a_wish_after_words_of_danger_belongs_to_them(words: str) -> None:
    scene = Scene()
    scene.says(Act.INFORM, text="娃一个人在家三天了", dangers=danger(Risk.MINOR))

    replies = scene.says(Act.APPLY, text=words, confidence=0.7)

    assert phrases(replies)[0].startswith("risk_stay")
