"""Which of the benefits a household is sure of go together best, and what they come to.

Only what may be spoken is added up, in one unit; what two give that do not simply add (the higher, the difference, as
the place says) is left out of the sum, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from policies.amounts import Due
from policies.matrix import Pair

_EITHER = ("one_of", "higher")
_UNSETTLED = ("difference", "local")


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Benefits that can be had at the same time, in the matrix's order, and the sum of those with a known amount.

    `added` are the amounts of `total`, all in `unit`; fewer than two make no sum. `apart` are the pairs among them
    that do not simply add. `joined`: a source says of every two of `added` that they go together.
    """

    benefits: tuple[str, ...]
    added: tuple[tuple[str, Decimal], ...] = ()
    unit: str = ""
    apart: tuple[Pair, ...] = ()
    joined: bool = False

    @property
    def total(self) -> Decimal | None:
        """Return the sum, or None where there is nothing to add or nobody says that they go together."""
        if len(self.added) < 2 or not self.joined:
            return None
        return sum((amount for _, amount in self.added), Decimal(0))


def best(sure: Sequence[tuple[str, Due | None]], pairs: Sequence[Pair]) -> Together:
    """Return the combination of benefits that brings most; of equal ones that with more of them, then the earlier."""
    amounts = {benefit: due for benefit, due in sure if due is not None and not due.figure.floor}
    unit = _commonest([due.unit for due in amounts.values()])
    found = Together(benefits=())
    for benefits in _possible([benefit for benefit, _ in sure], pairs):
        apart = tuple(p for p in pairs if p.kind in _UNSETTLED and {p.one, p.other} <= set(benefits))
        open_ones = {name for pair in apart for name in (pair.one, pair.other)}
        added = tuple(
            (name, amounts[name].amount)
            for name in benefits
            if name in amounts and amounts[name].unit == unit and name not in open_ones
        )
        joined = all(
            any(pair.kind == "together" and pair.joins(one, two) for pair in pairs)
            for (one, _), (two, _) in combinations(added, 2)
        )
        other = Together(benefits=benefits, added=added, unit=unit, apart=apart, joined=joined)
        if _worth(other) > _worth(found):
            found = other
    return found


def _possible(benefits: Sequence[str], pairs: Sequence[Pair]) -> Iterator[tuple[str, ...]]:
    """Yield the combinations without two that exclude each other, the largest first."""
    rivals = [{pair.one, pair.other} for pair in pairs if pair.kind in _EITHER]
    rivals = [pair for pair in rivals if pair <= set(benefits)]
    contested = [name for name in benefits if any(name in pair for pair in rivals)]
    for left_out in range(len(contested) + 1):
        for gone in combinations(reversed(contested), left_out):
            kept = tuple(name for name in benefits if name not in gone)
            if not any(pair <= set(kept) for pair in rivals):
                yield kept


def _worth(found: Together) -> tuple[Decimal, int]:
    return sum((amount for _, amount in found.added), Decimal(0)), len(found.benefits)


def _commonest(units: Sequence[str]) -> str:
    return max(units, key=units.count) if units else ""
