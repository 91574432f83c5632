"""Replay: where some answers lead, and how a changed answer changes the path."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.journey import journey
from flows.place import Place, without
from flows.state import Told
from policies.verdict import Facts, Unknown
from tests.unit.flows.scene import GOOD_ID, TODAY, ZHENJIANG, known, library

CHENGKOU = "500229"
MOTHER: Facts = {"who_for": "mother", "hukou": "321102"}
OLD: Facts = {**MOTHER, "age": 83}
FORM: Facts = {
    "name": "王秀兰",
    "id_number": GOOD_ID,
    "bank_card": "6222021234567890128",
    "phone": "13800138000",
}


def place(answers: Facts, *, volunteered: tuple[str, ...] = ()) -> Place:
    told = {n: Told(value=v, words="", turn=1, asked=n not in volunteered) for n, v in answers.items()}
    return Place(
        flows=library(),
        flow="apply_gaoling",
        benefit="gaoling",
        aspect=None,
        answers=told,
        policies=known(),
        region="500000" if answers.get("hukou") == CHENGKOU else ZHENJIANG,
        today=TODAY,
        on=TODAY,
    )


def opened(here: Place) -> str | None:
    question = journey(here).open
    return question.id if question else None


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, "who_for"),
        ({"who_for": "mother"}, "hukou"),
        ({"who_for": "mother", "hukou": "321102"}, "age"),
        ({"who_for": "mother", "hukou": "321102", "age": 83}, "social_card_active"),
        ({"who_for": "mother", "hukou": "321102", "age": 78}, "still_apply"),
        ({"who_for": "mother", "hukou": "321102", "age": 79}, "social_card_active"),
        ({"who_for": "mother", "hukou": CHENGKOU}, "age"),
        ({"who_for": "mother", "hukou": CHENGKOU, "age": 82}, "name"),
        ({"who_for": "mother", "hukou": "321102", "age": Unknown.DECLINED}, "social_card_active"),
        (
            {"who_for": "mother", "hukou": "321102", "age": 83, "social_card_active": "active"},
            "missed_before",
        ),
        ({"who_for": "mother", "hukou": "321102", "age": 83, "social_card_active": "none"}, "name"),
    ],
)
def test_the_answers_alone_say_what_is_asked_next(answers: Facts, asked: str) -> None:
    assert opened(place(answers)) == asked


def test_an_identity_number_answers_the_age_too() -> None:
    assert opened(place({**MOTHER, "id_number": GOOD_ID})) == "social_card_active"


def test_a_changed_answer_changes_the_path_and_keeps_the_others() -> None:
    before = place({**MOTHER, "age": 78, "still_apply": "yes", **FORM, "id_number": Unknown.DECLINED})
    after = replace(before, answers={**before.answers, "age": Told(value=83, words="", turn=2, asked=True)})

    assert (opened(before), opened(after)) == ("consent", "social_card_active")


def test_an_answer_that_is_forgotten_is_asked_again() -> None:
    here = place({**OLD, "social_card_active": "none", **FORM})

    assert opened(replace(here, answers=without(here.answers, ("name",)))) == "name"


def test_nothing_is_asked_twice_on_one_path() -> None:
    here = place({**OLD, "social_card_active": "active", "missed_before": "yes", **FORM})

    asked = [question.id for question in journey(here).asked]

    assert len(asked) == len(set(asked))


def test_consent_that_was_only_mentioned_is_asked_for() -> None:
    answers: Facts = {**OLD, "social_card_active": "none", **FORM, "consent": "yes", "confirm_submit": "yes"}

    assert opened(place(answers, volunteered=("consent", "confirm_submit"))) == "consent"


def test_a_needed_answer_that_was_declined_is_still_open() -> None:
    assert opened(place({"who_for": Unknown.DECLINED})) == "who_for"


def test_the_verdict_is_another_step_when_it_is_another_verdict() -> None:
    assert journey(place(OLD)).passed != journey(place({**MOTHER, "age": 75})).passed


def test_the_way_ahead_grows_shorter_with_every_answer() -> None:
    ways = [journey(place(answers)).ahead for answers in ({}, {"who_for": "mother"}, MOTHER, OLD)]

    assert ways == sorted(ways, reverse=True)
    assert ways[0] > ways[-1]
