"""Look over a household of several people: what is due to the household, and what to which of its members.

A benefit for persons (an old, a disabled, an orphaned one) is judged for each member on the household's facts and the
member's own; one for households is judged once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from policies.policies import Policies
from policies.screen import Result, screen
from policies.verdict import Answer, Facts

HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of a household as they are called there, with the facts that are theirs alone."""

    name: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One benefit's result; `member` is whose it is, "" where it is the whole household's."""

    member: str
    result: Result


def screen_members(
    policies: Policies, household: Facts, members: Sequence[Member], *, region: str, today: date
) -> tuple[Share, ...]:
    """Judge every benefit of the matrix for a household and each of its members; raises UnknownRegion.

    The results stand in the matrix's order, the members' in theirs. What the household is refused for want of a
    member's fact is not decided by one member: a benefit for the household looks at its own facts only.
    """
    whole = {
        result.benefit: result for result in screen(policies, household, region=region, today=today).results
    }
    own = [(member.name, _by_benefit(policies, household, member, region, today)) for member in members]
    found: list[Share] = []
    for benefit, result in whole.items():
        if policies.cards[benefit].unit == HOUSEHOLD or not members:
            found.append(Share(member="", result=result))
        else:
            found.extend(Share(member=name, result=results[benefit]) for name, results in own)
    return tuple(found)


def whose(found: Sequence[Share], benefit: str, answer: Answer) -> tuple[str, ...]:
    """Return the members for whom a benefit has an answer and is worth telling."""
    return tuple(
        item.member
        for item in found
        if item.result.benefit == benefit and item.result.proposed and item.result.verdict.answer is answer
    )


def _by_benefit(
    policies: Policies, household: Facts, member: Member, region: str, today: date
) -> Mapping[str, Result]:
    screened = screen(policies, {**household, **member.facts}, region=region, today=today)
    return {result.benefit: result for result in screened.results}
