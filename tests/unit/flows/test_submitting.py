"""Nothing is agreed to or handed in without a plain yes to the very question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.outcome import OpenCase, TellCase
from nlu.acts import Act
from tests.unit.flows.scene import (
    answers,
    applying,
    asks,
    guess,
    phrases,
    reviewing,
    seen,
    value,
)


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


def test_an_answer_to_a_caseworkers_request_goes_to_the_case() -> None:
    scene = reviewing()
    scene.says(Act.AFFIRM, text="对")
    scene.cases = (replace(scene.cases[0], request="户口簿", status="waiting_for_resident"),)

    replies = scene.says(Act.INFORM, text="户口簿在这儿")

    assert phrases(replies) == ["request_answered"]
    assert [c.number for c in scene.commands if isinstance(c, TellCase)] == [scene.cases[0].number]


def test_thanks_after_everything_is_done_open_no_menu() -> None:
    scene = reviewing()
    scene.says(Act.AFFIRM, text="对")

    assert phrases(scene.says(Act.AFFIRM, text="对")) == ["small_talk"]


def test_seen_cases_carry_whom_they_are_for() -> None:
    scene = reviewing()

    scene.says(Act.AFFIRM, text="对")

    opened = next(command for command in scene.commands if isinstance(command, OpenCase))
    assert seen("G-1", opened).who == "mother"
