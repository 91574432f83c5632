"""A module has one subject; one that is very long says why in its docstring."""

import ast

from tests.house.sizes import LIMIT, lines
from tests.house.tree import modules


def test_a_module_over_the_limit_says_why_in_its_docstring():
    too_long = [
        f"{module.path}: {lines(module)} lines; split it by decision, or say 'Length: …' in its docstring"
        for module in modules()
        if lines(module) > LIMIT and "Length:" not in (ast.get_docstring(module.syntax) or "")
    ]

    assert not too_long, "\n".join(too_long)
