"""Say what the look over a household found: what they may have, what may be possible, what goes together, what first.

Every amount is the fact base's, with its source below; what does not fit into a message is left for the asking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from flows.drafting import go_on_with
from flows.journey import journey
from flows.outcome import Reply, choices_of
from flows.phrases import Phrases
from flows.place import Place
from flows.repair import WHICH, which_options
from flows.speaking import gaps
from flows.spoken import phrases_of
from flows.state import Frame
from flows.talk import Talk, answers_of, place, say, top
from nlu.acts import Act
from policies.amounts import Due
from policies.basis import basis
from policies.explain import explain
from policies.tariff import amount_words, own_sentence
from policies.verdict import Answer, Check

_MOST_MAYBE = 3
_NEAR = 4
"""Who misses the line by at most one part in so many is told how far off it is."""

_LONGEST = 150
"""Characters of what was found, the sources not counted."""


def tell_screening(talk: Talk, frame: Frame) -> Talk:
    """Say what was found, the sure ones first; what is too much for one message is left out from the end."""
    here, words = place(talk, frame), phrases_of(talk, frame)
    parts = {
        "sure": _headed(words, "screened_sure", _sure(here, words)),
        "together": _together(here, words),
        "maybe": _headed(words, "screened_maybe", _maybe(here, words)),
        "instead": _instead(here, words),
        "also": _also(here, words),
        "short_of": _headed(words, "screened_short_of", _short_of(here, words)),
    }
    phrase = "screened" if parts["sure"] or parts["maybe"] else "screened_nothing"
    filled = {**gaps(talk, frame), **_fitting(parts), "sources": "\n".join(_sources(here))}
    return say(talk, Reply(phrase=phrase, values=filled, release=frame.release))


def _headed(words: Phrases, heading: str, lines: Iterator[str]) -> str:
    text = "\n".join(lines)
    return words.render(heading, {"lines": text}) if text else ""


def apply_for_first(talk: Talk, frame: Frame) -> Talk:
    """Begin the application for the first of what was found, with everything that was told; the look waits below."""
    benefit = place(talk, frame).to_apply_for()[0]
    flow = talk.world.flows.started_by(Act.APPLY.value, benefit)
    if flow is None:
        return talk
    return _told_already(go_on_with(talk, flow, benefit, answers_of(talk, frame)))


def _told_already(talk: Talk) -> Talk:
    """Count the verdict of the application just begun as told: the look over the household has said it."""
    frame = top(talk)
    passed = journey(place(talk, frame)).passed if frame else ()
    told = frozenset(step for step in passed if step.action == "tell_verdict")
    return replace(talk, behind=(*talk.behind[:-1], talk.behind[-1] | told))


def tell_the_rest(talk: Talk, frame: Frame) -> Talk:
    """Name what else of it can be applied for; a bare name is enough to begin."""
    begun = {draft.benefit for draft in talk.drafts.values()}
    here = place(talk, frame)
    # The first of them was just offered: it was begun, or refused.
    left = [name for name in here.to_apply_for()[1:] if name not in begun]
    if not left:
        return talk if begun else say(talk, Reply(phrase="fine", values=gaps(talk, frame)))
    options = which_options(talk.world, tuple(left))
    state = replace(talk.state, wish=Act.APPLY.value, which=tuple(option.id for option in options))
    names = phrases_of(talk, frame).word("list_comma").join(option.words[0] for option in options)
    choices = choices_of(options)
    filled = {**gaps(talk, frame), "names": names}
    reply = Reply(phrase="screened_rest", values=filled, choices=choices, asks=WHICH, release=frame.release)
    return say(replace(talk, state=state), reply)


def _sure(here: Place, words: Phrases) -> Iterator[str]:
    for result in here.screening().answered(Answer.YES):
        if result.benefit in here.policies.matrix.also:
            continue
        name = here.policies.cards[result.benefit].name
        if result.due is None:
            yield words.render("screened_line", {"name": name})
        else:
            filled = {"name": name, "amount": _amount(here, result.due), "own": _reckoned(here, result.due)}
            yield words.render("screened_line_due", filled)


def _amount(here: Place, due: Due) -> str:
    return amount_words(here.policies, due.amount, due.unit, due.figure.floor)


def _reckoned(here: Place, due: Due) -> str:
    """Return the arithmetic of an amount that was worked out from what the household told."""
    return own_sentence(here.policies, due) if due.less is not None else ""


def _together(here: Place, words: Phrases) -> str:
    """Say what the sure ones come to together, with the sum, where a source says that they go together."""
    best = here.screening().best
    if best.total is None:
        return ""
    policies = here.policies
    comma = words.word("list_comma")
    names = comma.join(policies.cards[name].name for name, _ in best.added)
    sum_ = words.word("list_plus").join(policies.words.gap(amount, best.unit) for _, amount in best.added)
    total = policies.words.amount(best.total, best.unit)
    return words.render("screened_together", {"names": names, "sum": sum_, "total": total})


def _maybe(here: Place, words: Phrases) -> Iterator[str]:
    """Say what is possible and why nobody can say yet; the nearest in the matrix's order come first."""
    also = here.policies.matrix.also
    unknown = here.screening().answered(Answer.UNKNOWN)
    open_ones = [r for r in unknown if not (r.quiet or r.far or r.benefit in also)]
    for result in open_ones[:_MOST_MAYBE]:
        lines = explain(here.policies, result.verdict, here.facts)
        why = next((line.text for line in lines if line.answer is Answer.UNKNOWN), "")
        name = here.policies.cards[result.benefit].name
        yield words.render("screened_line_why" if why else "screened_line", {"name": name, "why": why})


