"""Say a verdict in plain words, one line for each criterion: the person's value, the threshold, the
difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policies.basis import basis
from policies.catalogue import Card
from policies.days import years_after
from policies.decide import place_of
from policies.facts import FactKind, known
from policies.parameters import Figure, in_force
from policies.passages import nearest
from policies.policies import Policies
from policies.rules import EQUAL, UNEQUAL, WITHIN, Compare, comparisons
from policies.telling import telling
from policies.verdict import Answer, Check, Facts, FactValue, Unknown, Verdict

_LINES = {"at_least": "at_least", "more_than": "at_least", "at_most": "at_most", "less_than": "at_most"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One criterion explained: `sign` and `text` for people, `basis` the source line behind it."""

    criterion: str
    answer: Answer
    sign: str
    text: str
    basis: str


def explain(policies: Policies, verdict: Verdict, facts: Facts | None = None) -> tuple[Line, ...]:
    """Return a line for each check that tells why, in the card's order; `facts` are those it was judged on.

    Who is not old enough is told the day on which they will be, where `facts` give their day of birth.
    """
    card = policies.card(verdict.benefit)
    complete = known(policies.facts, facts or {}, verdict.on)
    if card.criteria is None:
        return ()
    leaves = {leaf.id: leaf for leaf in comparisons(card.criteria)}
    told = telling(card.criteria, {check.criterion: check.answer for check in verdict.checks})
    return tuple(
        _line(policies, card, leaves, check, complete, verdict)
        for check in verdict.checks
        if check.criterion in told
    )


def reached_on(policies: Policies, check: Check, facts: Facts) -> date | None:
    """Return the day on which an age that is too low reaches the threshold, if it can be reckoned."""
    derived = policies.facts[check.facts[0]].derived
    if check.answer is not Answer.NO or derived is None or derived.by != "full_years":
        return None
    born = facts.get(derived.source)
    if not isinstance(born, date) or not isinstance(check.threshold, int | Decimal):
        return None
    return years_after(born, int(check.threshold))


def _line(
    policies: Policies,
    card: Card,
    leaves: Mapping[str, Compare],
    check: Check,
    facts: Facts,
    verdict: Verdict,
) -> Line:
    words, leaf, kind = policies.words, leaves[check.criterion], policies.facts[check.facts[0]]
    text = _text(policies, card, leaf, check, kind, facts, verdict)
    day = reached_on(policies, check, facts) if leaf.relation == "at_least" else None
    if day is not None and day > verdict.on:
        text += words.say(
            "reached_on", day=words.day(day), threshold=_spoken(policies, kind, check.threshold, check)
        )
        text += "".join(_counted_from(policies, card, place_of(policies, card, facts, verdict.region), day))
    source = _basis(policies, card, leaf, check, facts, verdict) if check.source else ""
    sign = words.say(f"sign_{check.answer.value}")
    return Line(criterion=check.criterion, answer=check.answer, sign=sign, text=text, basis=source)


def _basis(
    policies: Policies, card: Card, leaf: Compare, check: Check, facts: Facts, verdict: Verdict
) -> str:
    if leaf.parameter:
        place = place_of(policies, card, facts, verdict.region)
        figure = in_force(policies.parameters[leaf.parameter], policies.regions, place, verdict.on)
        if isinstance(figure, Figure):
            return basis(
                policies, figure.source, clause=check.clause, since=figure.since, checked=figure.checked
            )
    return basis(policies, check.source, clause=check.clause, checked=card.last_checked)


def _text(
    policies: Policies,
    card: Card,
    leaf: Compare,
    check: Check,
    kind: FactKind,
    facts: Facts,
    verdict: Verdict,
) -> str:
    words = policies.words
    value = _spoken(policies, kind, check.value, check)
    threshold = _spoken(policies, kind, check.threshold, check)
    if check.answer is Answer.UNKNOWN:
        return _unknown(policies, card, leaf, check, kind, facts, verdict)
    if leaf.relation == WITHIN:
        name = f"line_within_{check.answer.value}"
    elif leaf.relation == EQUAL:
        name = f"line_is_{check.answer.value}"
    elif leaf.relation == UNEQUAL:
        name = f"line_is_not_{check.answer.value}"
    else:
        name = f"line_{_LINES[leaf.relation]}_{check.answer.value}"
    if leaf.relation == "less_than" and check.value == check.threshold:
        name = "line_equal"
    slots = {
        "label": kind.label,
        "value": value,
        "threshold": threshold,
        "difference": _difference(policies, check),
    }
    return words.say(name, **slots)


def _unknown(
    policies: Policies,
    card: Card,
    leaf: Compare,
    check: Check,
    kind: FactKind,
    facts: Facts,
    verdict: Verdict,
) -> str:
    words = policies.words
    if check.value is Unknown.DECLINED:
        return words.say("line_declined", label=kind.label)
    if set(verdict.ask) & {leaf.fact, *kind.parts} and check.value is None:
        return words.say("line_missing", label=kind.label)
    if (
        (leaf.where or leaf.since or (leaf.settles and leaf.relation != WITHIN))
        and check.value is not None
        and leaf.fact in verdict.unsettled
    ):
        return words.say("line_open", label=kind.label, value=_spoken(policies, kind, check.value, check))
    if leaf.parameter and card.place in verdict.ask:
        return words.say("line_depends", label=kind.label, place=policies.facts[card.place].label)
    if leaf.parameter and check.threshold is not None and check.value is not None:
        threshold = _spoken(policies, kind, check.threshold, check)
        value = _spoken(policies, kind, check.value, check)
        return words.say("line_changed", label=kind.label, value=value, threshold=threshold)
    if leaf.relation == WITHIN or card.place in verdict.unsettled:
        return words.say("line_coarse", label=kind.label)
    if not leaf.parameter:
        return words.say("line_missing", label=kind.label)
    place = place_of(policies, card, facts, verdict.region)
    return words.say("line_no_figure", label=kind.label, place=policies.regions.spoken(place))


def _difference(policies: Policies, check: Check) -> str:
    if not isinstance(check.value, int | Decimal) or not isinstance(check.threshold, int | Decimal):
        return ""
    return policies.words.gap(abs(Decimal(check.value) - Decimal(check.threshold)), check.unit)


def _spoken(policies: Policies, kind: FactKind, value: FactValue | None, check: Check) -> str:
    if isinstance(value, int | Decimal):
        return policies.words.amount(value, check.unit or kind.unit)
    if isinstance(value, date):
        return policies.words.day(value)
    return value if isinstance(value, str) else ""


def _counted_from(policies: Policies, card: Card, place: str, day: date) -> tuple[str, ...]:
    for passage in nearest(card.reached, policies.regions, place):
        if passage.since is None or passage.since.last <= day:
            return passage.say
    return ()
