"""Imports point down; the contracts themselves stand in pyproject.toml."""

import ast
import subprocess
import sys
import tomllib

from tests.house.tree import ROOMS, ROOT, Module, modules, nodes

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def _imports(module: Module) -> set[str]:
    found: set[str] = set()
    for node in nodes(module.syntax):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_every_import_contract_is_kept():
    linted = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert linted.returncode == 0, linted.stdout[-4000:] + linted.stderr[-2000:]
    assert " 0 broken" in linted.stdout


def test_every_room_stands_in_the_contracts():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]

    layered = [room for layer in settings["contracts"][0]["layers"] for room in layer.split(" | ")]

    assert sorted(layered) == sorted(settings["root_packages"]) == sorted(ROOMS)


def test_training_is_a_program_that_nothing_but_the_command_line_imports():
    importers = {
        module.path
        for module in modules()
        if module.dotted != "nlu.train"
        and any(f"{name}.".startswith("nlu.train.") for name in _imports(module))
    }

    assert importers <= {"bot/__main__.py"}, importers
