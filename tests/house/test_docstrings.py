"""Every module says what it is for; every public function and class adds what its signature does not say."""

import ast
from collections.abc import Iterator

from tests.house.tree import ROOMS, Module, modules

# Alembic calls upgrade() and downgrade() by name; what they do stands in the revision's own docstring.
REVISIONS = "bot/migrations/versions/"


def _silent(module: Module) -> Iterator[str]:
    for node in module.syntax.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or ast.get_docstring(node):
            continue
        decorators = [
            one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "")
            for one in node.decorator_list
        ]
        if "overload" not in decorators:
            yield f"{module.at(node)} {node.name}"


def test_every_module_says_what_it_is_for():
    silent = [
        module.path
        for module in modules(*ROOMS, "tests", "benchmarks")
        if not ast.get_docstring(module.syntax)
    ]

    assert not silent, "\n".join(silent)


def test_every_public_function_and_class_has_a_docstring():
    silent = [
        fault for module in modules() if not module.path.startswith(REVISIONS) for fault in _silent(module)
    ]

    assert not silent, "\n".join(silent)
