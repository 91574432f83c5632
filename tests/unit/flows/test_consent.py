"""Consent is asked for one purpose at a time, every word on it is recorded, and a no stops only what needs it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from flows.flow import Answered
from flows.outcome import KeepConsent, OpenCase, RingDesk
from flows.state import Told
from nlu.acts import Act
from tests.unit.flows.scene import Scene, applying, asks, library, phrases, reviewing, value

FORM = {
    "hukou": "321102",
    "age": 83,
    "social_card_active": "none",
    "name": "王秀兰",
    "id_number": "321102194305120022",
    "bank_card": "6222021234567890128",
    "phone": "13800138000",
}


def words(scene: Scene) -> list[tuple[str, str, str]]:
    return [(c.purpose, c.word, c.said_by) for c in scene.commands if isinstance(c, KeepConsent)]


@pytest.mark.parametrize(("act", "word"), [(Act.AFFIRM, "agreed"), (Act.DENY, "refused")])
def test_a_word_on_a_purpose_is_recorded_with_who_said_it(act: Act, word: str) -> None:
    scene = applying(**FORM)

    scene.says(act)

    assert words(scene) == [("submit", word, "helper")]
    command = next(c for c in scene.commands if isinstance(c, KeepConsent))
    assert command.version == f"consent@{library().release}"
    assert command.person == next(iter(scene.drafts.values())).person


def test_an_answer_that_is_no_consent_is_not_recorded_as_one() -> None:
    scene = applying()

    scene.says(Act.INFORM, value("region", "321102"))

    assert words(scene) == []


def test_neither_yes_nor_no_is_recorded_as_nothing() -> None:
    scene = applying(**FORM)

    replies = scene.says(Act.SKIP)

    assert words(scene) == []
    assert "consent_needed" in phrases(replies)
    assert asks(replies) == "consent"


def test_a_refusal_submits_nothing_and_keeps_the_draft() -> None:
    scene = applying(**FORM)

    replies = scene.says(Act.DENY)

    assert "consent_refused" in phrases(replies)
    assert not any(isinstance(command, OpenCase) for command in scene.commands)
    assert next(iter(scene.drafts.values())).status == "open"


def test_a_submitted_case_carries_what_was_agreed() -> None:
    scene = reviewing()

    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="对")

    case = next(command for command in scene.commands if isinstance(command, OpenCase))
    assert [(one.purpose, one.given, one.said_by) for one in case.consents] == [
        ("call_back", True, "helper"),
        ("submit", True, "helper"),
    ]
    assert (case.flow, case.release) == ("apply_gaoling", library().release)


def test_every_purpose_is_asked_by_a_question_of_its_own() -> None:
    flows = library()

    asked = [purpose.question for purpose in flows.purposes.values()]

    assert len(set(asked)) == len(asked)
    assert all(flows.questions[name].explicit for name in asked)


def test_a_consent_step_asks_even_where_something_was_said_before() -> None:
    flows = library()
    step = flows.flows["agree_and_submit"].steps[flows.flows["agree_and_submit"].first]

    assert (step.kind, step.name, step.ask_before_filling) == ("collect", "consent", True)
    assert any(isinstance(b.when, Answered) and b.when.question == "consent" for b in step.branches)


def test_whoever_leaves_a_number_to_be_called_agrees_to_it_and_whoever_leaves_none_does_not() -> None:
    scene = applying(**{name: said for name, said in FORM.items() if name != "phone"})
    other = deepcopy(scene)

    scene.says(Act.INFORM, value("phone", "13800138000"), text="13800138000")
    other.says(Act.SKIP)

    assert words(scene) == [("call_back", "agreed", "helper")]
    assert words(other) == []


def test_a_wish_for_a_visit_is_a_consent_to_it_once_it_is_passed_on() -> None:
    scene = Scene()
    scene.says(Act.APPOINTMENT_OR_LOCATION, text="走不动，能上门办吗")
    scene.says(Act.INFORM, value("text", "和平路十二号"), text="和平路十二号")

    scene.says(Act.SKIP)

    assert words(scene) == [("visit", "agreed", "resident")]
    (rung,) = [command for command in scene.commands if isinstance(command, RingDesk)]
    assert [(one.purpose, one.given) for one in rung.consents] == [("visit", True)]


def test_a_neighbour_who_is_unwilling_is_not_applied_for() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="gaoling", subject="neighbour")
    scene.says(Act.CHOOSE, value("choice", "beside"), text="1")

    replies = scene.says(Act.DENY)

    assert phrases(replies) == ["consent_helper_refused"]
    assert words(scene) == [("helper", "refused", "helper")]
    assert next(iter(scene.drafts.values())).status == "open"


def test_a_refused_visit_stops_nothing_but_the_visit() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="dibao", subject="self")
    draft = next(iter(scene.drafts.values()))
    told = {"hukou": "321102", "relief_status": "none", "household_size": 1, "household_income": 300}
    told |= {"much_property": "no", "household_members": "我", "address": "花山湾3栋", "who_for": "self"}
    answers = {name: Told(value=said, words="", turn=1, asked=True) for name, said in told.items()}
    scene.drafts[draft.id] = replace(draft, answers=answers)

    replies = scene.says(Act.DENY)

    assert phrases(replies)[0] == "consent_visit_refused"
    assert asks(replies) == "name"


def test_a_consent_taken_back_takes_back_what_was_given_for_it_alone() -> None:
    scene = reviewing()
    scene.says(Act.INFORM, text="撤回同意")

    scene.says(Act.CHOOSE, value("choice", "call_back"), text="打电话")

    (draft,) = scene.drafts.values()
    assert "phone" not in draft.answers
    assert draft.answers["consent"].value == "yes"
    assert words(scene) == [("call_back", "revoked", "helper")]
