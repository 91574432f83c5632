"""Criteria as data, all / any / not / compare and nothing more, judged in Kleene's three values with a
trace.

A comparison whose fact or figure is missing is UNKNOWN; where a person's exact place or band is not known,
a figure counts only as far as every one it could be agrees. A line that may have been adjusted since says
no to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt

from policies.parameters import Figure, NotInForce, Parameter, possible
from policies.regions import Regions
from policies.verdict import Answer, Check, Facts, FactValue, Unknown

ORDERINGS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "at_least": ge,
    "more_than": gt,
    "at_most": le,
    "less_than": lt,
}
EQUAL, UNEQUAL, WITHIN = "is", "is_not", "within"
SETTLES = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """One criterion: a fact against a literal or a parameter. `within` compares a place with the one asked
    about.

    `settles` names the one answer it may give; the other one is left to the office (UNKNOWN).
    """

    id: str
    fact: str
    relation: str
    literal: Decimal | str | None = None
    parameter: str = ""
    words: str = ""
    clause: str = ""
    source: str = ""
    mark: str = ""
    settles: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Every part must hold."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Any:
    """One part must hold."""

    parts: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The part must not hold."""

    part: Criterion


Criterion = Compare | All | Any | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What criteria are judged against: known facts, the figures, the place asked about and the place looked
    up.

    `place_fact` says where the person belongs; where a card has none, the place asked about is
    theirs. `parts` are the facts to ask for instead of one that follows from several.
    """

    facts: Facts
    parameters: Mapping[str, Parameter]
    regions: Regions
    region: str
    place: str
    place_fact: str
    on: date
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A criterion's answer with its trace; `ask` and `unsettled` name the facts that keep it open."""

    answer: Answer
    checks: tuple[Check, ...]
    ask: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()


def judge(criterion: Criterion, scene: Scene) -> Judged:
    """Judge a criterion and all its parts; every comparison leaves one check, in the order of the card."""
    match criterion:
        case Compare():
            return _compare(criterion, scene)
        case Not(part=part):
            judged = judge(part, scene)
            return replace(judged, answer=_FLIPPED[judged.answer])
        case All(parts=parts):
            return _joined([judge(part, scene) for part in parts], decisive=Answer.NO)
        case Any(parts=parts):
            return _joined([judge(part, scene) for part in parts], decisive=Answer.YES)


def comparisons(criterion: Criterion) -> tuple[Compare, ...]:
    """Return the comparisons of a criterion in the order of the card."""
    match criterion:
        case Compare():
            return (criterion,)
        case Not(part=part):
            return comparisons(part)
        case All(parts=parts) | Any(parts=parts):
            return tuple(leaf for part in parts for leaf in comparisons(part))


_FLIPPED = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}


def _joined(parts: list[Judged], *, decisive: Answer) -> Judged:
    checks = tuple(check for part in parts for check in part.checks)
    answers = {part.answer for part in parts}
    if decisive in answers:
        return Judged(answer=decisive, checks=checks)
    if Answer.UNKNOWN not in answers:
        return Judged(answer=_FLIPPED[decisive], checks=checks)
    return Judged(
        answer=Answer.UNKNOWN,
        checks=checks,
        ask=frozenset().union(*(part.ask for part in parts)),
        unsettled=frozenset().union(*(part.unsettled for part in parts)),
    )


def _compare(leaf: Compare, scene: Scene) -> Judged:
    judged = _compared(leaf, scene)
    if not leaf.settles or judged.answer is Answer.UNKNOWN or judged.answer.value == leaf.settles:
        return judged
    open_checks = tuple(replace(check, answer=Answer.UNKNOWN) for check in judged.checks)
    return Judged(answer=Answer.UNKNOWN, checks=open_checks, unsettled=frozenset({leaf.fact}))


def _compared(leaf: Compare, scene: Scene) -> Judged:
    value = scene.facts.get(leaf.fact)
    check = Check(
        criterion=leaf.id,
        answer=Answer.UNKNOWN,
        words=leaf.words,
        facts=(leaf.fact,),
        value=value,
        threshold=None if leaf.parameter or leaf.relation == WITHIN else leaf.literal,
        clause=leaf.clause,
        source=leaf.source,
        mark=leaf.mark,
    )
    if leaf.relation == WITHIN:
        return _within(leaf, value, check, scene)
    if leaf.parameter:
        return _against_figures(leaf, value, check, scene)
    if value is None or isinstance(value, Unknown):
        return _missing(leaf.fact, value, check, scene)
    return _settled(check, _holds(leaf.relation, value, leaf.literal))


