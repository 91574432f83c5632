"""Every fault and remedy the code can tell an editor is there in Chinese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.chinese import gap_in_chinese, in_chinese
from content.problem import Problem
from policies.gaps import Lack

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("content", "policies", "flows", "nlu")
TOLD_AS = frozenset({"fault", "remedy", "what"})
TELLERS = frozenset({"Problem", "fault", "_problem", "_at"})
CHINESE = re.compile("[\u4e00-\u9fff]")


def _template(node: ast.expr) -> str:
    """A text with {} for each gap; empty for what is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.BinOp(left=left, right=right):
            return (_template(left) or "{}") + (_template(right) or "{}")
        case _:
            return ""


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Tuple):
        yield from (text for part in node.elts for text in _texts(part))
    elif re.search("[a-z]{2,} ", text := _template(node)):
        yield text


def _told(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            names = {
                name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)
            }
            yield from _texts(node.value) if names & TOLD_AS else ()
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = (*node.args, *(word.value for word in node.keywords if word.arg in TOLD_AS))
            yield from (text for one in given for text in _texts(one)) if called in TELLERS else ()


TEMPLATES = sorted(
    {
        text
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for text in _told(ast.parse(path.read_text("utf-8")))
    }
)


def test_the_code_is_searched_for_what_it_tells():
    assert len(TEMPLATES) > 200
    assert {"the figure has no value", "{} is missing", "add `{}:`"} <= set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_an_editor_is_told_is_there_in_chinese(template):
    text = template.replace("{}", "x1")

    told = in_chinese(Problem(path="a.yml", line=3, fault=text, remedy=text))

    assert CHINESE.search(told.fault) or CHINESE.search(told.remedy)


def test_what_stands_in_the_gaps_is_kept_and_kinds_of_things_are_named():
    problem = Problem(
        path="a.yml", line=8, fault="the source 'G1-2026' does not exist", remedy="did you mean G1-2025?"
    )

    told = in_chinese(problem)

    assert str(told) == "a.yml:8: 来源 里没有 'G1-2026' -> 是不是想写 G1-2025？"


def test_what_has_no_words_yet_stays_as_it_is():
    problem = Problem(path="a.yml", line=1, fault="nobody ever said this", remedy="nor that, my friend")

    assert in_chinese(problem) == problem


@pytest.mark.parametrize("lack", list(Lack))
def test_every_kind_of_gap_has_a_name(lack):
    assert CHINESE.search(gap_in_chinese(lack))
