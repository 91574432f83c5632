"""A question that no card answers is kept for the editors, in the person's own words, and is told so."""

from datetime import date
from pathlib import Path

import pytest

from bot.release import InForce
from storage.unanswered import Unanswered, unanswered
from tests.stage import Stage, in_force, stage_with, tree


@pytest.fixture(scope="module")
def libraries() -> InForce:
    return in_force(tree())


@pytest.fixture
def talking(tmp_path: Path, libraries: InForce) -> Stage:
    return stage_with(tmp_path, libraries, today=date(2026, 3, 20), region="321100")


def _kept(stage: Stage) -> tuple[Unanswered, ...]:
    with stage.parts.store.reading() as db:
        return unanswered(db)


def test_what_the_card_does_not_answer_goes_into_the_box(talking: Stage):
    bubbles = talking.says("尊老金能抵押贷款吗")

    assert "not_written" in [phrase for bubble in bubbles for phrase in bubble.phrases]
    assert [(item.text, item.benefit) for item in _kept(talking)] == [("尊老金能抵押贷款吗", "gaoling")]


def test_what_the_place_has_no_figure_for_goes_into_the_box(talking: Stage):
    talking.says("城口的高龄津贴多少钱")

    assert [(item.benefit, item.aspect) for item in _kept(talking)] == [("gaoling", "amount")]


def test_what_is_answered_does_not(talking: Stage):
    talking.says("海葬有奖吗")
    talking.says("镇江京口")
    bubbles = talking.says("尊老金多少钱")

    assert "policy_answer" in [phrase for bubble in bubbles for phrase in bubble.phrases]
    assert _kept(talking) == ()
