"""Consent is asked for one purpose at a time, every word on it is recorded, and a no stops only what needs it."""

from __future__ import annotations

import pytest

from flows.flow import Answered
from flows.outcome import KeepConsent, OpenCase
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
    assert [(one.purpose, one.given, one.said_by) for one in case.consents] == [("submit", True, "helper")]


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
