"""Compare what two sides get from one benefit: two places, two days, two ages, town and country.

Both figures are said with their arithmetic and their sources. Of a figure that is only "at least", or that is
missing on one side, no difference is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from policies.amounts import due_of_figure
from policies.answers import LONGEST, Answered, fitting, hotline
from policies.basis import basis
from policies.catalogue import Card
from policies.parameters import Band, Figure, in_force
from policies.policies import Policies
from policies.tariff import amount_words, resting
from policies.verdict import Facts
from policies.words import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: a place, a day, and the facts that choose a band."""

    region: str
    on: date
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a side gets: a figure, and the amount (with its unit) where the facts choose one."""

    side: Side
    figure: Figure | None
    amount: Decimal | None = None
    unit: str = ""


def compare(policies: Policies, benefit: str, one: Side, other: Side, *, today: date) -> Answered:
    """Say what each side gets and how far they are apart, in at most 150 characters before the sources.

    Raises UnknownBenefit and UnknownRegion. `known` is False where a side has no figure.
    """
    card = policies.card(benefit)
    given = (_given(policies, card, one, today), _given(policies, card, other, today))
    figures = tuple(item.figure for item in given if item.figure is not None)
    known = len(figures) == len(given)
    stale = any(figure.may_have_changed(item.side.on) for item in given if (figure := item.figure))
    tail = [policies.words.say("stale")] if stale else []
    if not known:
        tail.append(hotline(policies, one.region))
    sources = dict.fromkeys(
        basis(policies, figure.source, since=figure.since, checked=figure.checked)
        for figure in resting(figures)
    )
    told = tuple(sentence for sentence in _told(policies, card, given, today) if sentence)
    return Answered(
        benefit=benefit,
        aspect="amount",
        region=one.region,
        on=one.on,
        sentences=fitting(told, tuple(sentence for sentence in tail if sentence), LONGEST),
        source="\n".join(sources),
        figures=figures,
        known=known,
        stale=stale,
        more=policies.words.say("more"),
    )


def _told(policies: Policies, card: Card, given: tuple[_Given, _Given], today: date) -> Iterator[str]:
    """Say band by band what both have, where their facts choose none and the bands are the same; else each side."""
    alike = tuple(_alike(*given))
    if alike:
        names = _names(policies, *given)
        yield from (_in_band(policies, given[0], band, same, names) for band, same in alike)
        return
    intros = [_intro(policies, item) for item in given]
    for item, intro in zip(given, intros, strict=True):
        shown = "" if item is given[1] and intros[0] == intros[1] else intro
        yield from _side(policies, card, item, shown, today)
    yield _apart(policies, *given)


def _given(policies: Policies, card: Card, side: Side, today: date) -> _Given:
    """Take the first of the card's amounts that is in force for the side."""
    for name in card.amounts:
        figure = in_force(policies.parameters[name], policies.regions, side.region, side.on)
        if not isinstance(figure, Figure):
            continue
        due = due_of_figure(policies, figure, side.facts, on=side.on, today=today)
        if due is not None:
            return _Given(side=side, figure=figure, amount=due.amount, unit=due.unit)
        return _Given(side=side, figure=figure)
    return _Given(side=side, figure=None)


def _alike(one: _Given, other: _Given) -> Iterator[tuple[Band, Band]]:
    """Yield the bands of both figures in pairs, where each has the same ones; nothing where one has others."""
    if one.figure is None or other.figure is None or one.amount is not None or other.amount is not None:
        return
    if one.figure.floor or other.figure.floor or len(one.figure.bands) != len(other.figure.bands):
        return
    pairs = tuple(zip(one.figure.bands, other.figure.bands, strict=True))
    if all(replace(band, value=same.value) == same for band, same in pairs):
        yield from pairs


def _names(policies: Policies, one: _Given, other: _Given) -> tuple[str, str]:
    """Tell the two sides apart by their places, or by their days where the place is one."""
    places = [policies.regions.region(item.side.region).name for item in (one, other)]
    if places[0] != places[1]:
        return places[0], places[1]
    return policies.words.day(one.side.on), policies.words.day(other.side.on)


def _in_band(policies: Policies, one: _Given, band: Band, same: Band, names: tuple[str, str]) -> str:
    words, figure = policies.words, one.figure
    return words.say(
        "compared_in_band",
        band=_band_name(policies, figure, band) if figure else "",
        one=names[0],
        first=words.amount(band.value, band.unit),
        other=names[1],
        second=words.amount(same.value, same.unit),
        gap=_gap(policies, band.value, same.value),
    )


def _intro(policies: Policies, item: _Given) -> str:
    if item.figure is None:
        return ""
    since = policies.words.since(item.figure.since) if item.figure.since else ""
    place = item.figure.scope or policies.regions.spoken(item.side.region)
    return policies.words.say("amount_intro", place=place, since=since)


def _side(policies: Policies, card: Card, item: _Given, intro: str, today: date) -> Iterator[str]:
    words = policies.words
    if item.figure is None:
        label = policies.parameters[card.amounts[0]].label if card.amounts else card.name
        name = "no_figure" if item.side.on == today else "no_figure_before"
        place = policies.regions.spoken(item.side.region)
        yield words.say(name, place=place, label=label, day=words.day(item.side.on))
        return
    if item.amount is not None:
        amount = amount_words(policies, item.amount, item.unit, floor=item.figure.floor)
        yield words.say("compared_side", intro=intro, whom=_whom(policies, item), amount=amount)
        return
    bands = [words.say("compared_band", band=_band_name(policies, item.figure, band),
                       amount=amount_words(policies, band.value, band.unit, floor=item.figure.floor))
             for band in item.figure.bands]  # fmt: skip
    yield intro + words.say("and").join(bands) + words.say("stop")


def _whom(policies: Policies, item: _Given) -> str:
    """Name the value that chose the band, where one did."""
    if item.figure is None or not item.figure.by:
        return ""
    kind, value = policies.facts[item.figure.by], item.side.facts.get(item.figure.by)
    if isinstance(value, str):
        return kind.option(value)
    return policies.words.amount(value, kind.unit) if isinstance(value, int | Decimal) else ""


def _band_name(policies: Policies, figure: Figure, band: Band) -> str:
    kind = policies.facts[figure.by]
    if band.option:
        return kind.option(band.option)
    first = policies.words.amount(band.first, kind.unit)
    if band.last is None:
        return policies.words.say("band_open", first=first)
    return policies.words.say("band_span", first=first, last=policies.words.amount(band.last, kind.unit))


def _apart(policies: Policies, one: _Given, other: _Given) -> str:
    """Say the difference of two amounts, or that it cannot be told."""
    if one.figure is None or other.figure is None or one.amount is None or other.amount is None:
        return ""
    if one.figure.floor or other.figure.floor:
        return policies.words.say("compared_floor")
    if one.unit != other.unit:
        return ""
    return policies.words.say("compared", gap=_gap(policies, one.amount, other.amount, one.unit))


def _gap(policies: Policies, one: Decimal, other: Decimal, unit: str = "") -> str:
    if one == other:
        return policies.words.say("compared_same")
    more, less = max(one, other), min(one, other)
    gap = policies.words.amount(more - less, unit) if unit else plain_number(more - less)
    return policies.words.say("compared_gap", gap=gap, more=plain_number(more), less=plain_number(less))
