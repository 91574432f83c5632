"""The small language for phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.patterns import Phrasebook, pattern, traces


def found(source, text):
    return list(pattern(source).find(text, traces(text)))


def test_alternatives_and_gaps_match_inside_one_sentence():
    assert found("攒~[安眠药|农药]", "我攒了好多安眠药") == [(1, 8)]
    assert found("攒~[安眠药|农药]", "我攒了钱。安眠药") == []


def test_the_ends_of_the_message_can_be_asked_for():
    assert found("^不对", "不对是82") == [(0, 2)]
    assert found("^不对", "这不对") == []


@pytest.mark.parametrize("source", ["", "~药", "[开", "药~", "一~二~三~四~五"])
def test_a_phrase_that_would_match_loosely_is_refused(source):
    with pytest.raises(ValueError, match=r"gap|bracket|empty"):
        pattern(source)


PHRASES = ("攒~[安眠药|农药]", "[想要活|不想要]", "[药|]店", "不[想|要]活", "^药", "[死|不想]了", "药")


@given(st.text("攒安眠药农店不想要活死了。", max_size=20))
def test_a_book_of_phrases_finds_what_its_expressions_match(text):
    phrases = tuple(map(pattern, PHRASES))
    one_by_one = [match.span() for phrase in phrases for match in phrase.compiled.finditer(text)]

    assert list(Phrasebook(phrases).find(text, traces(text))) == one_by_one
    assert Phrasebook(phrases).shows(text) == bool(one_by_one)
