"""Sentences that answer for a place, each with its source: the nearest place's words are taken.

A passage may name figures only by slots such as {gaoling.min_age}; it can never carry a digit of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.days import NEVER, Day, take_day
from policies.regions import Regions
from policies.sources import Mark

SLOT = re.compile(r"\{([a-z0-9_.]+)\}")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences for a place and all inside it; `partial` when they do not settle the question asked.

    `line` is where an editor finds it.
    """

    region: str
    say: tuple[str, ...]
    source: str
    mark: str
    checked: Day
    spoken: bool
    since: Day | None = None
    old: bool = False
    partial: bool = False
    path: str = ""
    line: int = 0

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the names in braces, in the order of reading."""
        return tuple(name for sentence in self.say for name in SLOT.findall(sentence))


def nearest(passages: tuple[Passage, ...], regions: Regions, region: str) -> tuple[Passage, ...]:
    """Return the passages that may be spoken for a place, the nearest place's first."""
    chain = regions.chain(region)
    fitting = (passage for passage in passages if passage.spoken and passage.region in chain)
    return tuple(sorted(fitting, key=lambda passage: chain.index(passage.region)))


def read_passages(
    nodes: tuple[Node, ...], marks: Mapping[str, Mark], problems: list[Problem]
) -> tuple[Passage, ...]:
    """Read a list of passages; digits outside slots are problems."""
    return tuple(_passage(node, marks, problems) for node in nodes)


def _passage(node: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> Passage:
    with Fields(node, problems) as fields:
        mark = fields.choice("mark", marks)
        say = fields.texts("say", required=True)
        for sentence in say:
            if _DIGIT.search(SLOT.sub("", sentence)):
                fields.fault(
                    "a figure stands in the sentence itself", "put it into a parameter and name that: {id}"
                )
        return Passage(
            region=fields.text("region"),
            say=say,
            source=fields.text("source"),
            mark=mark,
            checked=take_day(fields, "checked", required=True) or NEVER,
            spoken=mark in marks and marks[mark].speakable,
            since=take_day(fields, "since"),
            old=fields.flag("old"),
            partial=fields.flag("partial"),
            path=node.path,
            line=node.line,
        )
