"""Words in pieces that Telegram takes, and buttons whose data is short and says which question they belong to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.choices import chosen, tag
from bot.channels.telegram.shown import LONGEST_TEXT, buttons, pieces, units, words
from bot.message import Bubble, Choice
from tests.unit.bot.telegram.updates import ASKED


def test_a_text_of_the_longest_length_is_one_piece():
    assert pieces("字" * LONGEST_TEXT) == ("字" * LONGEST_TEXT,)


def test_one_character_more_makes_two():
    assert [units(piece) for piece in pieces("字" * (LONGEST_TEXT + 1))] == [LONGEST_TEXT, 1]


def test_a_letter_of_two_units_is_not_cut_in_half():
    text = "a" + "\U0001f600" * LONGEST_TEXT

    cut = pieces(text)

    assert "".join(cut) == text
    assert all(units(piece) <= LONGEST_TEXT for piece in cut)


def test_a_long_text_is_cut_at_the_end_of_a_line():
    lines = [f"{n}" + "字" * 99 for n in range(100)]

    cut = pieces("\n".join(lines))

    assert "\n".join(cut).split("\n") == lines


@given(st.text(alphabet=st.sampled_from("字a \n\U0001f600"), min_size=1, max_size=400))
def test_no_letter_is_lost_and_order_stays(text):
    kept = "".join(pieces(text, limit=20)).replace(" ", "").replace("\n", "")

    assert kept == text.replace(" ", "").replace("\n", "")
    assert all(units(piece) <= 20 for piece in pieces(text, limit=20))


def test_a_blank_text_has_no_piece():
    assert pieces(" \n ") == ()


def test_a_button_shows_number_and_words_and_its_data_is_short():
    long = Bubble(
        text="选", choices=(Choice(label="重度残疾人护理补贴和别的" * 5, send="重度残疾人护理补贴" * 9),)
    )

    assert [label for label, _ in buttons(ASKED)] == ["1 我自己", "2 家里人"]
    assert all(len(data.encode()) <= 64 for _, data in (*buttons(ASKED), *buttons(long)))


def test_a_label_that_is_too_long_for_a_button_stands_in_the_text():
    long = Bubble(text="选", choices=(Choice(label="一二三四五六七八九十" * 3, send="1"),))

    assert words(long).endswith("1 " + "一二三四五六七八九十" * 3)
    assert buttons(long)[0][0] == "1"


def test_a_tap_says_the_choice_of_the_bubble_it_belongs_to():
    data = buttons(ASKED)[1][1]

    assert chosen(data, [Bubble(text="知道了"), ASKED]) == "2"


@pytest.mark.parametrize("data", ["2", "c:0000000000000000:1", f"c:{tag(ASKED)}:2", "", "c::", "💥"])
def test_an_old_or_foreign_button_says_nothing(data):
    assert chosen(data, [ASKED]) is None
