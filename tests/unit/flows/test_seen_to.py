"""Who argues on, asks who sees to it or sounds as if they turned away, in a complaint or a wait for money, is kept."""

from __future__ import annotations

import pytest

from nlu.acts import Act
from tests.unit.flows.scene import Scene, applying, asks, phrases


def complaining() -> Scene:
    scene = Scene()
    scene.says(Act.COMPLAIN, text="你们评得太不公平了")
    return scene


def test_arguing_on_is_no_question_why_something_is_asked() -> None:
    said = complaining().says(Act.WHY, text="凭啥我家没有")

    assert phrases(said)[0] == "words_kept"


def test_naming_the_matter_of_a_complaint_begins_no_application() -> None:
    scene = complaining()

    scene.says(Act.APPLY, text="办高龄津贴的", benefit="gaoling")

    assert not scene.drafts
    assert asks(scene.says(Act.UNCLEAR, text="没了")) is not None


def test_whoever_wants_it_done_in_a_complaint_applies() -> None:
    scene = complaining()

    scene.says(Act.APPLY, text="我要办高龄津贴", benefit="gaoling", subject="mother")

    assert scene.drafts


@pytest.mark.parametrize("words", ["那找谁", "谁来管啊", "这该找谁说理"])
def test_who_sees_to_a_complaint_is_told_and_the_question_comes_again(words: str) -> None:
    scene = complaining()
    before = scene.state.frames[-1].answers

    said = scene.says(Act.UNCLEAR, text=words)

    assert phrases(said)[0] == "seen_to_complain"
    assert asks(said) == "complaint_about"
    assert scene.state.frames[-1].answers.keys() == before.keys()


def test_who_stopped_it_is_no_yes_and_is_answered() -> None:
    scene = Scene()
    scene.says(Act.QUERY_PROGRESS, text="津贴停了", benefit="gaoling")

    said = scene.says(Act.UNCLEAR, text="谁停的")

    assert phrases(said) == ["cause_progress", "ask_look_for_money"]


def test_that_it_came_before_is_no_yes_to_looking_for_it_now() -> None:
    scene = Scene()
    scene.says(Act.QUERY_PROGRESS, text="津贴没到账", benefit="gaoling")

    said = scene.says(Act.AFFIRM, text="以前都有", confidence=0.6)

    assert asks(said) == "look_for_money"


def test_in_an_application_nobody_is_told_who_sees_to_it() -> None:
    said = applying().says(Act.ASK_POLICY, text="该找谁办", aspect="where", benefit="gaoling")

    assert not any(phrase.startswith("seen_to_") for phrase in phrases(said))


@pytest.mark.parametrize("act", [Act.CANCEL, Act.WHY, Act.OUT_OF_SCOPE, Act.APPLY])
def test_a_bit_of_a_complaint_that_only_sounds_like_a_turn_is_kept(act: Act) -> None:
    scene = complaining()

    said = scene.says(act, text="胳膊青了", confidence=0.6)

    assert phrases(said)[0] in ("words_kept", "jotted")
    assert scene.state.frames[-1].flow == "complain"


def test_who_plainly_stops_stops() -> None:
    scene = complaining()

    scene.says(Act.CANCEL, text="不说了算了", confidence=0.97)

    assert not scene.state.frames
