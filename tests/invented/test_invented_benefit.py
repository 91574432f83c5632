"""A new benefit is files only: card, figure, source, fact, flow, phrases, names and sentences.

It is laid on top of the tree's own library and goes from a resident's sentence to a caseworker's decision.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import bot.release
from bot.message import Bubble
from cases import decision, work
from cases.case import Status
from content.release import Release, of_files
from nlu.acts import Act
from tests.stage import Stage, in_force, stage_with, tree

LIBRARY = Path(__file__).parent / "library"
DEMO_CITY = "990000"


def with_the_invented_one() -> Release:
    """Return the tree's library with the invented benefit's files added."""
    more = {path.relative_to(LIBRARY).as_posix(): path.read_text("utf-8") for path in LIBRARY.rglob("*.yml")}
    ours = tree().files
    assert not set(more) & set(ours), "the invented benefit may add files, never replace one"
    return of_files({**ours, **more})


def test_the_invented_benefit_is_yaml_alone() -> None:
    assert {path.suffix for path in LIBRARY.rglob("*") if path.is_file()} == {".yml"}
    assert bot.release.problems(with_the_invented_one()) == ()


@pytest.mark.training
def test_it_is_known_by_its_words_alone_also_misspelt_and_in_a_sentence_never_learnt() -> None:
    understanding = in_force(with_the_invented_one()).understanding

    reading = understanding.read(
        understanding.analyse("暖炉补帖怎么申请"), expecting=None, before=None, today=date(2026, 11, 21)
    )

    assert (reading.act, reading.benefit, reading.aspect) == (Act.ASK_POLICY, "warm_stove", "process")


@pytest.mark.training
def test_an_invented_benefit_goes_from_a_sentence_to_a_decision(tmp_path: Path) -> None:
    stage = stage_with(
        tmp_path, in_force(with_the_invented_one()), today=date(2026, 11, 21), region=DEMO_CITY
    )

    assert said(stage.says("暖炉补贴一年能给多少钱啊")) == ["policy_answer", "offer_apply"]
    assert asked(stage.says("那我给我妈办这个暖炉补贴，她七十二岁")) == "hukou"
    assert asked(stage.says("示例市")) == "stove"
    told = stage.says("屋里烧煤")
    assert (said(told)[0], asked(told)) == ("verdict_yes", "name")
    assert "300" in told[0].text
    assert asked(stage.says("王秀兰")) == "phone"
    assert asked(stage.says("13800138000")) == "consent"
    assert asked(stage.says("同意")) == "confirm_submit"
    assert "submitted" in said(stage.says("对"))
    assert said(stage.says("办到哪了")) == ["progress_received"]

    decided(stage)

    assert said(stage.says("现在办到哪了")) == ["progress_approved"]


def decided(stage: Stage) -> None:
    """Claim the one application and approve it."""
    (case,) = stage.cases()
    assert (case.benefit, case.number[0]) == ("warm_stove", "W")
    with stage.parts.store.writing() as db:
        assert work.claim(db, case.number, "li", region=DEMO_CITY)
    (claimed,) = stage.cases()
    with stage.parts.store.writing() as db:
        reasons = ["烧煤炉，年龄也够"]
        decision.decide(db, case.number, "li", Status.APPROVED, reasons, version=claimed.version)


def said(bubbles: tuple[Bubble, ...]) -> list[str]:
    """Return the phrase ids of a turn."""
    return [phrase for bubble in bubbles for phrase in bubble.phrases]


def asked(bubbles: tuple[Bubble, ...]) -> str | None:
    """Return the question that a turn ends in."""
    return next((bubble.asks for bubble in reversed(bubbles) if bubble.asks), None)
