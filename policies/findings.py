"""Find what can be said about an aspect at a place on a day: passages, amounts, materials, or why there is
nothing.
"""

from __future__ import annotations

from decimal import Decimal

from policies.catalogue import Question
from policies.inquiry import Found, Inquiry, NotFound
from policies.parameters import Figure, Why, in_force, possible
from policies.passages import SLOT, Passage, nearest
from policies.rules import comparisons
from policies.tariff import amount_words, differ, differing, of_figures

AMOUNT, ELIGIBILITY, MATERIALS, PROCESS = "amount", "eligibility", "materials", "process"


def find(inquiry: Inquiry) -> Found | NotFound:
    """Find the answer to an aspect: the card's own words first, then what its figures and lists say."""
    if inquiry.aspect == AMOUNT and inquiry.card.amounts:
        return _amounts(inquiry)
    passages = inquiry.card.answers.get(inquiry.aspect, ())
    found = _best(inquiry, passages)
    if found is not None:
        return found
    if inquiry.aspect == MATERIALS and (made := _materials(inquiry)):
        return made
    if inquiry.aspect == PROCESS and (made := _steps(inquiry)):
        return made
    if inquiry.aspect == ELIGIBILITY and (made := _criteria(inquiry)):
        return made
    inside = dict.fromkeys([item.region for item in passages if item.spoken] + _materials_at(inquiry))
    regions = inquiry.policies.regions
    deeper = tuple(code for code in inside if code != inquiry.region and regions.within(code, inquiry.region))
    return _nothing(inquiry, passages, _not_known(inquiry, passages), deeper)


def _materials_at(inquiry: Inquiry) -> list[str]:
    return [item.region for item in inquiry.card.materials] if inquiry.aspect == MATERIALS else []


def find_common(inquiry: Inquiry, question: Question) -> Found | None:
    """Find the answer to one of the card's common questions, or None where the place has none."""
    return _best(inquiry, question.passages)


def _best(inquiry: Inquiry, passages: tuple[Passage, ...]) -> Found | None:
    for passage in nearest(passages, inquiry.policies.regions, inquiry.region):
        filled = None if passage.partial else _filled(inquiry, passage)
        if filled is not None:
            return filled
    return None


def _filled(inquiry: Inquiry, passage: Passage) -> Found | None:
    """Fill a passage's slots, or None where it does not hold on the day or a figure is not in force."""
    if passage.since is not None and passage.since.last > inquiry.on:
        return None
    values: dict[str, str] = {}
    figures: list[Figure] = []
    words = inquiry.policies.words
    for slot in passage.slots:
        if slot == "since" and passage.since is not None:
            values[slot] = words.span(passage.since)
            continue
        parameter = inquiry.policies.parameters.get(slot)
        figure = (
            in_force(parameter, inquiry.policies.regions, inquiry.region, inquiry.on) if parameter else None
        )
        if not isinstance(figure, Figure) or figure.value is None:
            return None
        values[slot] = amount_words(inquiry.policies, figure.value, figure.unit, floor=figure.floor)
        figures.append(figure)
    sentences = [SLOT.sub(lambda match: values[match[1]], sentence) for sentence in passage.say]
    deeper = tuple(code for figure in figures for code in differing(inquiry, figure))
    return Found(
        sentences=(*sentences, *differ(inquiry, deeper)),
        source=passage.source,
        since=passage.since,
        checked=passage.checked,
        figures=tuple(figures),
        deeper=deeper,
    )


def _nothing(
    inquiry: Inquiry, passages: tuple[Passage, ...], why: str, deeper: tuple[str, ...] = ()
) -> NotFound:
    for passage in nearest(passages, inquiry.policies.regions, inquiry.region):
        filled = _filled(inquiry, passage)
        if filled is not None and passage.partial:
            return NotFound(
                why=why,
                sentences=filled.sentences,
                source=filled.source,
                since=filled.since,
                checked=filled.checked,
                figures=filled.figures,
                deeper=deeper,
            )
    return NotFound(why=why, deeper=deeper)


def _not_known(inquiry: Inquiry, passages: tuple[Passage, ...]) -> str:
    words = inquiry.policies.words
    aspect = words.groups["aspects"].get(inquiry.aspect, inquiry.aspect)
    place = inquiry.policies.regions.spoken(inquiry.region)
    here = nearest(passages, inquiry.policies.regions, inquiry.region)
    if any(passage.since is not None and passage.since.last > inquiry.on for passage in here):
        return words.say("not_known_before", place=place, aspect=aspect, day=words.day(inquiry.on))
    return words.say("not_known", place=place, aspect=aspect)


