"""The look over a household, told by someone who answers everything they know: how long it takes, what comes of it."""

from __future__ import annotations

from datetime import date
from functools import cache
from statistics import median
from typing import Any

import pytest

from bot.settings import ROOT
from flows.outcome import Reply
from nlu.acts import Act
from nlu.reading import Value
from policies.screen import screen
from policies.verdict import Answer, Unknown
from tests.unit.flows.scene import Scene, asks, known, library, phrases, value
from tests.written import written

HOUSEHOLDS: list[dict[str, Any]] = written((ROOT / "tests/policies/households.yaml").read_text("utf-8"))
TOLD = {"screened", "screened_nothing"}
KINDS = {"hukou": "region"}


@cache
def looked_over(number: int) -> tuple[tuple[str, ...], tuple[Reply, ...]]:
    """Answer every question from a household's facts until the result is told; return what was asked, and it."""
    scene, household = Scene(region="000000"), HOUSEHOLDS[number]
    asked: list[str] = []
    replies = scene.says(Act.CHECK_ELIGIBILITY)
    while not TOLD & set(phrases(replies)):
        question = asks(replies)
        assert question is not None, phrases(replies)
        assert question not in asked, f"{question} is asked twice"
        asked.append(question)
        fact = "self" if question == "who_for" else household["facts"].get(question)
        replies = scene.says(Act.SKIP) if fact is None else scene.says(Act.INFORM, said(question, fact))
    return tuple(asked), replies


def said(question: str, fact: object) -> Value:
    """Return a fact as it is read from an answer to its question."""
    kind = library().questions[question].kind
    assert isinstance(fact, int | str)
    return value("choice" if kind == "choice" else kind, fact)


@pytest.mark.parametrize("number", range(len(HOUSEHOLDS)), ids=[each["name"] for each in HOUSEHOLDS])
def test_a_household_is_asked_no_question_twice_and_told_what_it_may_have(number: int) -> None:
    asked, replies = looked_over(number)

    household = HOUSEHOLDS[number]
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
    counts = sorted(len(looked_over(number)[0]) for number in range(len(HOUSEHOLDS)))

    assert median(counts) <= 12


def asked_until(question: str) -> Scene:
    """Return a look over one's own household in which a question was just put; what came before was skipped."""
    scene = Scene()
    scene.says(Act.CHECK_ELIGIBILITY)
    replies = scene.says(Act.INFORM, value("relation", "self"))
    while asks(replies) != question:
        assert asks(replies) is not None, f"{question} is not asked"
        replies = scene.says(Act.SKIP)
    return scene


def told_of(scene: Scene) -> dict[str, object]:
    """Return what the look over the household knows by now."""
    return {name: told.value for name, told in scene.state.frames[-1].answers.items()}


def test_another_one_of_the_household_is_no_correction_of_whom_it_is_for() -> None:
    scene = asked_until("relief_status")

    mine = value("age", 73, start=1, end=4), value("relation", "self", start=0, end=1)
    hers = value("relation", "spouse", start=5, end=7), value("age", 81, start=7, end=10)
    replies = scene.says(Act.INFORM, *mine, *hers, text="我七十三，老伴八十一", subject="spouse")

    assert "corrected" not in phrases(replies)
    assert asks(replies) == "relief_status"
    assert (told_of(scene)["who_for"], told_of(scene)["age"]) == ("self", 73)


def test_the_age_of_another_one_is_not_kept_as_ones_own() -> None:
    scene = asked_until("relief_status")

    hers = value("relation", "spouse", start=0, end=2), value("age", 81, start=2, end=5)
    scene.says(Act.INFORM, *hers, text="老伴八十一", subject="spouse")

    assert told_of(scene)["who_for"] == "self"
    assert told_of(scene).get("age") != 81


