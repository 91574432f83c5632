"""The small language for phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.patterns import pattern
from nlu.phrasebook import Bookshelf, Phrasebook
from nlu.text import sentences


def found(source, text):
    return list(Phrasebook((pattern(source),)).find(text))


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

    assert list(Phrasebook(phrases).find(text)) == one_by_one
    assert Phrasebook(phrases).shows(text) == bool(one_by_one)


@given(st.text("攒安眠药农店不想要活死了。!", max_size=30))
def test_a_shelf_of_books_finds_what_each_book_finds(text):
    phrases = tuple(map(pattern, (*PHRASES, "[想|要]~死[了|。]", "[活$|死]了", "死$", "#[药|活]")))
    books = tuple(Phrasebook(phrases[start : start + 2]) for start in range(0, len(phrases), 2))
    one_by_one = {place: list(book.find(text)) for place, book in enumerate(books)}

    assert Bookshelf(books).find(text) == {place: found for place, found in one_by_one.items() if found}


@given(st.text("攒安眠药农店不想要活死了。!", max_size=30))
def test_phrases_of_a_sentence_are_found_in_the_whole_text_too(text):
    book = Phrasebook(tuple(map(pattern, ("攒~药", "[不想|活]了"))))
    apart = [place for start, end in sentences(text) for place in book.find_within(text, start, end)]

    assert sorted(apart) == sorted(book.find(text))
