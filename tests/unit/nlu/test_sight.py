"""What the classifier sees of a message and of its parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.sight import sight
from nlu.text import clauses, sentences
from tests.stage import in_force, tree


@pytest.fixture(scope="module")
def eyes():
    return sight(in_force(tree()).understanding.library, in_force(tree()).understanding.model.sounds)


WORDS = (
    "我妈",
    "高龄津贴",
    "高龄金贴",
    "低保",
    "社保局",
    "咋个",
    "怎么办",
    "残疾证",
    ",",
    "。",
    " ",
    "、",
    "保",
    "老",
)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_a_part_is_seen_as_by_itself_but_about_what_the_message_is_about(eyes, text):
    parts = [*sentences(text), *clauses(text)]
    message, looks = eyes.views(text, parts)

    assert list(looks) == [eyes.view(text[start:end]).within(message) for start, end in parts]


def test_a_part_that_cuts_a_word_is_seen_without_it(eyes):
    message, (look,) = eyes.views("高龄津贴", [(0, 3)])

    assert look == eyes.view("高龄津").within(message)
