"""Judge criteria in Kleene's three values, with a trace.

A comparison whose fact or figure is missing is UNKNOWN; where a person's exact place or band is not known,
a figure counts only as far as every one it could be agrees. A line that may have been adjusted since says
no to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from policies.parameters import Figure, NotInForce, Parameter, possible
from policies.regions import Regions
from policies.rules import EQUAL, ORDERINGS, UNEQUAL, WITHIN, All, Compare, Criterion, Not
from policies.verdict import Answer, Check, Facts, FactValue, Unknown

Open = tuple[Answer, frozenset[str], frozenset[str]]
"""An answer, the facts to ask for, and the facts that keep it open for the office."""

Resolve = Callable[[Parameter, Regions, str, date], tuple[Figure | NotInForce, ...]]
Printed = tuple[str, FactValue | None, FactValue | None, str]
Said = Callable[[Compare, FactValue | None, FactValue | None, str], Printed]
"""Puts a criterion's words, value, threshold and unit into print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What criteria are judged against: known facts, the figures, the place asked about and the place looked
    up.

    `place_fact` says where the person belongs; where a card has none, the place asked about is
    theirs. `parts` are the facts to ask for instead of one that follows from several. `figures` resolves a parameter
    at a place on a day as `possible` does, and may remember; `said` puts a criterion's words, value and threshold
    into print (None: as they are).
    """

    facts: Facts
    parameters: Mapping[str, Parameter]
    regions: Regions
    region: str
    place: str
    place_fact: str
    on: date
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: Resolve = possible
    said: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A criterion's answer with its trace; `ask` and `unsettled` name the facts that keep it open."""

    answer: Answer
    checks: tuple[Check, ...]
    ask: frozenset[str] = frozenset()
    unsettled: frozenset[str] = frozenset()


def judge(criterion: Criterion, scene: Scene) -> Judged:
    """Judge a criterion and all its parts; every comparison leaves one check, in the order of the card."""
    checks: list[Check] = []
    answer, ask, unsettled = _judge(criterion, scene, checks)
    return Judged(answer=answer, checks=tuple(checks), ask=ask, unsettled=unsettled)


_YES, _NO, _UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
_FLIPPED = {_YES: _NO, _NO: _YES, _UNKNOWN: _UNKNOWN}
_NOTHING: frozenset[str] = frozenset()


def _judge(criterion: Criterion, scene: Scene, checks: list[Check]) -> Open:
    """Judge one part; called for every comparison of every benefit of a screening, so it makes nothing twice."""
    if isinstance(criterion, Compare):
        return _compare(criterion, scene, checks)
    if isinstance(criterion, Not):
        answer, ask, unsettled = _judge(criterion.part, scene, checks)
        return _FLIPPED[answer], ask, unsettled
    return _joined(criterion.parts, _NO if isinstance(criterion, All) else _YES, scene, checks)


def _joined(parts: tuple[Criterion, ...], decisive: Answer, scene: Scene, checks: list[Check]) -> Open:
    decided = unknown = False
    ask = unsettled = _NOTHING
    for part in parts:
        answer, more, open_still = _judge(part, scene, checks)
        if answer is decisive:
            decided = True
        elif answer is _UNKNOWN:
            unknown = True
            ask, unsettled = ask | more, unsettled | open_still
    if decided:
        return decisive, _NOTHING, _NOTHING
    return (_UNKNOWN, ask, unsettled) if unknown else (_FLIPPED[decisive], _NOTHING, _NOTHING)


@dataclass(slots=True)
class _Found:
    """What a comparison came to, before it is put into print."""

    answer: Answer
    threshold: FactValue | None
    ask: frozenset[str] = _NOTHING
    unsettled: frozenset[str] = _NOTHING
    figure: Figure | None = None


def _compare(leaf: Compare, scene: Scene, checks: list[Check]) -> Open:
    value = scene.facts.get(leaf.fact)
    if leaf.parameter:
        found = _against_figures(leaf, value, scene)
    elif value is None or isinstance(value, Unknown):
        found = _missing(leaf, value, scene.region if leaf.relation == WITHIN else leaf.literal, scene)
    elif leaf.relation == WITHIN:
        found = _within(leaf, value, scene)
    else:
        found = _Found(_truth(_holds(leaf.relation, value, leaf.literal)), leaf.literal)
    if leaf.settles and found.answer is not _UNKNOWN and found.answer.value != leaf.settles:
        found.answer, found.unsettled = _UNKNOWN, frozenset((leaf.fact,))
    if found.answer is not _UNKNOWN and not _speaks(leaf, scene):
        found.answer, found.unsettled = _UNKNOWN, frozenset((leaf.fact,))
    checks.append(_check(leaf, value, found, scene.said))
    return found.answer, found.ask, found.unsettled


