"""Say a figure: its bands, its place and time, the person's own band, and where inside it is another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from policies.amounts import Due, due_of_figure
from policies.inquiry import Found, Inquiry
from policies.parameters import Figure, in_force, possible
from policies.policies import Policies


def of_figure(inquiry: Inquiry, figure: Figure) -> Found:
    """Say a figure with its place and since when; with the person's own facts, their band comes first."""
    words = inquiry.policies.words
    place = figure.scope or inquiry.policies.regions.spoken(figure.region)
    since = words.since(figure.since) if figure.since else ""
    intro = words.say("amount_intro", place=place, since=since)
    said = list(_figure_sentences(inquiry, figure))
    said[0] = intro + said[0]
    deeper = differing(inquiry, figure)
    own = due_of_figure(inquiry.policies, figure, inquiry.facts, on=inquiry.on, today=inquiry.today)
    mine = own is not None and own.band is not None and _is_mine(inquiry, figure)
    lead = (own_sentence(inquiry.policies, own),) if own is not None and mine else ()
    return Found(
        sentences=(*lead, *said, *differ(inquiry, deeper)),
        source=figure.source,
        since=figure.since,
        checked=figure.checked,
        figures=(figure,),
        deeper=deeper,
    )


def _is_mine(inquiry: Inquiry, figure: Figure) -> bool:
    """Tell whether a figure is also that of the place where the person says they belong."""
    regions, stated = inquiry.policies.regions, inquiry.facts.get(inquiry.card.place)
    if not isinstance(stated, str) or stated not in regions or regions.within(inquiry.region, stated):
        return True
    parameter = inquiry.policies.parameters[figure.parameter]
    return in_force(parameter, regions, stated, inquiry.on) == figure


def _figure_sentences(inquiry: Inquiry, figure: Figure) -> Iterator[str]:
    words = inquiry.policies.words
    if figure.low is not None and figure.high is not None:
        low, high = (amount_words(inquiry.policies, end, figure.unit) for end in (figure.low, figure.high))
        yield words.say("range", low=low, high=high)
    if figure.value is not None:
        yield words.say(
            "amount_plain", amount=amount_words(inquiry.policies, figure.value, figure.unit, figure.floor)
        )
    by = inquiry.policies.parameters[figure.parameter].by
    unit = inquiry.policies.facts[by].unit if by else ""
    for band in figure.bands:
        amount = amount_words(inquiry.policies, band.value, band.unit, floor=figure.floor)
        first = words.amount(band.first, unit)
        if band.last is None:
            yield words.say("band_from", first=first, amount=amount)
        else:
            yield words.say("band_between", first=first, last=words.amount(band.last, unit), amount=amount)


def own_sentence(policies: Policies, own: Due) -> str:
    """Say what is due to a person: by their band, or the plain amount where there are no bands."""
    amount = amount_words(policies, own.amount, own.unit, floor=own.figure.floor)
    if own.number is None:
        return policies.words.say("amount_plain", amount=amount)
    unit = policies.facts[policies.parameters[own.figure.parameter].by].unit
    return policies.words.say("own_band", value=policies.words.amount(own.number, unit), amount=amount)


def amount_words(policies: Policies, value: Decimal, unit: str, floor: bool = False) -> str:
    """Say an amount; one that is only a lower bound is said as such."""
    said = policies.words.amount(value, unit)
    return policies.words.say("floor", amount=said) if floor else said


def differing(inquiry: Inquiry, figure: Figure) -> tuple[str, ...]:
    """Return the places inside the region whose own figure in force is another one."""
    policies = inquiry.policies
    parameter = policies.parameters[figure.parameter]
    found = possible(parameter, policies.regions, inquiry.region, inquiry.on)[1:]
    return tuple(
        other.region
        for other in found
        if isinstance(other, Figure) and (other.value, other.bands) != (figure.value, figure.bands)
    )


def differ(inquiry: Inquiry, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Say that places inside the region have another figure, where some do."""
    if not codes:
        return ()
    regions, words = inquiry.policies.regions, inquiry.policies.words
    places = words.say("and").join(regions.region(code).name for code in codes)
    return (words.say("differs_below", places=places),)