def test_whom_it_is_for_changes_when_it_is_said_to() -> None:
    scene = asked_until("relief_status")

    replies = scene.says(
        Act.CORRECT, value("relation", "mother"), text="不是给我，是给我妈看", subject="mother"
    )

    assert "corrected" in phrases(replies)
    assert told_of(scene)["who_for"] == "mother"


@pytest.mark.parametrize("text", ["没有车没有存款", "没有收入"])
def test_having_none_of_something_else_says_nothing_of_what_was_asked(text: str) -> None:
    scene = asked_until("basics_hard")

    scene.says(Act.DENY, value("yes_no", "no"), text=text)

    assert "basics_hard" not in told_of(scene)


@pytest.mark.parametrize("text", ["没有", "没有困难", "没有啥难处", "没有，都挺好"])
def test_none_by_itself_or_of_what_was_asked_answers_it(text: str) -> None:
    scene = asked_until("basics_hard")

    scene.says(Act.DENY, value("yes_no", "no"), text=text)

    assert told_of(scene)["basics_hard"] == "no"


def test_facts_that_sound_like_asking_to_be_looked_over_again_are_kept_and_said() -> None:
    scene = asked_until("trouble")

    told = value("money_monthly", 1200, start=1, end=7), value("relation", "spouse", start=8, end=10)
    replies = scene.says(Act.CHECK_ELIGIBILITY, *told, text="我退休金一千二，老伴没有", subject="spouse")

    assert "noted" in phrases(replies)
    assert asks(replies) == "trouble"
    assert told_of(scene)["who_for"] == "self"


def test_a_bare_number_at_a_choice_is_asked_about_as_an_age() -> None:
    scene = asked_until("relief_status")

    doubted = scene.says(Act.UNCLEAR, text="71")
    replies = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="对")

    assert asks(doubted) == "confirm_age"
    assert asks(replies) == "relief_status"
    assert told_of(scene)["age"] == 71


def test_what_the_wish_told_is_read_back_before_more_is_asked() -> None:
    scene = Scene()

    hers = value("relation", "mother"), value("age", 76), value("name", "王桂英", whose="mother")
    replies = scene.says(Act.CHECK_ELIGIBILITY, *hers, text="看看我妈能领什么", subject="mother")

    (noted,) = [reply for reply in replies if reply.phrase == "noted"]
    assert "76" in noted.values["items"]
    assert "王桂英" in noted.values["items"]


def test_a_name_told_while_looked_over_is_not_asked_for_by_the_application_that_follows() -> None:
    scene = asked_until("relief_status")
    scene.says(Act.INFORM, value("name", "王大山", whose="self"), text="我叫王大山")

    scene.says(Act.APPLY, text="办临时救助", benefit="linshi_jiuzhu")

    (draft,) = scene.drafts.values()
    assert draft.answers["name"].value == "王大山"


def test_an_offer_is_put_once_more_to_whoever_does_not_know_and_no_third_time() -> None:
    scene = asked_until("apply_for_first")

    again, left = scene.says(Act.SKIP), scene.says(Act.SKIP)

    assert asks(again) == "apply_for_first"
    assert asks(left) != "apply_for_first"


def test_a_name_told_while_looked_over_is_known_when_the_look_is_over() -> None:
    scene = asked_until("relief_status")
    scene.says(Act.INFORM, value("name", "王大山", whose="self"), text="我叫王大山")

    for _ in range(30):
        if scene.state.frames:
            scene.says(Act.SKIP)

    assert not scene.state.frames
    assert scene.state.loose["name"].value == "王大山"


@pytest.mark.parametrize("when", ["上个月", "前年"])
def test_who_died_is_nobody_a_household_is_looked_over_for(when: str) -> None:
    scene = Scene()

    husband = value("relation", "spouse", start=0, end=3)
    replies = scene.says(
        Act.CHECK_ELIGIBILITY, husband, text=f"我老公{when}去世了，我带俩孩子，有啥补助", subject="spouse"
    )

    assert asks(replies) == "who_for"
