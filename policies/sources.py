"""Where a figure or a sentence comes from, and how far that source may be trusted.

The marks are the library's: which of them may be spoken is an editor's decision, not this module's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.days import Day, take_day
from policies.files import named


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A grade of trust; what carries one that is not `speakable` is kept and never said."""

    id: str
    label: str
    speakable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document; `title` is what a resident is told, `read_at` where its text was read."""

    id: str
    title: str
    number: str
    day: Day | None
    read_at: str
    mark: str
    old: bool


def read_marks(root: Node, problems: list[Problem]) -> Mapping[str, Mark]:
    """Read the grades of trust by their one-character name."""
    found: dict[str, Mark] = {}
    for name, node in named(root, problems).items():
        with Fields(node, problems) as fields:
            found[name] = Mark(id=name, label=fields.text("label"), speakable=fields.flag("speakable"))
    return found


def read_sources(root: Node, problems: list[Problem]) -> Mapping[str, Source]:
    """Read the documents by their id."""
    found: dict[str, Source] = {}
    for name, node in named(root, problems).items():
        with Fields(node, problems) as fields:
            found[name] = Source(
                id=name,
                title=fields.text("title"),
                number=fields.text("number", required=False),
                day=take_day(fields, "day"),
                read_at=fields.text("read_at"),
                mark=fields.text("mark"),
                old=fields.flag("old"),
            )
    return found
