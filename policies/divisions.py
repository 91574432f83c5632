"""The divisions of the whole country down to counties, a province to a block of lines: code, name, other names.

A person anywhere can say where they are registered; what an office adds (towns, what people call a place) stands in
`regions.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.regions import Region, parent_of

Block = tuple[str, str, int, str]
"""A province, the file and the line of its block, and the block's lines."""


def read_divisions(roots: Sequence[Node], problems: list[Problem]) -> Mapping[str, Region]:
    """Read the blocks of lines, each `code name [other names]`; what a place lies in is derived from the codes."""
    blocks: list[Block] = []
    for root in roots:
        with Fields(root, problems) as fields:
            for province, node in fields.entries("divisions", required=True).items():
                blocks.append((province, node.path, node.line, str(node.value)))
    found, faults = _read(tuple(blocks))
    problems.extend(faults)
    return found


@lru_cache(maxsize=4)  # thousands of lines that hardly ever change, read with every release
def _read(blocks: tuple[Block, ...]) -> tuple[Mapping[str, Region], tuple[Problem, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    faults: list[Problem] = []
    for province, path, first, text in blocks:
        # The lines of a block begin below its key.
        for line, words in enumerate(text.splitlines(), start=first + 1):
            code, *called = words.split() or [""]
            if called and len(code) == 6 and code.isdigit() and code[:2] == province[:2]:
                names[code] = tuple(called)
                continue
            fault, remedy = (
                f"{words!r} is no division of {province}",
                "write a code of six digits, then its name",
            )
            faults.append(Problem(path=path, line=line, fault=fault, remedy=remedy))
    found = {
        code: Region(code=code, name=name, parent=parent_of(code, names), aliases=tuple(aliases), listed=True)
        for code, (name, *aliases) in names.items()
    }
    return found, tuple(faults)
