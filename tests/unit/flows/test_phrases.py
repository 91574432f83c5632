"""Phrases: gaps, lines that are left out, and what the library's own sentences must keep to."""

from __future__ import annotations

import re

import pytest

from flows.phrases import Phrases, UnknownPhrase
from tests.unit.flows.scene import library

NOT_ALWAYS_KNOWN = frozenset(
    {"who", "office", "next", "due", "amount", "source", "reasons", "request"}
    | {f"phone_{kind}" for kind in ("government", "mind", "police", "ambulance", "relief")}
)
FRAGMENT = re.compile(
    r"^(command|relation|spoken|kind|benefit|topic|noted|list|outline)_"
    r"|^(review_line|said_before|day_words|self_at_desk)$"
)
QUESTIONS = library().questions
SENTENCES = {
    name: text
    for name, text in library().phrases.texts.items()
    if not FRAGMENT.match(name) or name == "noted"
}
FORBIDDEN = (
    "你",
    "！",
    "!",
    "逾期",
    "失败",
    "错误",
    "非法",
    "无效",
    "请知悉",
    "须",
    "予以",
    "一定能",
    "保证",
)
HARD = ("申领", "核验", "补正", "户籍", "监护人")


def test_a_line_without_its_value_is_left_out() -> None:
    phrases = Phrases(texts={"bye": "再见，{name}。\n{day}见。\n回见。"})

    assert phrases.render("bye", {"name": "王奶奶"}) == "再见，王奶奶。\n回见。"


def test_an_unknown_phrase_says_where_to_add_it() -> None:
    with pytest.raises(UnknownPhrase, match="flows/library"):
        Phrases(texts={}).render("bye", {})


def test_the_gaps_of_a_phrase_can_be_listed() -> None:
    assert Phrases(texts={"bye": "{name}，{day}见。"}).gaps("bye") == {"name", "day"}


def test_what_is_left_without_the_values_nobody_may_know_is_still_a_sentence() -> None:
    for name in sorted(SENTENCES):
        gaps = library().phrases.gaps(name) - NOT_ALWAYS_KNOWN

        left = library().phrases.render(name, dict.fromkeys(gaps, "某某。"))

        assert left, f"{name} says nothing when a value is missing"
        assert left.endswith(("。", "？", "：", "”")), (name, left)


def test_a_phrase_keeps_to_the_way_we_speak() -> None:
    faults = {name: found for name, text in SENTENCES.items() if (found := manners(text))}

    assert faults == {}


def manners(text: str) -> list[str]:
    """Return what in a phrase is not said as we speak to people."""
    said = re.sub(r"\{[a-z0-9_]+\}", "12345", text)
    sentences = [part for part in re.split(r"[。？\n]", said) if part]
    return [
        *(f"the word {word}" for word in (*FORBIDDEN, *HARD) if word in said),
        *(["more than one question"] if said.count("？") > 1 else []),
        *(f"over 25 characters: {part}" for part in sentences if len(part) > 25),
        *(["over 90 characters in all"] if len(re.sub(r"\s", "", said)) > 90 else []),
    ]


def test_manners_are_missed_where_there_are_none() -> None:
    assert manners("请您于三日内补正，逾期视为放弃！") == [
        "the word ！",
        "the word 逾期",
        "the word 补正",
    ]
    assert manners("好吗？行吗？") == ["more than one question"]
    assert manners("长" * 26) == [f"over 25 characters: {'长' * 26}"]
    assert manners("\n".join(["二十个字" * 5] * 5)) == ["over 90 characters in all"]


def test_no_numeric_question_shows_numbered_choices() -> None:
    numeric = {"age", "date", "id_number", "phone", "bank_card", "number", "household_size"}

    assert [q.id for q in QUESTIONS.values() if q.options and q.kind in numeric] == []


def test_no_question_has_more_than_four_choices() -> None:
    shown_whole = [q for q in QUESTIONS.values() if not q.of_consents]

    assert [q.id for q in shown_whole if len(q.options) > 4] == []


def test_every_question_of_a_form_has_a_second_wording_and_a_reason() -> None:
    asked = [q for q in QUESTIONS.values() if q.in_review and q.id not in ("birth_date", "missed_before")]

    assert [q.id for q in asked if len(q.wordings) < 2] == []
    assert [q.id for q in asked if q.why not in library().phrases] == []
