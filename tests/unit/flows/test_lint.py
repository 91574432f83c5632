"""Every fault of a flow file is found, with its file and line."""

from __future__ import annotations

import pytest

import flows.library
from bot.settings import ROOT
from content.release import of_folder
from tests.unit.flows.faulty import faults
from tests.unit.flows.scene import known

FLOW = """flows:
  odd:
    name: 试试
    description: 试试
    steps:
"""
BRANCH = "        next:\n          - if: {}\n            then: END\n          - else: END\n"
MOOD = "questions:\n  mood:\n    kind: text\n"
ASKED = "phrases: {ask_mood: 心情咋样？}\n"
AGE = "      - collect: age\n"


def flow(line: str) -> str:
    """Return the start of a flow with one more line before its steps."""
    return FLOW.replace("    steps", f"    {line}\n    steps")


def test_the_library_itself_has_no_fault() -> None:
    assert flows.library.problems(of_folder(ROOT).files, known()) == ()


@pytest.mark.parametrize(
    ("steps", "line", "fault"),
    [
        ("      - collect: shoe_size\n", 6, "shoe_size is collected but not among the questions"),
        ("      - action: dance\n", 6, "dance is no action"),
        ("      - action: utter_dance\n", 6, "says dance, which no file defines"),
        ("      - decide: dibaoo\n", 6, "decides on dibaoo, which has no card"),
        ("      - call: nowhere\n", 6, "leads to the flow nowhere, which does not exist"),
        ("      - link: nowhere\n", 6, "leads to the flow nowhere, which does not exist"),
        ("      - link: human\n        next: END\n", 6, "a link does not come back"),
        ("      - collect: age\n        action: submit\n", 6, "a step does exactly one thing"),
        ("      - collect: age\n        next: nowhere\n", 6, "leads to the step nowhere, which odd lacks"),
        ("      - noop: true\n        next: END\n      - collect: age\n", 8, "nobody can reach the step"),
        ("      - {id: here, collect: age}\n      - {id: here, collect: name}\n", 7, "stands twice"),
        ("      - consent: dancing\n" + BRANCH.format('"no"'), 6, "dancing is no purpose of consent"),
        ("      - consent: visit\n", 6, "the consent visit does not say where a no leads"),
        ("      - consent: visit\n" + BRANCH.format('"yes"'), 6, "does not say where a no leads"),
        ("      - collect: consent\n" + BRANCH.format("maybe"), 6, "consent is never 'maybe'"),
        ("      - noop: true\n" + BRANCH.format("{answer: mood, is: good}"), 6, "which is no question"),
        (
            '      - collect: consent\n        next:\n          - if: "yes"\n            then: END\n',
            6,
            "the branches have no else",
        ),
    ],
)
def test_a_step_that_cannot_work_is_found(steps: str, line: int, fault: str) -> None:
    found = faults(FLOW + steps)

    assert any(fault in what for _, what in found), found
    assert min(abs(at - line) for at, what in found if fault in what) <= 1, found


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("phrases:\n  fine: 好。\n", 2, "the phrase fine already stands in flows/library/asking.yml"),
        ("phrases:\n  two_at_once: 几岁？户口在哪儿？\n", 2, "two_at_once asks two questions at once"),
        ("phrases:\n  one: [a]\n", 2, "a phrase should be words"),
        (MOOD, 3, "nothing asks mood"),
        (MOOD + "    in_review: true\n" + ASKED, 3, "without a label"),
        (MOOD + "    colour: red\n" + ASKED, 4, "colour"),
        (flow("benefit: nothing") + AGE, 3, "which has no card"),
        (flow("nlu_trigger: [{intent: dance}]") + AGE, 3, "which is no act"),
    ],
)  # fmt: skip
def test_words_and_questions_that_cannot_work_are_found(text: str, line: int, fault: str) -> None:
    found = faults(text)

    assert any(fault in what and abs(at - line) <= 1 for at, what in found), found


LONG = "字字字字字字字字字。" * 6 + "嗯"
PURPOSE = "purposes:\n  dance: {{name: 跳舞, question: {}}}\n"


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        (PURPOSE.format("nobody"), 2, "nobody is no question"),
        (PURPOSE.format("still_apply"), 2, "takes something else than a plain yes or no"),
        (
            PURPOSE.format("mood")
            + f"questions:\n  mood: {{kind: yes_no, required: true}}\nphrases:\n  ask_mood: {LONG}\n",
            2,
            "ask_mood asks for a consent in 61 characters",
        ),
    ],
)
def test_a_purpose_that_cannot_be_asked_for_is_found(text: str, line: int, fault: str) -> None:
    found = faults(text)

    assert any(fault in what and at == line for at, what in found), found


def test_a_consent_of_sixty_characters_is_short_enough() -> None:
    text = (
        PURPOSE.format("mood")
        + "questions:\n  mood: {kind: yes_no, required: true}\n"
        + f"phrases:\n  ask_mood: {LONG[1:]}\n  ask_mood_again: 行吗？\n  ask_mood_plainly: 好吗？\n"
        + "  why_mood: 要您点头。\n"
    )

    assert faults(text) == []


def test_all_faults_of_all_files_are_told_at_once() -> None:
    found = faults(FLOW + "      - collect: shoe_size\n      - action: dance\nphrases:\n  fine: 好。\n")

    assert len(found) == 3
