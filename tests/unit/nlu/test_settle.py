"""A little word at the front answers nothing where a wish follows it; a plea that asks nothing applies."""

from __future__ import annotations

from functools import cache

import pytest

from bot.settings import ROOT
from content.release import of_folder
from nlu.acts import Act
from nlu.library import Cues, read_library
from nlu.reading import Expecting, Guess, Option, Span, Value
from nlu.said import Settled
from nlu.settle import settle
from nlu.wishes import Wish


@cache
def cues() -> Cues:
    return read_library(of_folder(ROOT).files, [], training=False).cues


def settled(
    text: str, act: Act, confidence: float, *also: Guess, asked: str = "", told: tuple[Value, ...] = ()
) -> Settled:
    expecting = Expecting(kind=asked) if asked else None
    return settle(text, told, expecting, wished(text, act, confidence, *also), cues(), 0.3)


def wished(text: str, act: Act, confidence: float, *also: Guess) -> Wish:
    """The wish of a message, led by one act."""
    acts = (Guess(name=act.value, confidence=confidence), *also)
    span = Span(start=0, end=len(text), acts=acts, benefits=(), aspects=())
    return Wish(act=act, confidence=confidence, span=span, acts=acts, also=also, outside=0.0)


@pytest.mark.parametrize("opening", ["对了", "对了,", "哦对了", "不是,", "算了 "])
def test_a_little_word_before_a_question_is_no_yes_or_no(opening: str) -> None:
    assert settled(f"{opening}特困一个月多少钱", Act.ASK_POLICY, 0.99, asked="yes_no").act is Act.ASK_POLICY


def test_no_before_another_wish_is_that_wish() -> None:
    assert settled("不对,我要办特困", Act.APPLY, 0.99, asked="relation").act is Act.APPLY


def test_no_before_the_right_answer_is_still_an_answer() -> None:
    mother = Value(kind="relation", value="mother", start=3, end=5)

    assert settled("不对,我妈要办", Act.APPLY, 0.9, asked="relation", told=(mother,)).act is not Act.APPLY


def test_a_plain_yes_stays_a_yes() -> None:
    assert settled("对", Act.ASK_POLICY, 0.9, asked="yes_no").act is Act.AFFIRM
    assert settled("不是", Act.APPLY, 0.9, asked="yes_no").act is Act.DENY


@pytest.mark.parametrize("kind", ["phone", "bank_card"])
@pytest.mark.parametrize("words", ["没有", "没电话", "没得手机", "没银行卡", "莫得卡", "没办过卡"])
def test_who_has_none_of_what_is_asked_passes_over_it(words: str, kind: str) -> None:
    assert settled(words, Act.INFORM, 0.5, asked=kind).act is Act.SKIP


def test_a_plea_that_asks_nothing_applies() -> None:
    applies = Guess(name=Act.APPLY.value, confidence=0.5)

    assert settled("房子淹了,想办临时救助", Act.ASK_POLICY, 0.9, applies).act is Act.APPLY
    assert settled("想办临时救助,要什么材料", Act.ASK_POLICY, 0.9, applies).act is Act.ASK_POLICY


def test_where_no_form_is_open_a_plain_question_corrects_nothing() -> None:
    age = Value(kind="age", value=81, start=6, end=9)

    assert settled("他今年应该是81岁,怎么领补贴", Act.ASK_POLICY, 0.99, told=(age,)).act is Act.ASK_POLICY
    assert settled("应该是81岁", Act.INFORM, 0.9, asked="age", told=(age,)).act is Act.CORRECT


def test_a_wish_that_is_certain_is_none_of_the_values_it_is_told_with() -> None:
    """“Book my mother a bath this Friday” is most of it whom and when."""
    words = "给我妈约这周五洗澡"
    whom, when = (
        Value(kind="relation", value="mother", start=0, end=3),
        Value(kind="date", value=None, start=4, end=7),
    )

    assert settled(words, Act.APPLY, 0.99, told=(whom, when)).act is Act.APPLY
    assert settled(words, Act.APPLY, 0.8, told=(whom, when)).act is Act.INFORM


@pytest.mark.parametrize("words", ["他自己的卡", "折子上", "信用社那张"])
def test_words_that_pass_nothing_over_leave_no_question_empty(words: str) -> None:
    assert settled(words, Act.SKIP, 0.7, asked="choice").act is Act.UNCLEAR


@pytest.mark.parametrize("words", ["卡号我哪晓得嘛", "这个要问我儿子", "等我回家找找再讲"])
def test_who_says_what_is_lacking_passes_over_it(words: str) -> None:
    assert settled(words, Act.SKIP, 0.7, asked="bank_card").act is Act.SKIP


@pytest.mark.parametrize("words", ["谁停的", "哪个弄的"])
def test_asking_who_did_it_is_no_yes(words: str) -> None:
    assert settled(words, Act.AFFIRM, 0.6, asked="yes_no").act is Act.UNCLEAR


def test_a_choice_in_a_sentence_that_wishes_it_is_the_wish() -> None:
    """“I want to do the one for eighty-year-olds” says which one, and not only “do something”."""
    menu = (
        Option(id="apply", number=2, words=("办一件事",)),
        Option(id="certify", number=3, words=("认证",)),
    )

    def after_the_menu(text: str) -> Act:
        expecting = Expecting(kind="choice", options=menu)
        return settle(text, (), expecting, wished(text, Act.CERTIFY, 0.9), cues(), 0.3).act

    assert after_the_menu("我要给我妈做认证") is Act.CERTIFY
    assert after_the_menu("认证") is Act.CHOOSE
