"""Judge one benefit for one household, place and day: yes, no or unknown, with the trace and what is still
to ask.

A missing fact is never a no, and no figure is taken from another day or a place that has its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from policies.basis import basis
from policies.catalogue import Card, NoApplication
from policies.facts import FactKind, known
from policies.judge import Judged, Printed, Scene, judge
from policies.passages import Passage
from policies.policies import Policies
from policies.regions import NATION
from policies.rules import Compare
from policies.verdict import Answer, Check, Facts, FactValue, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """Whether the money comes without an application: YES, NO or UNKNOWN, what is to ask, the words and their
    source.
    """

    answer: Answer
    checks: tuple[Check, ...]
    ask: tuple[str, ...]
    unsettled: tuple[str, ...]
    sentences: tuple[str, ...]
    source: str


def decide(policies: Policies, benefit: str, facts: Facts, *, region: str, today: date) -> Verdict:
    """Judge a benefit on the day `today` for a household that asks in `region`.

    Figures are those of the place the household belongs to, where that lies in the region. Raises
    UnknownBenefit and UnknownRegion. A card without criteria is decided by a person: UNKNOWN, with
    nothing to ask.
    """
    card = policies.card(benefit)
    return decide_known(policies, card, known(policies.facts, facts, today), region=region, today=today)


def decide_known(policies: Policies, card: Card, complete: Facts, *, region: str, today: date) -> Verdict:
    """Judge a card on facts that are complete already (`facts.known`); raises UnknownRegion."""
    if card.criteria is None:
        policies.regions.region(region)
        judged = Judged(answer=Answer.UNKNOWN, checks=())
    else:
        judged = judge(card.criteria, _scene(policies, card, complete, region, today))
    return Verdict(
        benefit=card.id,
        region=region,
        on=today,
        answer=judged.answer,
        checks=judged.checks,
        ask=_in_order(card, judged.ask),
        unsettled=_in_order(card, judged.unsettled - judged.ask),
        release=policies.release,
    )


def no_application(
    policies: Policies, benefit: str, facts: Facts, *, region: str, today: date
) -> Relief | None:
    """Say whether the benefit comes by itself to this household, or None where the card knows of no such
    thing.

    The household's own place counts where it is known, else `region`. Raises UnknownBenefit and
    UnknownRegion.
    """
    card = policies.card(benefit)
    setting = scene(policies, card, facts, region=region, today=today)
    entry = _offered(policies, card, _stated_place(policies, card, setting.facts) or region, today)
    if entry is None:
        return None
    judged = judge(entry.needs, setting)
    return Relief(
        answer=judged.answer,
        checks=judged.checks,
        ask=_in_order(card, judged.ask),
        unsettled=_in_order(card, judged.unsettled - judged.ask),
        sentences=entry.passage.say,
        source=basis(
            policies, entry.passage.source, since=entry.passage.since, checked=entry.passage.checked
        ),
    )


def scene(policies: Policies, card: Card, facts: Facts, *, region: str, today: date) -> Scene:
    """Set the scene for a card's criteria; raises UnknownRegion."""
    return _scene(policies, card, known(policies.facts, facts, today), region, today)


def _scene(policies: Policies, card: Card, complete: Facts, region: str, today: date) -> Scene:
    policies.regions.region(region)
    return Scene(
        facts=complete,
        parameters=policies.parameters,
        regions=policies.regions,
        region=region,
        place=place_of(policies, card, complete, region),
        place_fact=card.place,
        on=today,
        parts=policies.parts,
        figures=policies.resolved.possible,
        said=partial(_printed, policies),
    )


def _printed(
    policies: Policies, leaf: Compare, value: FactValue | None, threshold: FactValue | None, unit: str
) -> Printed:
    """Put a value and a threshold into words where they are codes, and fill the criterion's sentence."""
    kind = policies.facts[leaf.fact]
    own = unit or kind.unit
    shown = _said(policies, kind, threshold) if isinstance(threshold, str) else threshold
    words = leaf.words
    if "{threshold}" in words:
        words = words.replace("{threshold}", _line(policies, shown, own))
    return words, _said(policies, kind, value) if isinstance(value, str) else value, shown, own


def _line(policies: Policies, threshold: FactValue | None, unit: str) -> str:
    if isinstance(threshold, int | Decimal):
        return policies.words.amount(threshold, unit)
    return policies.words.say("local_line") if threshold is None else str(threshold)


def _said(policies: Policies, kind: FactKind, value: str) -> str:
    if kind.kind == "region":
        return policies.regions.spoken(value) if value in policies.regions else value
    if kind.kind == "yes_no" and not kind.options:
        return policies.words.groups["yes_no"].get(value, value)
    return kind.option(value) or value


def place_of(policies: Policies, card: Card, facts: Facts, region: str) -> str:
    """Return the place whose figures count: the person's own where it lies in the region, else the region.

    A benefit that is due `anywhere` is judged by the person's own place wherever that is; while it is not
    known, only what is the same in the whole nation settles anything.
    """
    stated = _stated_place(policies, card, facts)
    if card.anywhere:
        return stated or NATION
    return stated if stated and policies.regions.within(stated, region) else region


def _stated_place(policies: Policies, card: Card, facts: Facts) -> str:
    stated = facts.get(card.place)
    return stated if isinstance(stated, str) and stated in policies.regions else ""


def _offered(policies: Policies, card: Card, place: str, today: date) -> NoApplication | None:
    chain = policies.regions.chain(place)
    offers = [
        entry
        for entry in card.no_application
        if entry.region in chain and entry.passage.spoken and _has_begun(entry.passage, today)
    ]
    return min(offers, key=lambda entry: chain.index(entry.region), default=None)


def _has_begun(passage: Passage, today: date) -> bool:
    return passage.since is None or passage.since.last <= today


def _in_order(card: Card, names: frozenset[str]) -> tuple[str, ...]:
    if len(names) < 2:
        return tuple(names)
    order = (*card.facts, *card.form)
    return tuple(sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name)))
