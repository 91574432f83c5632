"""What a change of the library does to households: who gains, who loses, and by how much.

Two releases are given the same facts on the same day; nothing else differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from policies.amounts import Due
from policies.households import Household
from policies.members import screen_members
from policies.policies import Policies
from policies.screen import Result
from policies.verdict import Answer


class Effect(Enum):
    """What a change means to a household, one benefit at a time."""

    GAINS = "gains"
    LOSES = "loses"
    MORE = "more"
    LESS = "less"
    OPENED = "opened"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One household or member and benefit whose answer or amount differs between two releases.

    `difference` is what is due after less what was due before, where both are known in one unit.
    """

    household: str
    member: str
    benefit: str
    effect: Effect
    before: Answer
    after: Answer
    due_before: Due | None = None
    due_after: Due | None = None

    @property
    def difference(self) -> Decimal | None:
        """Return by how much the amount changes, None where it is not known on both sides."""
        if self.due_before is None or self.due_after is None or self.due_before.unit != self.due_after.unit:
            return None
        return self.due_after.amount - self.due_before.amount


_BETTER = {
    (Answer.NO, Answer.YES): Effect.GAINS,
    (Answer.UNKNOWN, Answer.YES): Effect.GAINS,
    (Answer.YES, Answer.NO): Effect.LOSES,
    (Answer.UNKNOWN, Answer.NO): Effect.LOSES,
    (Answer.NO, Answer.UNKNOWN): Effect.OPENED,
    (Answer.YES, Answer.UNKNOWN): Effect.OPENED,
}


def impact(
    before: Policies, after: Policies, households: Sequence[Household], *, region: str, today: date
) -> Iterator[Change]:
    """Yield what changes, household by household, in the order of the matrix; raises UnknownRegion."""
    for household in households:
        old = _by_benefit(before, household, region, today)
        new = _by_benefit(after, household, region, today)
        for whose in dict.fromkeys((*old, *new)):
            change = _change(household.name, whose, old.get(whose), new.get(whose))
            if change is not None:
                yield change


def change_of(name: str, before: Result, after: Result) -> Change | None:
    """Return what differs between two results for one benefit of somebody, by whatever name; None when nothing does."""
    return _change(name, ("", before.verdict.benefit), before, after)


def counted(changes: Sequence[Change]) -> Counter[tuple[str, Effect]]:
    """Count the changes by benefit and effect."""
    return Counter((change.benefit, change.effect) for change in changes)


def _by_benefit(
    policies: Policies, household: Household, region: str, today: date
) -> Mapping[tuple[str, str], Result]:
    """Return the results by member ("" for the household) and benefit."""
    shares = screen_members(policies, household.facts, household.members, region=region, today=today)
    return {(share.member, share.result.benefit): share.result for share in shares}


def _change(household: str, whose: tuple[str, str], old: Result | None, new: Result | None) -> Change | None:
    was = old.verdict.answer if old else Answer.NO
    now = new.verdict.answer if new else Answer.NO
    due_before, due_after = old.due if old else None, new.due if new else None
    effect = _BETTER.get((was, now)) or _amounts(due_before, due_after)
    if effect is None:
        return None
    return Change(
        household=household,
        member=whose[0],
        benefit=whose[1],
        effect=effect,
        before=was,
        after=now,
        due_before=due_before,
        due_after=due_after,
    )


def _amounts(before: Due | None, after: Due | None) -> Effect | None:
    if before is None or after is None:
        return None if before is after else Effect.OTHER
    if before.unit != after.unit:
        return Effect.OTHER
    if before.amount == after.amount:
        return None
    return Effect.MORE if after.amount > before.amount else Effect.LESS
