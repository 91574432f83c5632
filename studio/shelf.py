"""What the studio shows of the release in force: every figure and every sentence with its source and mark.

Nothing is judged here but what an editor must look at again: what may not be spoken, what may have
changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.catalogue import Card
from policies.parameters import Band, Figure, Parameter, is_stale
from policies.passages import Passage
from policies.policies import Policies
from policies.rules import comparisons


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something comes from: the document, its number, the mark's label, and the days as they are said.

    `spoken` is whether its mark may be spoken, `stale` whether over a year has passed since it was checked.
    """

    title: str
    number: str
    clause: str
    mark: str
    since: str
    checked: str
    spoken: bool
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """A figure of one region as it is said: a line for each value or band; `floor` means at least."""

    region: str
    scope: str
    values: tuple[str, ...]
    floor: bool
    repealed: bool
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParameter:
    """A figure's name with its values by region, nearest places last."""

    id: str
    label: str
    figures: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """Sentences of one aspect for one region."""

    aspect: str
    region: str
    say: tuple[str, ...]
    place: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """One benefit's card: its file, its figures and its sentences."""

    id: str
    name: str
    path: str
    checked: str
    parameters: tuple[ShownParameter, ...]
    passages: tuple[ShownPassage, ...]


def shown_card(policies: Policies, benefit: str, today: date) -> ShownCard:
    """Return a card with everything that vouches for it; raises UnknownBenefit."""
    card = policies.card(benefit)
    used = tuple(name for name in _used(card) if name in policies.parameters)
    return ShownCard(
        id=card.id,
        name=card.name,
        path=card.path,
        checked=policies.words.span(card.last_checked),
        parameters=tuple(_parameter(policies, policies.parameters[name], today) for name in used),
        passages=tuple(
            _passage(policies, aspect, passage, today)
            for aspect, passages in card.answers.items()
            for passage in passages
        ),
    )


def stale_figures(policies: Policies, today: date) -> int:
    """Count the figures that may be spoken and that may have changed since they were checked."""
    return sum(
        figure.spoken and is_stale(figure.since, figure.checked, today)
        for parameter in policies.parameters.values()
        for figures in parameter.figures.values()
        for figure in figures
    )


def _used(card: Card) -> tuple[str, ...]:
    """The parameters a card names: amounts, thresholds, and slots of its sentences."""
    leaves = comparisons(card.criteria) if card.criteria else ()
    thresholds = (leaf.parameter for leaf in leaves if leaf.parameter)
    slots = (slot for passage in card.passages() for slot in passage.slots)
    return tuple(dict.fromkeys((*card.amounts, *thresholds, *slots)))


def _parameter(policies: Policies, parameter: Parameter, today: date) -> ShownParameter:
    return ShownParameter(
        id=parameter.id,
        label=parameter.label,
        figures=tuple(
            _figure(policies, figure, today)
            for code in sorted(parameter.figures)
            for figure in parameter.figures[code]
        ),
    )


def _figure(policies: Policies, figure: Figure, today: date) -> ShownFigure:
    return ShownFigure(
        region=_region(policies, figure.region),
        scope=figure.scope,
        values=tuple(_values(policies, figure)),
        floor=figure.floor,
        repealed=figure.repealed,
        origin=_origin(policies, figure, today, clause=figure.clause),
    )


def _values(policies: Policies, figure: Figure) -> Iterator[str]:
    say = policies.words.amount
    if figure.value is not None:
        yield say(figure.value, figure.unit)
    for band in figure.bands:
        yield f"{_ends(band)} → {say(band.value, band.unit)}"
    if figure.low is not None and figure.high is not None:
        yield f"{figure.low} – {say(figure.high, figure.unit)}"


def _ends(band: Band) -> str:
    return f"≥ {band.first}" if band.last is None else f"{band.first} – {band.last}"


def _passage(policies: Policies, aspect: str, passage: Passage, today: date) -> ShownPassage:
    return ShownPassage(
        aspect=policies.words.groups.get("aspects", {}).get(aspect, aspect),
        region=_region(policies, passage.region),
        say=passage.say,
        place=f"{passage.path}:{passage.line}",
        origin=_origin(policies, passage, today, clause=""),
    )


def _origin(policies: Policies, entry: Figure | Passage, today: date, *, clause: str) -> Origin:
    source = policies.sources.get(entry.source)
    mark = policies.marks.get(entry.mark)
    return Origin(
        title=source.title if source else entry.source,
        number=source.number if source else "",
        clause=clause,
        mark=mark.label if mark else entry.mark,
        since=policies.words.span(entry.since) if entry.since else "",
        checked=policies.words.span(entry.checked),
        spoken=entry.spoken,
        stale=is_stale(entry.since, entry.checked, today),
    )


def _region(policies: Policies, code: str) -> str:
    return policies.regions.spoken(code) if code in policies.regions else code
