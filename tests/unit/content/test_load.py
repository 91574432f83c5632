"""YAML with line numbers, without its traps."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from content.load import parse


def _root(text: str) -> Any:
    """Return the root of a text that has no problem."""
    root, problems = parse("a.yml", text)
    assert root is not None
    assert problems == ()
    return root


def _faults(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.fault) for problem in parse("a.yml", text)[1]]


def test_every_value_knows_its_line():
    root = _root("one: 1\ntwo:\n  - a\n  - b\n")

    assert root.value["one"].line == 1
    assert [node.line for node in root.value["two"].value] == [3, 4]
    assert root.key_lines["two"] == 2


def test_scalars_have_the_type_an_editor_means():
    root = _root('age: 80\nd: 1.5\nday: 2026-01-31\nt: true\ne: null\nw: "010"\n')

    values = {name: node.value for name, node in root.value.items()}
    assert values == {
        "age": 80, "d": Decimal("1.5"), "day": date(2026, 1, 31), "t": True, "e": None, "w": "010",
    }  # fmt: skip


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "No", "Y", "010", "12:30", "0b1"])
def test_a_bare_word_that_yaml_would_twist_is_refused(word):
    faults = _faults(f"a: {word}\n")

    assert len(faults) == 1
    assert faults[0][0] == 1


@pytest.mark.parametrize("word", ["yes", "no", "on", "010"])
def test_the_same_word_in_quotes_is_taken_as_it_stands(word):
    assert _root(f'a: "{word}"\n').value["a"].value == word


@pytest.mark.parametrize("key", ["yes", "no", "on", "12", "true", "2026-01-01"])
def test_a_bare_key_that_is_no_word_is_refused(key):
    assert _faults(f"{key}: 1\n")


def test_a_key_that_stands_twice_is_refused_with_both_lines():
    assert _faults("a: 1\nb: 2\na: 3\n") == [(3, "the key 'a' already stands on line 1")]


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: !!python/name:os.system x\n", "a: !secret x\n"])
def test_anchors_and_tags_are_refused(text):
    assert _faults(text)


def test_a_broken_file_is_one_problem_with_its_line():
    root, problems = parse("a.yml", "a: 1\nb: [1\n")

    assert root is None
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["a: 1\nb:\t2\n", "a: 1\nb: 一\t二\n", "a: 1\n\tb: 2\n"])
def test_a_tab_is_refused_wherever_it_stands(text):
    assert _faults(text) == [(2, "a tab stands in the line")]


def test_an_empty_file_is_a_problem():
    assert _faults("") == [(1, "the file is empty")]


@pytest.mark.parametrize("word", [".inf", ".nan", "2026-02-30"])
def test_a_number_or_day_that_is_none_is_refused(word):
    assert _faults(f"a: {word}\n")
