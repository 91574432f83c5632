"""Lists the longest modules and functions: `python -m tests.house.sizes`, the last lines of `make check`."""

import ast

from tests.house.tree import ROOMS, Module, modules, nodes

EVERYWHERE = (*ROOMS, "tests", "benchmarks")
AIM = 250
LIMIT = 300
"""A fifth over the aim: room to grow before a module is split, and no more; past it only with a reason."""
SCREEN = 40


def lines(module: Module) -> int:
    """The number of lines of a module, blank ones and comments included."""
    return module.text.count("\n") + (not module.text.endswith("\n"))


def unexplained(module: Module) -> bool:
    """Tell whether a module is over the limit and its docstring gives no reason that begins with 'Length:'."""
    return lines(module) > LIMIT and "Length:" not in (ast.get_docstring(module.syntax) or "")


def longest(count: int = 8) -> list[tuple[int, str]]:
    """The longest modules of rooms, tests and benchmarks, and any other that is over the aim."""
    ranked = sorted(((lines(module), module.path) for module in modules(*EVERYWHERE)), reverse=True)
    return [pair for place, pair in enumerate(ranked) if place < count or pair[0] > AIM]


def long_functions() -> list[tuple[int, str]]:
    """Functions that do not fit on a screen."""
    found = []
    for module in modules(*EVERYWHERE):
        for node in nodes(module.syntax):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > SCREEN:
                    found.append((length, f"{module.at(node)} {node.name}"))
    return sorted(found, reverse=True)


def main() -> None:
    """Print both lists."""
    print(f"Longest modules (aim {AIM}, over {LIMIT} only with a reason in the docstring):")
    for length, name in longest():
        print(f"  {length:4}  {name}{'  over the aim' if length > AIM else ''}")
    if functions := long_functions():
        print(f"Functions over {SCREEN} lines:")
        for length, name in functions:
            print(f"  {length:4}  {name}")


if __name__ == "__main__":
    main()
