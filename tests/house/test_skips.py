"""A test is skipped in one place, `tests/needs.py`, so that none is skipped where all must run."""

import ast
from collections.abc import Iterator

from tests.house.tree import Module, modules, nodes

HOME = "tests/needs.py"
SKIPS = {"skip", "skipif", "importorskip", "skipTest", "skipUnless", "SkipTest"}


def _skips(module: Module) -> Iterator[str]:
    for node in nodes(module.syntax):
        match node:
            case ast.Attribute(attr=name, value=ast.Name(id="pytest" | "mark") | ast.Attribute(attr="mark")):
                named = {name}
            case ast.ImportFrom(module="pytest" | "unittest", names=names):
                named = {each.name for each in names}
            case _:
                continue
        if named & SKIPS:
            yield f"{module.at(node)} skips without asking whether all must run: use {HOME}"


def test_a_test_is_skipped_in_one_place():
    found = [
        fault
        for module in modules("tests", "benchmarks")
        if module.path not in (HOME, "tests/test_needs.py")
        for fault in _skips(module)
    ]

    assert not found, "\n".join(found)


def test_a_hidden_skip_would_be_found():
    text = (
        "pytest.skip('not today')\n@pytest.mark.skipif(True, reason='no')\ndef test_it(): ...\n"
        "mark.skip\npytest.importorskip('tea')\nfrom unittest import skipUnless\n"
        "Act.SKIP\npayment.skip\npytest.fail('no')\n"
    )
    module = Module(path="tests/example.py", text=text, syntax=ast.parse(text))

    assert {fault.split(" ")[0] for fault in _skips(module)} == {
        f"tests/example.py:{line}" for line in (1, 2, 4, 5, 6)
    }
