"""The look over a household, told by someone who answers everything they know: how long it takes, what comes of it."""

from __future__ import annotations

from datetime import date
from statistics import median
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from flows.outcome import Reply
from nlu.acts import Act
from nlu.reading import Value
from policies.screen import screen
from policies.verdict import Answer, Unknown
from tests.unit.flows.scene import Scene, asks, known, library, phrases, value

HOUSEHOLDS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/policies/households.yaml").read_text("utf-8")
)
TOLD = {"screened", "screened_nothing"}
KINDS = {"hukou": "region"}


def looked_over(household: dict[str, Any]) -> tuple[Scene, list[str], tuple[Reply, ...]]:
    """Answer every question from the household's facts until the result is told; return what was asked."""
    scene = Scene(region="000000")
    asked: list[str] = []
    replies = scene.says(Act.CHECK_ELIGIBILITY)
    while not TOLD & set(phrases(replies)):
        question = asks(replies)
        assert question is not None, phrases(replies)
        assert question not in asked, f"{question} is asked twice"
        asked.append(question)
        fact = "self" if question == "who_for" else household["facts"].get(question)
        replies = scene.says(Act.SKIP) if fact is None else scene.says(Act.INFORM, said(question, fact))
    return scene, asked, replies


def said(question: str, fact: object) -> Value:
    """Return a fact as it is read from an answer to its question."""
    kind = library().questions[question].kind
    assert isinstance(fact, int | str)
    return value("choice" if kind == "choice" else kind, fact)


@pytest.mark.parametrize("household", HOUSEHOLDS, ids=lambda household: household["name"])
def test_a_household_is_asked_no_question_twice_and_told_what_it_may_have(household: dict[str, Any]) -> None:
    _, asked, replies = looked_over(household)

    facts = {name: household["facts"].get(name, Unknown.DECLINED) for name in asked if name != "who_for"}
    found = screen(known(), facts, region="000000", today=date(2026, 11, 21))
    (told,) = [reply for reply in replies if reply.phrase in TOLD]
    said_sure = told.values.get("sure", "")
    for result in found.answered(Answer.YES):
        if result.benefit not in known().matrix.also:
            assert known().cards[result.benefit].name in said_sure
    for result in found.results:
        if result.received or result.instead:
            assert f"\n{known().cards[result.benefit].name}，" not in said_sure


def test_the_median_household_answers_at_most_twelve_questions() -> None:
    counts = sorted(len(looked_over(household)[1]) for household in HOUSEHOLDS)

    assert median(counts) <= 12
