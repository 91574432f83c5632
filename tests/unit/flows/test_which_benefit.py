"""Which benefit is meant: asked where several are likely, and never with a single choice."""

from __future__ import annotations

from datetime import date

import pytest

from flows.outcome import NoteUnanswered, Reply
from flows.world import APPLICATION, SeenCase
from nlu.acts import Act
from nlu.reading import Guess
from tests.unit.flows.scene import ZHENJIANG, Scene, asks, phrases, suggested


@pytest.mark.parametrize("act", [Act.UNCLEAR, Act.APPLY, Act.ASK_POLICY, Act.CHECK_ELIGIBILITY])
@pytest.mark.parametrize("confidence", [0.2, 0.3, 0.6, 0.95])
def test_a_choice_of_one_is_never_asked(act: Act, confidence: float) -> None:
    scene = Scene()

    said = scene.says(act, benefits=suggested(dibao=confidence), text="嗯低保那个")

    assert not any(reply.asks == "which_benefit" and len(reply.choices) < 2 for reply in said)


def test_of_a_benefit_called_by_name_it_is_asked_what_about_it() -> None:
    scene = Scene()

    said = scene.says(Act.WHY, benefit="dibao", benefits=suggested(dibao=0.95, tekun=0.2), text="为啥低保嗯")
    begun = scene.says(Act.APPLY, text="办一件事")

    assert phrases(said)[0] == "not_understood_of"
    assert said[0].values["benefit"] == "低保"
    assert asks(said) == "menu"
    assert asks(begun) == "who_for"


def test_several_likely_ones_are_offered() -> None:
    scene = Scene()

    said = scene.says(Act.UNCLEAR, benefits=suggested(dibao=0.4, tekun=0.3), text="那个嘛")

    assert asks(said) == "which_benefit"
    assert len(said[-1].choices) == 2


@pytest.mark.parametrize(("kind", "begins"), [("complaint", True), (APPLICATION, False)])
def test_a_complaint_about_a_benefit_is_no_application_for_it(kind: str, begins: bool) -> None:
    case = SeenCase(
        number="K-0001",
        kind=kind,
        benefit="dibao",
        status="received",
        who="self",
        opened=date(2026, 11, 20),
        due=None,
        request=None,
        reasons="",
    )
    scene = Scene(cases=(case,))

    said = scene.says(Act.APPLY, benefit="dibao", text="我要办低保")

    assert (asks(said) == "who_for") is begins


def complaining_of_dibao(text: str, *, wish: float, complaint: float) -> tuple[Reply, ...]:
    """Complain, then name dibao in words that are as likely a wish for it, and as likely a complaint, as is said."""
    scene = Scene()
    scene.says(Act.COMPLAIN, text="你们到底管不管")
    likely = (Guess(name=Act.APPLY, confidence=wish), Guess(name=Act.COMPLAIN, confidence=complaint))
    return scene.says(Act.APPLY, benefit="dibao", acts=likely, text=text)


def test_words_of_complaint_that_name_the_application_refused_go_on_as_the_complaint() -> None:
    said = complaining_of_dibao("村里不给我报低保，跑了三次", wish=0.8, complaint=0.2)

    assert "ask_who_for" not in phrases(said)
    assert asks(said) == "call_back"


def test_a_plain_wish_to_apply_leaves_the_complaint() -> None:
    said = complaining_of_dibao("那我在这儿申请低保", wish=0.97, complaint=0.01)

    assert asks(said) == "who_for"


def test_a_why_with_nothing_asked_is_about_the_matter() -> None:
    scene = Scene()

    said = scene.says(
        Act.WHY,
        benefit="dibao",
        benefits=suggested(dibao=0.95),
        acts=(Guess(name=Act.WHY, confidence=0.6), Guess(name=Act.QUERY_PROGRESS, confidence=0.4)),
        text="为啥停我的低保",
    )

    assert "progress_money" in phrases(said)
    assert asks(said) == "look_for_money"


@pytest.mark.parametrize("act", [Act.APPLY, Act.CHECK_ELIGIBILITY])
def test_who_knows_no_name_is_offered_a_look_at_everything(act: Act) -> None:
    """“The grant for the poor” is no benefit that has no card: it is what people say who know none by name."""
    scene = Scene()

    said = scene.says(act, benefit="other", benefits=suggested(other=0.97), text="我想要那个困难补助")

    assert {"offer_look", "screening_begins"} & set(phrases(said))
    assert "no_card_yet" not in phrases(said)


def test_what_has_no_card_is_kept_for_the_editors() -> None:
    scene = Scene()

    said = scene.says(Act.APPLY, benefit="other", benefits=suggested(other=0.97), text="我要办老年优待证")

    assert phrases(said) == ["no_card_yet"]
    assert (
        NoteUnanswered(text="我要办老年优待证", benefit="other", aspect=None, region=ZHENJIANG)
        in scene.commands
    )
