"""Words of any length and characters leave in texts the platform takes, whole and in order."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.choices import chosen
from bot.channels.wechat import words
from bot.message import Bubble, Choice

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)


def letters(texts):
    return "".join("".join(texts).split())


@pytest.mark.parametrize("blank", ["", " ", "\n", "\u3000\n "])
def test_blank_words_are_none(blank):
    assert words.joined([Bubble(text=blank)]) == ""
    assert words.joined([Bubble(text="您好"), Bubble(text=blank)]) == "您好"


@given(anything)
def test_no_text_is_longer_than_the_limit_and_nothing_is_lost(text):
    pieces = words.cut([Bubble(text=text)])

    sent = [words.joined([piece]) for piece in pieces]
    assert all(words.size(one) <= words.LIMIT for one in sent)
    assert letters(sent) == letters([words.sendable(text)])


@given(anything)
def test_any_answer_is_xml_that_holds_the_text(text):
    text = words.sendable(text)

    found = ElementTree.fromstring(words.answer_xml(text, to="o", account="gh_1", at=1))

    assert found.findtext("Content") == text


def test_a_cut_falls_between_lines():
    lines = [f"第{number}行，要带身份证和户口簿" for number in range(200)]

    pieces = words.cut([Bubble(text="\n".join(lines))])

    assert [line for piece in pieces for line in piece.text.split("\n")] == lines


def test_one_endless_line_is_cut_between_characters():
    pieces = words.cut([Bubble(text="好" * 2000)])

    assert "".join(piece.text for piece in pieces) == "好" * 2000
    assert words.size(pieces[0].text) > words.LIMIT - 3


def test_a_sign_made_of_several_characters_stays_whole():
    family = "👨‍👩‍👧‍👦"

    for piece in words.cut_text(family * 200):
        assert (piece[0], piece[-1]) == ("👨", "👦")


def test_choices_stay_with_the_last_piece_and_keep_their_numbers():
    choices = tuple(Choice(label="选这个" * 20, send=str(number)) for number in range(1, 30))

    pieces = words.cut([Bubble(text="问" * 700, choices=choices, asks="q")])

    assert [choice for piece in pieces for choice in piece.choices] == list(choices)
    assert [piece.asks for piece in pieces][-1] == "q"
    assert all(words.size(words.joined([piece])) <= words.LIMIT for piece in pieces)


LINK = re.compile(
    r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^"&<>]+)&msgmenuid=([^"&<>]+)">([^<>]+)</a>'
)


def test_a_choice_is_a_numbered_line_to_tap_that_writes_its_words():
    asked = Bubble(
        text="给谁办？", choices=(Choice(label="我自己", send="1"), Choice(label="家里人", send="2"))
    )

    text = words.joined([asked])

    assert LINK.sub(lambda link: link[3], text) == "给谁办？\n1 我自己\n2 家里人"
    names = [link[2] for link in LINK.finditer(text)]
    assert [link[1] for link in LINK.finditer(text)] == ["我自己", "家里人"]
    assert [chosen(name, [asked]) for name in names] == ["1", "2"]
    assert chosen(names[0], [replace(asked, text="给谁办理？")]) is None


@pytest.mark.parametrize("label", ['"><script>', "a&b", "<b>", "一 二", "％\n", "长" * 21, "#", "'"])
def test_words_that_could_break_out_of_a_link_stand_without_one(label):
    text = words.joined([Bubble(text="问", choices=(Choice(label=label, send="1"),))])

    assert "weixin://" not in text
    assert f"1 {label}".strip("\n") in text


def test_what_json_would_escape_never_reaches_the_platform():
    assert words.sendable("a\x00b\\u4f60\u2028") == "a\ufffdb\uff3cu4f60\ufffd"


def test_the_end_of_cdata_inside_a_text_ends_nothing():
    found = ElementTree.fromstring(words.answer_xml("a]]>b]]]]>", to="o]]>", account="gh_1", at=1))

    assert found.findtext("Content") == "a]]>b]]]]>"
    assert found.findtext("ToUserName") == "o]]>"