def _instead(here: Place, words: Phrases) -> str:
    """Say which ones of what would fit cannot be had beside another one."""
    found = here.screening()
    out = [result for result in found.results if result.instead and result.verdict.answer is Answer.YES]
    for benefit in dict.fromkeys(result.instead for result in out):
        names = [result.benefit for result in out if result.instead == benefit]
        kept_name = here.policies.cards[benefit].name
        return words.render("screened_instead", {"kept": kept_name, "names": _names(here, words, names)})
    return ""


def _also(here: Place, words: Phrases) -> str:
    also = here.policies.matrix.also
    names = [r.benefit for r in here.screening().answered(Answer.YES) if r.benefit in also]
    return words.render("screened_also", {"names": _names(here, words, names)}) if names else ""


def _short_of(here: Place, words: Phrases) -> Iterator[str]:
    """Say how far off a benefit is where one number alone stands against it."""
    order = here.policies.matrix.order
    for result in here.screening().refused:
        against = [check for check in result.verdict.checks if check.answer is Answer.NO]
        if result.received or result.instead or result.benefit not in order:
            continue
        if len(against) != 1 or not _is_near(against[0]):
            continue
        lines = explain(here.policies, result.verdict, here.facts)
        why = next(line.text for line in lines if line.criterion == against[0].criterion)
        yield words.render(
            "screened_line_why", {"name": here.policies.cards[result.benefit].name, "why": why}
        )


def _is_near(check: Check) -> bool:
    value, line = check.value, check.threshold
    if not isinstance(value, int | Decimal) or not isinstance(line, int | Decimal):
        return False
    return abs(Decimal(value) - Decimal(line)) * _NEAR <= Decimal(line)


def _sources(here: Place) -> Iterator[str]:
    """Yield a line for each source of an amount; before them that a figure may have been adjusted, where one may."""
    seen: set[str] = set()
    told = [
        result.due.figure
        for result in here.screening().answered(Answer.YES)
        if result.due is not None and result.benefit not in here.policies.matrix.also
    ]
    if any(figure.may_have_changed(here.on) for figure in told):
        yield here.policies.words.say("stale")
    for figure in told:
        line = basis(here.policies, figure.source, since=figure.since, checked=figure.checked)
        if line not in seen:
            seen.add(line)
            yield line


def _names(here: Place, words: Phrases, benefits: list[str]) -> str:
    return words.word("list_comma").join(here.policies.cards[name].name for name in benefits)


def _fitting(parts: Mapping[str, str]) -> Mapping[str, str]:
    """Return the parts that fit into one message, those that come first before the others."""
    room = _LONGEST
    kept: dict[str, str] = {}
    for name, text in parts.items():
        room -= len(text)
        if text and room >= 0:
            kept[name] = text
    return kept


LOOKS: Mapping[str, Callable[[Talk, Frame], Talk]] = {
    "tell_screening": tell_screening,
    "apply_for_first": apply_for_first,
    "tell_the_rest": tell_the_rest,
}
"""The actions of a flow that looks over a household."""
