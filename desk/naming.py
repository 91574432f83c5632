"""How ids become words on a page: names of benefits and regions, labels and values of facts.

What the policies do not name is shown by its id: a page never fails for a word that an editor removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from cases.case import Scalar
from desk.parts import Phrases
from flows.earnings import incomes
from policies.facts import FactKind
from policies.policies import Policies
from storage.engine import Db
from storage.people import accounts

CHINA = ZoneInfo("Asia/Shanghai")
# The person who writes; the page has its own word for them, since the phrase speaks to the resident.
SELF = "self"


def benefit_name(policies: Policies, benefit: str | None) -> str:
    """Return a benefit's name; empty for none."""
    if benefit is None:
        return ""
    return policies.cards[benefit].name if benefit in policies.cards else benefit


def region_name(policies: Policies, region: str) -> str:
    """Return a region's name in full."""
    return policies.regions.spoken(region) if region in policies.regions else region


def fact_label(policies: Policies, fact: str) -> str:
    """Return a fact's label."""
    return policies.facts[fact].label if fact in policies.facts else fact


def fact_kind(policies: Policies, fact: str) -> str:
    """Return a fact's value kind; text for one the policies do not know."""
    return policies.facts[fact].kind if fact in policies.facts else "text"


def fact_value(policies: Policies, phrases: Phrases, fact: str, value: Scalar) -> str:
    """Return a fact's value as a caseworker reads it; empty when the person did not know it."""
    if value is None:
        return ""
    kind = policies.facts.get(fact)
    if kind is not None and kind.kind == "relation" and value != SELF:
        return phrases.word(f"relation_{value}", str(value))
    if kind is not None and kind.kind == "incomes":
        single = (
            phrases.word(f"relation_{one.named}") + _amount(policies, str(one.monthly), kind.unit)
            for one in incomes(str(value))
        )
        return policies.words.say("and").join(single)
    return str(value) if kind is None else _spoken(policies, kind, value)


def names(db: Db) -> Mapping[str, str]:
    """Return the names of all colleagues by login."""
    return {account.login: account.name for account in accounts(db)}


def when(instant: datetime | str) -> str:
    """Return an instant (or its ISO text) in China's time, to the minute; what is none stays as it is."""
    if isinstance(instant, str):
        try:
            instant = datetime.fromisoformat(instant)
        except ValueError:
            return str(instant)
    return instant.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _spoken(policies: Policies, kind: FactKind, value: Scalar) -> str:
    text = str(value)
    match kind.kind:
        case "choice":
            return kind.option(text) or text
        case "yes_no" if kind.options:
            return kind.option(text) or text
        case "yes_no":
            return policies.words.groups.get("yes_no", {}).get(text, text)
        case "region":
            return region_name(policies, text)
        case "date":
            return _day(policies, text)
        case "receiving":
            return policies.words.say("and").join(benefit_name(policies, name) for name in text.split(","))
        case _ if kind.unit:
            return _amount(policies, text, kind.unit)
        case _:
            return text


def _day(policies: Policies, text: str) -> str:
    try:
        return policies.words.day(date.fromisoformat(text))
    except ValueError:
        return text


def _amount(policies: Policies, text: str, unit: str) -> str:
    try:
        return policies.words.amount(Decimal(text), unit)
    except InvalidOperation:
        return text
