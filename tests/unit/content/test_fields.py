"""Taking values out of a mapping: everything that is wrong is noted, nothing stops."""

from datetime import date
from decimal import Decimal

from content.fields import Fields
from content.load import parse
from content.problem import Problem


def _fields(text: str) -> tuple[Fields, list[Problem]]:
    root, found = parse("a.yml", text)
    assert root is not None
    problems = list(found)
    return Fields(root, problems), problems


def test_values_come_in_their_types():
    fields, problems = _fields("w: 字\ncount: 3\nd: 2.5\nday: 2026-01-31\nf: true\nl: [a, b]\n")

    assert fields.text("w") == "字"
    assert fields.whole("count") == 3
    assert fields.number("d") == Decimal("2.5")
    assert fields.day("day") == date(2026, 1, 31)
    assert fields.flag("f") is True
    assert fields.texts("l") == ("a", "b")
    assert problems == []


def test_a_missing_key_and_a_wrong_type_are_each_a_problem_with_a_remedy():
    fields, problems = _fields("count: many\nw: 3\n")

    fields.text("w")
    fields.whole("count")
    fields.text("gone")

    assert [problem.fault for problem in problems] == [
        "w should be words", "count should be a whole number", "gone is missing",
    ]  # fmt: skip
    assert all(problem.remedy for problem in problems)


def test_a_key_nobody_took_is_unknown_and_a_near_one_is_proposed():
    fields, problems = _fields("colour: red\nsince: 2026-01-01\nsinec: 2026-01-01\n")

    with fields:
        fields.day("since")

    assert [(problem.line, problem.fault) for problem in problems] == [
        (1, "unknown key 'colour'"), (3, "unknown key 'sinec'"),
    ]  # fmt: skip
    assert problems[1].remedy == "did you mean since?"


def test_a_choice_outside_the_list_names_the_list():
    fields, problems = _fields("need: perhaps\n")

    assert fields.choice("need", ("must", "later"), default="must") == "must"
    assert problems[0].remedy == "use one of: later, must"


def test_a_list_where_a_mapping_is_wanted_is_a_problem():
    _, problems = _fields("- a\n- b\n")

    assert [problem.fault for problem in problems] == ["should be a mapping of keys and values"]


def test_null_is_no_number_and_no_problem():
    fields, problems = _fields("value: null\n")

    assert fields.number("value") is None
    assert problems == []


def test_one_word_counts_as_a_list_of_one():
    fields, _ = _fields("say: 一句话。\n")

    assert fields.texts("say") == ("一句话。",)
