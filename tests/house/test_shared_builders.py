"""What several tests build on has a name of its own: nothing is imported from a test module or a conftest."""

import ast
from collections.abc import Iterator

from tests.house.tree import Module, modules, nodes


def _borrowed(module: Module) -> Iterator[str]:
    for node in nodes(module.syntax):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tests."):
            named = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            named = [each.name for each in node.names if each.name.startswith("tests.")]
        else:
            continue
        parts = {part for name in named for part in name.split(".")[1:]}
        if any(part == "conftest" or part.startswith("test_") for part in parts):
            yield f"{module.at(node)} builds on a test: move what is shared to a module named for it"


def test_no_module_builds_on_a_test_module():
    found = [fault for module in modules("tests", "benchmarks") for fault in _borrowed(module)]

    assert not found, "\n".join(found)


def test_a_borrowed_builder_would_be_found():
    text = (
        "from tests.unit.tea.test_kettle import kettle\nfrom tests.unit.tea import test_kettle\n"
        "import tests.unit.conftest\nfrom tests.needs import missing\nfrom nlu.test_x import y\n"
    )
    module = Module(path="tests/example.py", text=text, syntax=ast.parse(text))

    assert len(list(_borrowed(module))) == 3
