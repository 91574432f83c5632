"""Criteria as data: all / any / not / compare and nothing more. How they are judged stands in `judge`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt

from policies.days import Day

ORDERINGS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "at_least": ge,
    "more_than": gt,
    "at_most": le,
    "less_than": lt,
}
EQUAL, UNEQUAL, WITHIN = "is", "is_not", "within"
SETTLES = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """One criterion: a fact against a literal or a parameter. `within` compares a place with the one asked
    about.

    `settles` names the one answer it may give; the other one is left to the office (UNKNOWN). So is every answer
    outside the places `where` (empty: everywhere) and before the day `since`, for which its source says nothing.
    """

    id: str
    fact: str
    relation: str
    literal: Decimal | str | None = None
    parameter: str = ""
    words: str = ""
    clause: str = ""
    source: str = ""
    mark: str = ""
    settles: str = ""
    where: tuple[str, ...] = ()
    since: Day | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part must hold."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """One part must hold."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part must not hold."""

    part: Criterion


Criterion = Compare | All | Any | Not


def comparisons(criterion: Criterion) -> tuple[Compare, ...]:
    """Return the comparisons of a criterion in the order of the card."""
    match criterion:
        case Compare():
            return (criterion,)
        case Not(part=part):
            return comparisons(part)
        case All(parts=parts) | Any(parts=parts):
            return tuple(leaf for part in parts for leaf in comparisons(part))
