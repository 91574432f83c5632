"""The words about money that an approval may carry: the fact base's figure for this person, place and day.

Where the facts or the figures leave it open there are none, and the caseworker sees that there are none.
"""

from __future__ import annotations

from datetime import date

from cases.case import Case
from cases.facts import judged_on, stated_facts
from policies.amounts import due
from policies.policies import Policies


def amount_words(policies: Policies, case: Case, today: date) -> str:
    """Return the amount with its unit as it is said, or an empty text."""
    if case.benefit is None or case.benefit not in policies.cards or case.region not in policies.regions:
        return ""
    on, facts = judged_on(policies, case, today), stated_facts(policies, case)
    found = due(policies, case.benefit, facts, region=case.region, on=on, today=today)
    return policies.words.amount(found.amount, found.unit) if found else ""