def _amounts(inquiry: Inquiry) -> Found | NotFound:
    policies = inquiry.policies
    found = [
        in_force(policies.parameters[name], policies.regions, inquiry.region, inquiry.on)
        for name in inquiry.card.amounts
    ]
    figures = tuple(figure for figure in found if isinstance(figure, Figure))
    if figures:
        return of_figures(inquiry, figures)
    parameter = policies.parameters[inquiry.card.amounts[0]]
    missing = in_force(parameter, policies.regions, inquiry.region, inquiry.on)
    slots = {"place": policies.regions.spoken(inquiry.region), "label": parameter.label}
    why = policies.words.say("no_figure", **slots)
    if not isinstance(missing, Figure) and (missing.why is Why.BEFORE or inquiry.on < inquiry.today):
        why = policies.words.say("no_figure_before", day=policies.words.day(inquiry.on), **slots)
    deeper = tuple(
        figure.region
        for figure in possible(parameter, policies.regions, inquiry.region, inquiry.on)
        if isinstance(figure, Figure)
    )
    return _nothing(inquiry, inquiry.card.answers.get(AMOUNT, ()), why, deeper)


def _materials(inquiry: Inquiry) -> Found | None:
    policies, words = inquiry.policies, inquiry.policies.words
    chain = policies.regions.chain(inquiry.region)
    here = [
        item
        for item in inquiry.card.materials
        if item.region in chain and policies.marks[item.mark].speakable
    ]
    if not here:
        return None
    nearest_at = min(chain.index(item.region) for item in here)
    wanted = [item for item in here if chain.index(item.region) == nearest_at]
    sentences: list[str] = []
    for need in ("must", "later", "waived"):
        labels = [item.label for item in wanted if item.need == need]
        if labels:
            sentences.append(words.say(f"material_{need}", labels=words.say("and").join(labels)))
    return Found(
        sentences=tuple(sentences), source=wanted[0].source, since=None, checked=inquiry.card.last_checked
    )


def _steps(inquiry: Inquiry) -> Found | None:
    """Say the steps of the nearest place that has any, each with its days where they are in force."""
    policies, words = inquiry.policies, inquiry.policies.words
    chain = policies.regions.chain(inquiry.region)
    here = [
        step for step in inquiry.card.steps if step.region in chain and policies.marks[step.mark].speakable
    ]
    if not here:
        return None
    nearest_at = min(chain.index(step.region) for step in here)
    sentences: list[str] = []
    figures: list[Figure] = []
    wanted = [step for step in here if chain.index(step.region) == nearest_at]
    for step in wanted:
        days = (
            in_force(policies.parameters[step.days], policies.regions, inquiry.region, inquiry.on)
            if step.days
            else None
        )
        if isinstance(days, Figure) and days.value is not None:
            figures.append(days)
            said = amount_words(policies, days.value, days.unit)
            sentences.append(words.say("step_days", label=step.label, days=said))
        else:
            sentences.append(words.say("step", label=step.label))
    return Found(
        sentences=tuple(sentences),
        source=wanted[0].source,
        since=figures[0].since if figures else None,
        checked=inquiry.card.last_checked,
        figures=tuple(figures),
    )


def _criteria(inquiry: Inquiry) -> Found | None:
    """Say the criteria themselves, where every figure they compare with is in force."""
    policies, words = inquiry.policies, inquiry.policies.words
    if inquiry.card.criteria is None or inquiry.card.answers.get(ELIGIBILITY):
        return None
    sentences = [words.say("eligible_intro", place=policies.regions.spoken(inquiry.region))]
    figures: list[Figure] = []
    leaves = comparisons(inquiry.card.criteria)
    for leaf in leaves:
        line = (
            words.amount(leaf.literal, policies.facts[leaf.fact].unit)
            if isinstance(leaf.literal, Decimal)
            else ""
        )
        if leaf.parameter:
            figure = in_force(
                policies.parameters[leaf.parameter], policies.regions, inquiry.region, inquiry.on
            )
            if not isinstance(figure, Figure) or figure.value is None:
                return None
            figures.append(figure)
            line = amount_words(policies, figure.value, figure.unit)
        sentences.append(leaf.words.replace("{threshold}", line))
    rests = figures[0] if figures else None
    return Found(
        sentences=tuple(sentences),
        source=rests.source if rests else next((leaf.source for leaf in leaves if leaf.source), ""),
        since=rests.since if rests else None,
        checked=rests.checked if rests else inquiry.card.last_checked,
        figures=tuple(figures),
    )
