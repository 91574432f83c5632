"""Every sentence of the library is short, plain and whole; what breaks a rule is found with its file and line."""

from __future__ import annotations

import re

import pytest

from tests.unit.flows.faulty import faults
from tests.unit.flows.scene import known, library
from tests.unit.flows.states import walked

LONG = "字" * 26
PHRASE = "phrases:\n  odd: {}\n"


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        (PHRASE.format("几岁？户口在哪儿？"), 2, "asks two questions at once"),
        (PHRASE.format("每月50元。"), 2, "holds a written number"),
        (PHRASE.format("请知悉。"), 2, "should not have to read '请知悉'"),
        (PHRASE.format("我们保证办成。"), 2, "should not have to read '保证'"),
        (PHRASE.format("你好。"), 2, "should not have to read '你'"),
        (PHRASE.format("来办/来问。"), 2, "cannot be read aloud"),
        (PHRASE.format(LONG + "。"), 2, "a sentence has 26 characters"),
        (PHRASE.format("|\n" + "    好好好好好好好好好。\n" * 10), 2, "odd has 100 characters"),
        (
            PHRASE.format("没有批。")
            + "bad_news:\n  odd: {fact: 没有批, reason: 因为, still: 还能, object: 不对}\n",
            2,
            "the bad news odd lacks its part 'reason'",
        ),
        (
            "questions:\n  many:\n    kind: choice\n    options:\n"
            + "".join(f"      - {{id: o{n}, label: 好}}\n" for n in range(5))
            + "phrases: {ask_many: 哪样？}\n",
            3,
            "many offers 5 choices",
        ),
        (
            "questions:\n  years:\n    kind: age\n    options:\n      - {id: a, label: 八十}\n"
            "phrases: {ask_years: 几岁？}\n",
            3,
            "years asks for a number and numbers its choices",
        ),
        ("questions:\n  late:\n    kind: text\nphrases: {ask_late: 哪天？}\n", 3, "late lacks a wording"),
        (
            "questions:\n  late:\n    kind: text\nphrases:\n"
            "  {ask_late: 哪天？, ask_late_again: 几时？, ask_late_plainly: 哪天？, why_late: 好查。}\n",
            3,
            "late is asked twice in the same words",
        ),
        (
            "questions:\n  late:\n    kind: text\nphrases:\n"
            "  {ask_late: 哪天？, ask_late_again: 几时？, ask_late_plainly: 哪一天？}\n",
            3,
            "nothing says why late is asked",
        ),
    ],
)
def test_a_sentence_that_breaks_a_rule_is_found(text: str, line: int, fault: str) -> None:
    found = faults(text)

    assert any(fault in what and abs(at - line) <= 1 for at, what in found), found


@pytest.mark.parametrize(
    "text",
    [
        PHRASE.format(LONG[1:] + "。"),
        PHRASE.format("|\n" + "    好好好好好好好好好。\n" * 9),
        PHRASE.format("每月{amount}。"),
        PHRASE.format("手机号是11位。") + "digits: {odd: 位数}\n",
    ],
)
def test_a_sentence_just_within_the_rules_is_fine(text: str) -> None:
    assert faults(text) == []


def test_what_is_said_on_every_way_through_the_flows_keeps_the_rules_too() -> None:
    hard = known().plain

    for place, words in walked():
        assert words.count("？") <= 1, (place, words)
        assert not [word for word in hard if word in words], (place, words)
        assert not re.search(r"\{[a-z_]+\}", words), (place, words)


def test_every_bad_news_is_whole_when_it_is_said() -> None:
    for name in ("verdict_no", "progress_refused", "case_refused"):
        said = library().phrases.render(
            name, {"benefit": "高龄津贴", "number": "G-0001", "reasons": "还没到八十岁。"}
        )

        assert all(part in said for part in ("还没到八十岁", "觉得不对", "找人")), said
