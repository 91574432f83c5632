"""A module of the rooms, the tests or the benchmarks has one subject; one that is very long says why."""

import ast

import pytest

from tests.house.sizes import EVERYWHERE, LIMIT, lines, unexplained
from tests.house.tree import Module, modules


def test_a_module_over_the_limit_says_why_in_its_docstring():
    too_long = [
        f"{module.path}: {lines(module)} lines; split it by decision, or say 'Length: …' in its docstring"
        for module in modules(*EVERYWHERE)
        if unexplained(module)
    ]

    assert not too_long, "\n".join(too_long)


@pytest.mark.parametrize(
    ("length", "docstring", "found"),
    [
        (LIMIT, "One subject.", False),
        (LIMIT + 1, "One subject.", True),
        (LIMIT + 1, "One table. Length: it is read from top to bottom, once.", False),
    ],
)
def test_a_module_that_grew_over_the_limit_in_silence_would_be_found(length, docstring, found):
    text = f'"""{docstring}"""\n' + "x = 1\n" * (length - 1)
    module = Module(path="tests/example.py", text=text, syntax=ast.parse(text))

    assert unexplained(module) is found
