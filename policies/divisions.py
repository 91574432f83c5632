"""The divisions of the whole country down to counties, a province to a block of lines: code, name, other names.

A person anywhere can say where they are registered; what an office adds (towns, what people call a place) stands in
`regions.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.regions import Region


def read_divisions(roots: Sequence[Node], problems: list[Problem]) -> tuple[Region, ...]:
    """Read the blocks of lines, each `code name [other names]`; their parents are derived from the codes."""
    found: list[Region] = []
    for root in roots:
        with Fields(root, problems) as fields:
            for province, block in fields.entries("divisions", required=True).items():
                found.extend(_block(province, block, problems))
    return tuple(found)


def _block(province: str, block: Node, problems: list[Problem]) -> Iterator[Region]:
    # The lines of a block begin below its key.
    for line, words in enumerate(str(block.value).splitlines(), start=block.line + 1):
        code, *names = words.split()
        if not names or len(code) != 6 or not code.isdigit() or code[:2] != province[:2]:
            fault = f"{words!r} is no division of {province}"
            problems.append(
                Problem(
                    path=block.path,
                    line=line,
                    fault=fault,
                    remedy="write a code of six digits, then its name",
                )
            )
            continue
        yield Region(code=code, name=names[0], parent="", aliases=tuple(names[1:]), listed=True)
