"""How every sentence of the flow library must be: short, plain, one question, no figures of its own, bad news whole.

What the rules cannot know stands in the library: which phrases may hold a written number and why, and where the four
parts of bad news stand (what happened, why, what can still be done, how to object).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from content.fields import Fields
from content.lint import hard_words, long_sentences
from content.load import Node
from content.problem import Problem
from flows.phrases import Phrases
from flows.question import Question

LONGEST_SENTENCE = 25
LONGEST_MESSAGE = 90
MOST_OPTIONS = 4
WORDINGS = ("ask_{}", "ask_{}_again", "ask_{}_plainly")
"""The phrases of a question: asked first, asked in other words, asked in the simplest with an example."""

NUMERIC = frozenset(
    {
        "age",
        "bank_card",
        "code",
        "date",
        "household_size",
        "id_number",
        "money_monthly",
        "money_yearly",
        "number",
        "phone",
    }
)
"""Kinds whose answer is a number: a choice by digit would be taken for it."""

PARTS = ("fact", "reason", "still", "object")
BAD_NEWS = ("verdict_no", "progress_refused", "case_refused")
"""Phrases that tell a person no; each must be whole."""

_EDITORS = "outline_"
_FRAGMENT = re.compile(
    r"^(command|relation|spoken|kind|benefit|topic|noted|list|outline)_|^(review_line|said_before)$"
)
_GAP = re.compile(r"\{[a-z0-9_]+\}")
_UNSPEAKABLE = re.compile(r"[/￥¥@#]|https?:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What the library says of its own phrases: `digits` why a number is written, `bad_news` the words of each part."""

    digits: Mapping[str, str] = field(default_factory=dict)
    bad_news: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_manners(top: Fields, found: list[Problem]) -> Manners:
    """Take `digits` and `bad_news` out of a library file."""
    digits = {name: str(node.value) for name, node in top.entries("digits").items()}
    bad_news: dict[str, Mapping[str, str]] = {}
    for name, node in top.entries("bad_news").items():
        with Fields(node, found) as fields:
            bad_news[name] = {part: fields.text(part) for part in PARTS}
    return Manners(digits=digits, bad_news=bad_news)


def joined(one: Manners, other: Manners) -> Manners:
    """Return what two files say together."""
    return Manners(digits={**one.digits, **other.digits}, bad_news={**one.bad_news, **other.bad_news})


def problems(
    phrases: Phrases, places: Mapping[str, Node], manners: Manners, avoid: Mapping[str, str]
) -> Iterator[Problem]:
    """Find every phrase that a person should not have to read or hear as it is; `avoid` are the hard words."""
    for name, text in phrases.texts.items():
        if not name.startswith(_EDITORS):
            node = places[f"phrase {name}"]
            yield from hard_words(node.path, node.line, text, avoid)
            yield from _phrase(node, name, text, manners)
    yield from _bad_news(phrases, places, manners)


def _phrase(node: Node, name: str, text: str, manners: Manners) -> Iterator[Problem]:
    bare = _GAP.sub("__", text)
    if text.count("？") > 1:
        yield _at(node, f"{name} asks two questions at once", "keep the first")
    if any(letter.isdigit() for letter in bare) and name not in manners.digits:
        yield _at(
            node, f"{name} holds a written number", "use a gap, or say under `digits` why it stands there"
        )
    if _UNSPEAKABLE.search(bare):
        yield _at(node, f"{name} cannot be read aloud", "write it in words")
    if _FRAGMENT.match(name):
        return
    yield from long_sentences(node.path, node.line, text, LONGEST_SENTENCE)
    size = len("".join(bare.split()))
    if size > LONGEST_MESSAGE:
        yield _at(node, f"{name} has {size} characters", f"use at most {LONGEST_MESSAGE}")


def _bad_news(phrases: Phrases, places: Mapping[str, Node], manners: Manners) -> Iterator[Problem]:
    for name in {*BAD_NEWS, *manners.bad_news} & phrases.texts.keys():
        text, node = phrases.texts[name], places[f"phrase {name}"]
        for part in PARTS:
            words = manners.bad_news.get(name, {}).get(part, "")
            if not words or words not in text:
                remedy = f"say it, and write its words under bad_news, {name}, {part}"
                yield _at(node, f"the bad news {name} lacks its part {part!r}", remedy)


def question_problems(node: Node, question: Question, phrases: Phrases) -> Iterator[Problem]:
    """Find choices nobody can take in at once or whose digits would be taken for the answer, and missing wordings.

    Whoever did not understand a question is asked in other words, and then in simpler ones; whoever asks why is told.
    """
    if len(question.options) > MOST_OPTIONS and not question.of_consents:
        fault = f"{question.id} offers {len(question.options)} choices"
        yield _at(node, fault, f"offer at most {MOST_OPTIONS}, or ask in two steps")
    if question.options and question.kind in NUMERIC:
        fault = f"{question.id} asks for a number and numbers its choices"
        yield _at(node, fault, "leave the options out: a digit would be taken for the answer")
    yield from _wordings(node, question, phrases)


def _wordings(node: Node, question: Question, phrases: Phrases) -> Iterator[Problem]:
    wordings = [form.format(question.id) for form in WORDINGS]
    for wording in wordings[1:]:
        if wording not in phrases:
            yield _at(node, f"{question.id} lacks a wording", f"add the phrase {wording}")
    texts = [phrases.texts[wording] for wording in wordings if wording in phrases]
    if len(set(texts)) < len(texts):
        yield _at(node, f"{question.id} is asked twice in the same words", "say it in simpler ones")
    if question.why not in phrases:
        yield _at(node, f"nothing says why {question.id} is asked", f"add the phrase {question.why}")


def _at(node: Node, fault: str, remedy: str) -> Problem:
    return Problem(path=node.path, line=node.line, fault=fault, remedy=remedy)
