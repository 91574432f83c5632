"""What is due to one person: the figure of their place and day, and the band their facts fall into.

Where the facts leave open which place or band it is, nothing is due that can be said: None, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from policies.catalogue import Card
from policies.days import month_end
from policies.facts import known
from policies.parameters import Band, Figure, Parameter, Round, possible
from policies.policies import Policies
from policies.verdict import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An amount with the figure it is taken from; `chosen` is the person's value that chose the band.

    Where it was reckoned, `less` and `times` are what the line of the figure was reckoned with.
    """

    figure: Figure
    amount: Decimal
    unit: str
    band: Band | None = None
    chosen: Decimal | str | None = None
    less: Decimal | None = None
    times: Decimal | None = None


def due(policies: Policies, benefit: str, facts: Facts, *, region: str, on: date, today: date) -> Due | None:
    """Return what a person gets at a region on a day, or None where a fact or a figure leaves it open.

    This is the amount alone: whether the person is entitled to it is for `decide`. An age that was
    stated, not derived from a day of birth, counts as of `today`. Raises UnknownBenefit and
    UnknownRegion.
    """
    card = policies.card(benefit)
    for name in card.amounts:
        found = _due(policies, card, policies.parameters[name], facts, region, on, today)
        if found is not None:
            return (
                found
                if card.pays is None or card.pays.line != name
                else _reckoned(policies, card, found, facts, on)
            )
    return None


def _reckoned(policies: Policies, card: Card, line: Due, facts: Facts, on: date) -> Due | None:
    """Return what the line exceeds the person's own by, for each of them; nothing where it does not."""
    if card.pays is None:
        return None
    complete = known(policies.facts, facts, on)
    less, times = complete.get(card.pays.less), complete.get(card.pays.times)
    if not isinstance(less, int | Decimal) or not isinstance(times, int | Decimal):
        return None
    total = (line.amount - Decimal(less)) * Decimal(times)
    if total <= 0 or line.figure.floor:
        return None
    return replace(line, amount=total, less=Decimal(less), times=Decimal(times))


def due_of_figure(policies: Policies, figure: Figure, facts: Facts, *, on: date, today: date) -> Due | None:
    """Return what one figure gives to a person, whatever their place, or None where its band stays open."""
    chosen = _chosen(policies, figure, facts, on, today)
    return _agreed([_of_figure(figure, value) for value in chosen or (None,)])


def _due(
    policies: Policies, card: Card, parameter: Parameter, facts: Facts, region: str, on: date, today: date
) -> Due | None:
    place = _place(policies, card, facts, region)
    if place is None:
        return None
    figures = possible(parameter, policies.regions, place, on)
    return _agreed(
        [
            due_of_figure(policies, figure, facts, on=on, today=today) if isinstance(figure, Figure) else None
            for figure in figures
        ]
    )


def _agreed(candidates: list[Due | None]) -> Due | None:
    found = [item for item in candidates if item is not None]
    alike = len({(item.amount, item.unit) for item in found}) == 1
    return found[0] if alike and len(found) == len(candidates) else None


def _of_figure(figure: Figure, chosen: Decimal | str | None) -> Due | None:
    if figure.value is not None:
        return Due(figure=figure, amount=figure.value, unit=figure.unit)
    band = figure.band(chosen) if chosen is not None else None
    if band is None:
        return None
    return Due(figure=figure, amount=band.value, unit=band.unit, band=band, chosen=chosen)


def _place(policies: Policies, card: Card, facts: Facts, region: str) -> str | None:
    """Return the place whose figures count, or None where the person belongs elsewhere."""
    stated = facts.get(card.place)
    if not isinstance(stated, str) or stated not in policies.regions:
        return policies.regions.region(region).code
    if card.anywhere or policies.regions.within(stated, region):
        return stated
    return region if policies.regions.within(region, stated) else None


def _chosen(
    policies: Policies, figure: Figure, facts: Facts, on: date, today: date
) -> tuple[Decimal | str, ...]:
    """Return the values the person may have of the fact that the bands go by."""
    if not figure.by:
        return ()
    reckoned = policies.parameters[figure.parameter].reckoned
    day = month_end(on) if reckoned is Round.MONTH else on
    value = known(policies.facts, facts, day).get(figure.by)
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, int | Decimal):
        return ()
    without = {name: stated for name, stated in facts.items() if name != figure.by}
    derived = figure.by in known(policies.facts, without, day)
    months = (on.year - today.year) * 12 + on.month - today.month
    if derived or months == 0 or policies.facts[figure.by].kind != "age":
        return (Decimal(value),)
    earliest = Decimal(value + months // 12)
    return (earliest, earliest + 1)
