"""“Oneself” said of somebody else, several households at once, and a first household that is no first choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.load import parse
from nlu.reading import Option
from nlu.values.choice import choice, line
from nlu.values.relation import Relations, find, subject
from nlu.values.relation_files import read_relations

FILE = Path(__file__).parents[4] / "nlu/library/relations.yml"


def words() -> Relations:
    root, _ = parse("relations.yml", FILE.read_text("utf-8"))
    assert root is not None
    return read_relations(root, [])


OPTIONS = (
    Option(id="self", number=1, words=("我自己", "本人", "自己")),
    Option(id="neighbour", number=2, words=("帮邻居",)),
)


@pytest.mark.parametrize("text", ["她本人在场", "他自己签的字"])
def test_somebody_elses_own_self_is_not_the_writer(text: str) -> None:
    assert choice(text, OPTIONS) is None
    assert subject(list(find(text, words(), asked=True))) is None


@pytest.mark.parametrize("text", ["我要帮六户报", "今天给三个老人办", "替几户人家办"])
def test_several_households_are_the_villages(text: str) -> None:
    assert subject(list(find(text, words(), asked=False))) == "villager"


@pytest.mark.parametrize("text", ["第一户姓王", "第二个月的", "第三次来了"])
def test_a_first_household_is_no_first_line(text: str) -> None:
    assert line(text) is None
    assert choice(text, OPTIONS) is None


def test_a_first_line_is_still_one() -> None:
    found = choice("第一个", OPTIONS)

    assert found is not None
    assert found.value == "self"