def _within(leaf: Compare, value: FactValue | None, check: Check, scene: Scene) -> Judged:
    check = replace(check, threshold=scene.region)
    if value is None or isinstance(value, Unknown):
        return _missing(leaf.fact, value, check, scene)
    if not isinstance(value, str) or value not in scene.regions:
        return Judged(answer=Answer.UNKNOWN, checks=(check,), unsettled=frozenset({leaf.fact}))
    if scene.regions.within(value, scene.region):
        return _settled(check, True)
    if scene.regions.within(scene.region, value):
        return Judged(answer=Answer.UNKNOWN, checks=(check,), unsettled=frozenset({leaf.fact}))
    return _settled(check, False)


def _against_figures(leaf: Compare, value: FactValue | None, check: Check, scene: Scene) -> Judged:
    candidates = possible(scene.parameters[leaf.parameter], scene.regions, scene.place, scene.on)
    if not scene.place_fact:
        candidates = candidates[:1]
    check = _measured(check, candidates[0], scene)
    figures = [figure for figure in candidates if isinstance(figure, Figure)]
    if not figures:
        return Judged(answer=Answer.UNKNOWN, checks=(check,), unsettled=frozenset({leaf.fact}))
    if value is None or isinstance(value, Unknown):
        return _missing(leaf.fact, value, check, scene)
    lines = [figure.values(scene.facts) for figure in figures]
    holds = {_holds(leaf.relation, value, line) for values in lines for line in values}
    if len(holds) == 1 and len(figures) == len(candidates) and all(lines):
        if holds == {False} and any(figure.may_have_changed(scene.on) for figure in figures):
            return Judged(answer=Answer.UNKNOWN, checks=(check,), unsettled=frozenset({leaf.fact}))
        return _settled(check, holds.pop())
    blurred = replace(check, threshold=None)
    if len(candidates) > 1 and scene.place_fact and scene.place_fact not in scene.facts:
        return Judged(answer=Answer.UNKNOWN, checks=(blurred,), ask=frozenset({scene.place_fact}))
    banded = {figure.by for figure in figures if len(figure.values(scene.facts)) > 1}
    unasked = frozenset(banded - scene.facts.keys())
    if unasked and len(candidates) == 1:
        return Judged(answer=Answer.UNKNOWN, checks=(blurred,), ask=unasked)
    settled_by = scene.place_fact if len(candidates) > 1 else next(iter(sorted(banded)), "")
    return Judged(answer=Answer.UNKNOWN, checks=(blurred,), unsettled=frozenset({settled_by or leaf.fact}))


def _measured(check: Check, here: Figure | NotInForce, scene: Scene) -> Check:
    """Put the line that holds at the place beside the person's value, where there is exactly one."""
    if isinstance(here, NotInForce):
        return check
    values = here.values(scene.facts)
    return replace(
        check,
        threshold=values[0] if len(set(values)) == 1 else None,
        unit=here.unit,
        clause=here.clause or check.clause,
        source=here.source,
        mark=here.mark,
    )


def _holds(relation: str, value: FactValue, threshold: FactValue | None) -> bool:
    if relation == EQUAL:
        return value == threshold
    if relation == UNEQUAL:
        return value != threshold
    if not isinstance(value, int | Decimal) or not isinstance(threshold, int | Decimal):
        raise TypeError(
            f"{relation} compares numbers, not {type(value).__name__} and {type(threshold).__name__}"
        )
    return ORDERINGS[relation](Decimal(value), Decimal(threshold))


def _missing(fact: str, value: FactValue | None, check: Check, scene: Scene) -> Judged:
    """Ask for a fact never stated, or for those it follows from; what was declined is the office's."""
    parts = scene.parts.get(fact, (fact,)) if value is None else (fact,)
    unasked = frozenset(part for part in parts if part not in scene.facts)
    declined = any(isinstance(scene.facts.get(part), Unknown) for part in parts)
    if unasked and not declined:
        return Judged(answer=Answer.UNKNOWN, checks=(check,), ask=unasked)
    return Judged(answer=Answer.UNKNOWN, checks=(check,), unsettled=frozenset({fact}))


def _settled(check: Check, holds: bool) -> Judged:
    answer = Answer.YES if holds else Answer.NO
    return Judged(answer=answer, checks=(replace(check, answer=answer),))
