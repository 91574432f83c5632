"""Say a figure: its bands, its place and time, the person's own band, and where inside it is another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from policies.amounts import Due, due, due_of_figure
from policies.inquiry import Found, Inquiry
from policies.parameters import Band, Figure, in_force, possible
from policies.policies import Policies
from policies.words import plain_number


def of_figures(inquiry: Inquiry, figures: tuple[Figure, ...]) -> Found:
    """Say figures with their place and since when; with the person's own facts, what is theirs comes first."""
    first = figures[0]
    said: list[str] = []
    for number, figure in enumerate(figures):
        sentences = list(_figure_sentences(inquiry, figure, labelled=len(figures) > 1))
        new = number == 0 or _intro(inquiry, figure) != _intro(inquiry, figures[number - 1])
        sentences[0] = (_intro(inquiry, figure) if new else "") + sentences[0]
        said.extend(sentences)
    deeper = differing(inquiry, first)
    return Found(
        sentences=(*_lead(inquiry, first), *said, *differ(inquiry, deeper)),
        source=first.source,
        since=first.since,
        checked=first.checked,
        figures=figures,
        deeper=deeper,
        also=tuple(resting(figures))[1:],
    )


def _intro(inquiry: Inquiry, figure: Figure) -> str:
    words = inquiry.policies.words
    place = figure.scope or inquiry.policies.regions.spoken(figure.region)
    since = words.since(figure.since) if figure.since else ""
    return words.say("amount_intro", place=place, since=since)


def resting(figures: tuple[Figure, ...]) -> Iterator[Figure]:
    """Yield the figures, and those they are shares of, whose source line is another one."""
    seen: set[tuple[str, object]] = set()
    for figure in figures:
        for item in (figure, figure.reckoned_from):
            if item is not None and (item.source, item.since) not in seen:
                seen.add((item.source, item.since))
                yield item


def _lead(inquiry: Inquiry, figure: Figure) -> tuple[str, ...]:
    """Say what is this person's own, where their place and facts leave no doubt."""
    policies, card = inquiry.policies, inquiry.card
    if not _is_mine(inquiry, figure):
        return ()
    if card.pays is not None and card.pays.line == figure.parameter:
        own = due(policies, card.id, inquiry.facts, region=inquiry.region, on=inquiry.on, today=inquiry.today)
        if own is not None and own.times is not None:
            return (own_sentence(policies, own),)
    own = due_of_figure(policies, figure, inquiry.facts, on=inquiry.on, today=inquiry.today)
    if own is not None and own.band is not None:
        return (own_sentence(policies, own),)
    return _no_band(inquiry, figure)


def _no_band(inquiry: Inquiry, figure: Figure) -> tuple[str, ...]:
    """Say that an option the person has is none of the figure's."""
    stated = inquiry.facts.get(figure.by)
    if not isinstance(stated, str) or not figure.bands or figure.band(stated) is not None:
        return ()
    option = inquiry.policies.facts[figure.by].option(stated)
    return (inquiry.policies.words.say("own_no_band", value=option),) if option else ()


def _is_mine(inquiry: Inquiry, figure: Figure) -> bool:
    """Tell whether a figure is also that of the place where the person says they belong."""
    regions, stated = inquiry.policies.regions, inquiry.facts.get(inquiry.card.place)
    if not isinstance(stated, str) or stated not in regions or regions.within(inquiry.region, stated):
        return True
    parameter = inquiry.policies.parameters[figure.parameter]
    return in_force(parameter, regions, stated, inquiry.on) == figure


def _figure_sentences(inquiry: Inquiry, figure: Figure, *, labelled: bool) -> Iterator[str]:
    words, parameter = inquiry.policies.words, inquiry.policies.parameters[figure.parameter]
    label, labelled = parameter.label, labelled or parameter.labelled
    if figure.low is not None and figure.high is not None:
        low, high = (amount_words(inquiry.policies, end, figure.unit) for end in (figure.low, figure.high))
        yield words.say("range", low=low, high=high)
    if figure.value is not None:
        amount = amount_words(inquiry.policies, figure.value, figure.unit, figure.floor)
        amount += _arithmetic(inquiry, figure)
        yield (
            words.say("amount_labelled", label=label, amount=amount)
            if labelled
            else words.say("amount_plain", amount=amount)
        )
    if figure.bands and labelled:
        yield words.say("label", label=label)
    for band in figure.bands:
        yield _band_sentence(inquiry, figure, band)


def _band_sentence(inquiry: Inquiry, figure: Figure, band: Band) -> str:
    words, kind = inquiry.policies.words, inquiry.policies.facts[figure.by]
    amount = amount_words(inquiry.policies, band.value, band.unit, floor=figure.floor)
    amount += _arithmetic(inquiry, figure, band)
    if band.option:
        return words.say("band_is", option=kind.option(band.option), amount=amount)
    first = words.amount(band.first, kind.unit)
    if band.last is None:
        return words.say("band_from", first=first, amount=amount)
    return words.say("band_between", first=first, last=words.amount(band.last, kind.unit), amount=amount)


def _arithmetic(inquiry: Inquiry, figure: Figure, band: Band | None = None) -> str:
    """Say of what a share is one: the other standard's amount and by how much it is multiplied."""
    base = figure.reckoned_from
    if base is None or figure.share in (None, 1):
        return ""
    words = inquiry.policies.words
    same = next((item for item in base.bands if band and item.option == band.option), None)
    whole = same.value if same else base.value
    if whole is None:
        return ""
    label, number = inquiry.policies.parameters[base.parameter].label, words.gap(whole, base.unit)
    return words.say("share_of", label=label, base=number, share=plain_number(figure.share or 1))


def own_sentence(policies: Policies, own: Due) -> str:
    """Say what is due to a person: reckoned, by their band, or the plain amount."""
    words, amount = policies.words, amount_words(policies, own.amount, own.unit, floor=own.figure.floor)
    if own.less is not None and own.times is not None:
        whole = (own.amount / own.times) + own.less
        line, less = (words.gap(value, own.unit) for value in (whole, own.less))
        return words.say("own_reckoned", line=line, less=less, times=plain_number(own.times), amount=amount)
    if isinstance(own.chosen, str):
        return words.say("own_band", value=policies.facts[own.figure.by].option(own.chosen), amount=amount)
    if own.chosen is None:
        return words.say("amount_plain", amount=amount)
    unit = policies.facts[own.figure.by].unit
    return words.say("own_band", value=words.amount(own.chosen, unit), amount=amount)


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