def _speaks(leaf: Compare, scene: Scene) -> bool:
    """Tell whether a comparison's source says anything for the place and the day."""
    if leaf.since is not None and scene.on < leaf.since.last:
        return False
    return not leaf.where or any(scene.regions.within(scene.place, code) for code in leaf.where)


def _check(leaf: Compare, value: FactValue | None, found: _Found, said: Said | None) -> Check:
    figure = found.figure
    words, threshold, unit = leaf.words, found.threshold, figure.unit if figure else ""
    if said is not None:
        words, value, threshold, unit = said(leaf, value, threshold, unit)
    return Check(
        criterion=leaf.id,
        answer=found.answer,
        words=words,
        facts=(leaf.fact,),
        value=value,
        threshold=threshold,
        unit=unit,
        clause=(figure.clause if figure else "") or leaf.clause,
        source=figure.source if figure else leaf.source,
        mark=figure.mark if figure else leaf.mark,
    )


def _within(leaf: Compare, value: FactValue, scene: Scene) -> _Found:
    if not isinstance(value, str) or value not in scene.regions:
        return _Found(_UNKNOWN, scene.region, unsettled=frozenset((leaf.fact,)))
    if scene.regions.within(value, scene.region):
        return _Found(_YES, scene.region)
    if scene.regions.within(scene.region, value):
        return _Found(_UNKNOWN, scene.region, unsettled=frozenset((leaf.fact,)))
    return _Found(_NO, scene.region)


def _against_figures(leaf: Compare, value: FactValue | None, scene: Scene) -> _Found:
    candidates = scene.figures(scene.parameters[leaf.parameter], scene.regions, scene.place, scene.on)
    if not scene.place_fact:
        candidates = candidates[:1]
    here, threshold = _measured(candidates[0], scene)
    figures = [figure for figure in candidates if isinstance(figure, Figure)]
    if not figures:
        return _Found(_UNKNOWN, threshold, unsettled=frozenset((leaf.fact,)), figure=here)
    if value is None or isinstance(value, Unknown):
        found = _missing(leaf, value, threshold, scene)
        found.figure = here
        return found
    lines = [figure.values(scene.facts) for figure in figures]
    holds = {_holds(leaf.relation, value, line) for values in lines for line in values}
    if len(holds) == 1 and len(figures) == len(candidates) and all(lines):
        if holds == {False} and any(figure.may_have_changed(scene.on) for figure in figures):
            return _Found(_UNKNOWN, threshold, unsettled=frozenset((leaf.fact,)), figure=here)
        return _Found(_truth(holds.pop()), threshold, figure=here)
    if len(candidates) > 1 and scene.place_fact and scene.place_fact not in scene.facts:
        return _Found(_UNKNOWN, None, ask=frozenset((scene.place_fact,)), figure=here)
    banded = {figure.by for figure in figures if len(figure.values(scene.facts)) > 1}
    unasked = frozenset(banded - scene.facts.keys())
    if unasked and len(candidates) == 1:
        return _Found(_UNKNOWN, None, ask=unasked, figure=here)
    settled_by = scene.place_fact if len(candidates) > 1 else next(iter(sorted(banded)), "")
    return _Found(_UNKNOWN, None, unsettled=frozenset((settled_by or leaf.fact,)), figure=here)


def _measured(here: Figure | NotInForce, scene: Scene) -> tuple[Figure | None, FactValue | None]:
    """Return the figure that holds at the place, and its line where there is exactly one for these facts."""
    if isinstance(here, NotInForce):
        return None, None
    values = here.values(scene.facts)
    return here, values[0] if len(set(values)) == 1 else None


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


def _truth(holds: bool) -> Answer:
    return _YES if holds else _NO


def _missing(leaf: Compare, value: FactValue | None, threshold: FactValue | None, scene: Scene) -> _Found:
    """Ask for a fact never stated, or for those it follows from; what was declined is the office's."""
    parts = scene.parts.get(leaf.fact, (leaf.fact,)) if value is None else (leaf.fact,)
    stated = [scene.facts.get(part) for part in parts]
    unasked = frozenset(part for part, known in zip(parts, stated, strict=True) if known is None)
    if unasked and not any(isinstance(known, Unknown) for known in stated):
        return _Found(_UNKNOWN, threshold, ask=unasked)
    return _Found(_UNKNOWN, threshold, unsettled=frozenset((leaf.fact,)))
