"""What a change of the library does to the applications that are open: whose verdict or amount would be another.

Nothing is changed by looking. A caseworker decides each case, with the figures of the day its card says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases import store
from cases.case import Case, Kind
from cases.facts import judged_on, stated_facts
from cases.queue import queue
from policies.amounts import due
from policies.decide import decide
from policies.impact import Change, change_of
from policies.policies import Policies
from policies.screen import Result
from storage.engine import Db


def impact(
    db: Db, before: Policies, after: Policies, *, region: str, today: date
) -> Iterator[tuple[Case, Change | None]]:
    """Yield the open applications of a region, each with what would be otherwise of its own benefit, or None."""
    for row in queue(db, region=region, kinds=(Kind.APPLICATION,)):
        case = store.case(db, row.number)
        old, new = _result(before, case, today), _result(after, case, today)
        yield case, change_of(case.number, old, new) if old and new else None


def _result(policies: Policies, case: Case, today: date) -> Result | None:
    """Judge a case; None where a release has no card for it, or does not know its place."""
    benefit = case.benefit
    if benefit is None or benefit not in policies.cards or case.region not in policies.regions:
        return None
    facts, on = stated_facts(policies, case), judged_on(policies, case, today)
    return Result(
        verdict=decide(policies, benefit, facts, region=case.region, today=on),
        due=due(policies, benefit, facts, region=case.region, on=on, today=today),
    )
