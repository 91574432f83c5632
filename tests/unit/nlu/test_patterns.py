"""The small language for phrases."""

import pytest

from nlu.patterns import pattern


def test_alternatives_and_gaps_match_inside_one_sentence():
    found = pattern("攒~[安眠药|农药]")

    assert list(found.find("我攒了好多安眠药")) == [(1, 8)]
    assert list(found.find("我攒了钱。安眠药")) == []


def test_the_ends_of_the_message_can_be_asked_for():
    assert list(pattern("^不对").find("不对是82")) == [(0, 2)]
    assert list(pattern("^不对").find("这不对")) == []


@pytest.mark.parametrize("source", ["", "~药", "[开", "药~", "一~二~三~四~五"])
def test_a_phrase_that_would_match_loosely_is_refused(source):
    with pytest.raises(ValueError, match=r"gap|bracket|empty"):
        pattern(source)
