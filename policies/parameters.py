"""Dated, regional, sourced figures: which of them is in force at a place on a day, and why none is.

A nearer place's own history beats a wider one's. What carries no day, or a mark that may not be spoken,
is kept and settles nothing; a figure of a year or month holds from the end of that span.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from policies.days import Day, years_after
from policies.regions import Regions
from policies.verdict import Facts, FactValue


class Why(Enum):
    """Why no figure is in force."""

    NONE = "none"
    BEFORE = "before"
    NO_DAY = "no_day"
    UNSURE = "unsure"
    REPEALED = "repealed"


class Round(Enum):
    """On which day a band's fact is reckoned: the day itself, or the end of its month."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A value for a range of the figure's `by` fact, both ends included, or for one `option` of it.

    `last` None is open.
    """

    first: Decimal
    last: Decimal | None
    value: Decimal
    unit: str
    option: str = ""

    def holds(self, value: FactValue) -> bool:
        """Tell whether a number lies in the band, or a choice is the band's option."""
        if self.option:
            return value == self.option
        if not isinstance(value, int | Decimal):
            return False
        return self.first <= value and (self.last is None or value <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value, or bands of values, of a parameter at a place from a day on, with all that vouches for it.

    `spoken` says whether its mark may be spoken; `floor` that the value is only "at least"; `low` and
    `high` stand where the source gives no more than a range. `by` is the fact the bands go by. A figure
    that is a `share` of another parameter, its `base`, gets its value on the day it is asked for, and
    then carries the base's figure as `reckoned_from`. A figure that is adjusted each year is sure only
    until the next such day, `sure_until`. A repeal has no value of any kind.
    """

    parameter: str
    region: str
    unit: str
    mark: str
    source: str
    checked: Day
    spoken: bool
    since: Day | None = None
    value: Decimal | None = None
    bands: tuple[Band, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    scope: str = ""
    floor: bool = False
    old: bool = False
    clause: str = ""
    by: str = ""
    base: str = ""
    share: Decimal | None = None
    reckoned_from: Figure | None = None
    sure_until: date | None = None

    @property
    def repealed(self) -> bool:
        """Tell whether this entry ends the figures before it."""
        return self.value is None and not self.bands and self.low is None and not self.base

    def band(self, value: FactValue) -> Band | None:
        """Return the band a number or a choice lies in."""
        return next((band for band in self.bands if band.holds(value)), None)

    def may_have_changed(self, on: date) -> bool:
        """Tell whether a day of adjustment has passed since it began, whose outcome is not here."""
        base = self.reckoned_from is not None and self.reckoned_from.may_have_changed(on)
        return base or (self.sure_until is not None and self.sure_until <= on)

    def values(self, facts: Facts) -> tuple[Decimal, ...]:
        """Return the values it may have for a household: one, or every band's while the fact is not known."""
        if self.value is not None:
            return (self.value,)
        stated = facts.get(self.by)
        if isinstance(stated, int | Decimal | str):
            band = self.band(stated)
            return (band.value,) if band else ()
        return tuple(band.value for band in self.bands)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInForce:
    """No figure of a parameter may be used at a place on a day; `first` is the first day one can."""

    parameter: str
    region: str
    on: date
    why: Why
    first: date | None = None

    @property
    def reason(self) -> str:
        """Say so in a sentence for a log or an editor; residents' words are in the library."""
        tail = {
            Why.NONE: "and no wider place has one",
            Why.BEFORE: f"its first is {self.first}",
            Why.NO_DAY: "the one we hold says no day from which it holds",
            Why.UNSURE: "the ones we hold carry a mark that may not be spoken",
            Why.REPEALED: "it was repealed",
        }
        return f"{self.parameter} for {self.region} has no value on {self.on}; {tail[self.why]}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One regional figure through time; `by` is the fact its bands go by, `reckoned` on which day of it.

    One that is `labelled` is never said without its label: alone it could be taken for another figure. `bases` are the
    parameters its figures may be shares of.
    """

    id: str
    label: str
    labelled: bool = False
    by: str = ""
    reckoned: Round = Round.DAY
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    bases: Mapping[str, Parameter] = field(default_factory=dict)

    def based_on(self) -> frozenset[str]:
        """Return the ids of the parameters its figures are shares of."""
        return frozenset(figure.base for group in self.figures.values() for figure in group if figure.base)


def in_force(parameter: Parameter, regions: Regions, region: str, on: date) -> Figure | NotInForce:
    """Return the figure for a place and a day, from the nearest place that has a history of its own.

    Raises UnknownRegion. A nearer history that does not reach the day is not filled from a wider
    place: what held there before it is not known. A share is resolved here, for this place and day.
    """
    unsure = False
    for code in regions.chain(region):
        entries = parameter.figures.get(code, ())
        usable = tuple(figure for figure in entries if figure.spoken)
        unsure = unsure or len(usable) < len(entries)
        if usable:
            found = _latest(usable, region, on)
            if isinstance(found, Figure) and found.base:
                return _resolved(found, parameter.bases[found.base], regions, region, on)
            return found
    why = Why.UNSURE if unsure else Why.NONE
    return NotInForce(parameter=parameter.id, region=region, on=on, why=why)


def possible(
    parameter: Parameter, regions: Regions, region: str, on: date
) -> tuple[Figure | NotInForce, ...]:
    """Return the figure of a place and those of all places inside it that have a history of their own."""
    inside = tuple(
        code
        for code in dict.fromkeys(_spoken_for(parameter))
        if code != region and regions.within(code, region)
    )
    return tuple(in_force(parameter, regions, code, on) for code in (region, *inside))


def _spoken_for(parameter: Parameter) -> Iterator[str]:
    """Yield the places that have a figure of their own, or whose share is of a figure of their own."""
    for code, entries in parameter.figures.items():
        if any(figure.spoken for figure in entries):
            yield code
    for base in parameter.bases.values():
        yield from _spoken_for(base)


def _resolved(
    figure: Figure, base: Parameter, regions: Regions, region: str, on: date
) -> Figure | NotInForce:
    """Take a share of the base that is in force at the place on the day; without a base there is no value."""
    whole = in_force(base, regions, region, on)
    share = figure.share or Decimal(1)
    if isinstance(whole, NotInForce):
        return replace(whole, parameter=figure.parameter)
    if whole.value is None and not whole.bands:
        return _none(figure, region, on, Why.NONE)
    return replace(
        figure,
        value=None if whole.value is None else whole.value * share,
        bands=tuple(replace(band, value=band.value * share, unit=figure.unit) for band in whole.bands),
        by=whole.by,
        floor=figure.floor or whole.floor,
        reckoned_from=whole,
    )


def is_stale(since: Day | None, checked: Day, on: date) -> bool:
    """Tell whether something may have changed: over twelve months since it began and was last checked."""
    latest = max(checked.last, since.last) if since else checked.last
    return on > years_after(latest, 1)


def _latest(usable: tuple[Figure, ...], region: str, on: date) -> Figure | NotInForce:
    dated = [(figure.since.last, figure) for figure in usable if figure.since is not None]
    holding = [(day, figure) for day, figure in dated if day <= on]
    if holding:
        _, figure = max(holding, key=lambda entry: entry[0])
        return _none(figure, region, on, Why.REPEALED) if figure.repealed else figure
    if not dated:
        return _none(usable[0], region, on, Why.NO_DAY)
    return _none(usable[0], region, on, Why.BEFORE, min(day for day, _ in dated))


def _none(figure: Figure, region: str, on: date, why: Why, first: date | None = None) -> NotInForce:
    return NotInForce(parameter=figure.parameter, region=region, on=on, why=why, first=first)
