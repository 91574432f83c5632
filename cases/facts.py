"""What was stated in a case, as the policies reckon with it, and the day by which its card judges it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from cases.case import Case, Scalar
from policies.policies import Policies
from policies.verdict import FactValue, Unknown

NUMBERS = frozenset({"number", "money_monthly", "money_yearly"})


def stated_facts(policies: Policies, case: Case) -> Mapping[str, FactValue]:
    """Return a case's facts that the policies know, by name."""
    return {
        stated.fact: _fact(policies.facts[stated.fact].kind, stated.value)
        for stated in case.facts
        if stated.fact in policies.facts
    }


def judged_on(policies: Policies, case: Case, today: date) -> date:
    """Return the day whose figures hold for a case: that of the decision, or that it was received on, as its card says.

    Raises UnknownBenefit for a case of no benefit that has a card.
    """
    return today if policies.card(case.benefit or "").decides_on == "decided_day" else case.opened_on


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
