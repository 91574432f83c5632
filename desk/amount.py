"""The words about money that an approval may carry: the fact base's figure for this person, place and day.

Where the facts or the figures leave it open there are none, and the caseworker sees that there are none.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from cases.case import Case, Scalar
from policies.amounts import due
from policies.policies import Policies
from policies.verdict import FactValue, Unknown

NUMBERS = frozenset({"number", "money_monthly", "money_yearly"})


def amount_words(policies: Policies, case: Case, today: date) -> str:
    """Return the amount with its unit as it is said, or an empty text."""
    if case.benefit is None or case.benefit not in policies.cards or case.region not in policies.regions:
        return ""
    facts = {
        stated.fact: _fact(policies.facts[stated.fact].kind, stated.value)
        for stated in case.facts
        if stated.fact in policies.facts
    }
    on = today if policies.cards[case.benefit].decides_on == "decided_day" else case.opened_on
    found = due(policies, case.benefit, facts, region=case.region, on=on, today=today)
    return policies.words.amount(found.amount, found.unit) if found else ""


def _fact(kind: str, value: Scalar) -> FactValue:
    """Return a stored scalar as the policies know it; what no longer reads as its kind is not known."""
    if value is None:
        return Unknown.DECLINED
    try:
        if kind == "date":
            return date.fromisoformat(str(value))
        if kind in NUMBERS:
            return Decimal(str(value))
    except (ValueError, InvalidOperation):
        return Unknown.DECLINED
    return value if isinstance(value, int | str) else str(value)
