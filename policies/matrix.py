"""Which benefit is looked at before which, and which do not go together, as the editors' matrix says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from policies.sources import Mark

KINDS = ("together", "one_of", "higher", "difference", "local")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What holds between two benefits: both, only `keep`, the higher, the difference, or as the place says.

    `say` are sentences that tell more about this pair than its kind does.
    """

    one: str
    other: str
    kind: str
    keep: str
    region: str
    source: str
    spoken: bool
    say: tuple[str, ...] = ()

    def joins(self, benefit: str, other: str) -> bool:
        """Tell whether it speaks of these two."""
        return {self.one, self.other} == {benefit, other}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The order in which a household is looked over, the pairs, and what people ask for most.

    `first` are facts asked before any benefit's own; `also` benefits that are judged but never asked for; `quiet` has
    for a benefit the answers after which it is not brought up as possible, `quiet_below` the number of a fact below
    which it is not.
    """

    order: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    asked_most: tuple[str, ...] = ()
    quiet: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quiet_below: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def between(self, one: str, other: str, chain: Sequence[str]) -> Pair | None:
        """Return what holds between two benefits at a place, given the codes from it up to the nation, if it may be
        said.
        """
        found = [
            pair for pair in self.pairs if pair.joins(one, other) and pair.spoken and pair.region in chain
        ]
        return min(found, key=lambda pair: chain.index(pair.region), default=None)

    def sorted(self, items: Mapping[str, Value]) -> Mapping[str, Value]:
        """Return the same mapping with the most asked first; the rest keeps its order."""
        first = [name for name in self.asked_most if name in items]
        return {name: items[name] for name in (*first, *(name for name in items if name not in first))}


def read_matrix(roots: tuple[Node, ...], marks: Mapping[str, Mark], problems: list[Problem]) -> Matrix:
    """Read the matrix; without the file there is no order and no pair."""
    order: list[str] = []
    also: list[str] = []
    first: list[str] = []
    asked_most: list[str] = []
    pairs: list[Pair] = []
    quiet: dict[str, Mapping[str, str]] = {}
    below: dict[str, Mapping[str, int]] = {}
    for root in roots:
        with Fields(root, problems) as fields:
            order.extend(fields.texts("order"))
            also.extend(fields.texts("also"))
            first.extend(fields.texts("first"))
            asked_most.extend(fields.texts("asked_most"))
            quiet.update(
                {benefit: _said(node, problems) for benefit, node in fields.entries("quiet").items()}
            )
            below.update(
                {benefit: _lines(node, problems) for benefit, node in fields.entries("quiet_below").items()}
            )
            pairs.extend(_pair(node, marks, problems) for node in fields.items("pairs"))
    return Matrix(
        order=tuple(order),
        also=tuple(also),
        first=tuple(first),
        pairs=tuple(pairs),
        asked_most=tuple(asked_most),
        quiet=quiet,
        quiet_below=below,
    )


def _said(node: Node, problems: list[Problem]) -> Mapping[str, str]:
    with Fields(node, problems) as fields:
        return {fact: fields.text(fact) for fact in fields.keys()}  # noqa: SIM118 (Fields is not a mapping)


def _lines(node: Node, problems: list[Problem]) -> Mapping[str, int]:
    with Fields(node, problems) as fields:
        return {fact: fields.whole(fact) for fact in fields.keys()}  # noqa: SIM118 (Fields is not a mapping)


def _pair(node: Node, marks: Mapping[str, Mark], problems: list[Problem]) -> Pair:
    with Fields(node, problems) as fields:
        one, other = fields.text("one"), fields.text("other")
        mark = fields.choice("mark", marks)
        return Pair(
            one=one,
            other=other,
            kind=fields.choice("kind", KINDS, default=KINDS[0]),
            keep=fields.text("keep", required=False),
            region=fields.text("region"),
            source=fields.text("source"),
            spoken=mark in marks and marks[mark].speakable,
            say=fields.texts("say"),
        )
