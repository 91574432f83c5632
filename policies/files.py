"""Which library file is what: a folder's or a file's name says it, and everything else is a benefit's card.

`sources.yml` and every file in `sources/` hold sources, and so on: a file may grow into a folder of its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node, parse
from content.problem import Problem

LIBRARY = "policies/library/"
KINDS = (
    "marks",
    "sources",
    "divisions",
    "regions",
    "facts",
    "units",
    "words",
    "plain",
    "parameters",
    "answers",
    "contacts",
    "service",
    "matrix",
    "roster",
    "search",
)
CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The readable files' roots by kind; of those that cannot be read only the problems remain."""

    roots: Mapping[str, tuple[Node, ...]]

    def of(self, kind: str) -> tuple[Node, ...]:
        """Return the roots of one kind, in the order of their paths."""
        return self.roots.get(kind, ())


def sort_files(files: Mapping[str, str], problems: list[Problem]) -> Files:
    """Parse the library's files and sort them by kind; files elsewhere are left alone."""
    roots: dict[str, tuple[Node, ...]] = {}
    for path, text in sorted(files.items()):
        if not path.startswith(LIBRARY) or not path.endswith(".yml"):
            continue
        root, found = parse(path, text)
        problems.extend(found)
        kind = _kind(path, problems)
        if root is not None and kind:
            roots[kind] = (*roots.get(kind, ()), root)
    return Files(roots=roots)


def named(root: Node, problems: list[Problem]) -> Mapping[str, Node]:
    """Return the entries of a file that is one mapping of names."""
    fields = Fields(root, problems)
    entries = {name: fields.take(name) for name in fields.keys()}  # noqa: SIM118 (Fields is not a mapping)
    return {name: node for name, node in entries.items() if node is not None}


def stem(path: str) -> str:
    """Return a file's name without folder and ending."""
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def _kind(path: str, problems: list[Problem]) -> str:
    first, _, rest = path.removeprefix(LIBRARY).removesuffix(".yml").partition("/")
    if first in KINDS:
        return first
    if not rest:
        return CARD
    fault = f"the folder {first}/ is not one the policies know"
    problems.append(Problem(path=path, line=1, fault=fault, remedy="use one of: " + ", ".join(KINDS)))
    return ""
