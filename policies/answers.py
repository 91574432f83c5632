"""Answer a policy question: benefit, aspect, region and day in; sentences, figures and one source line
out.

Only figures in force on that day are said; where there is none, that is said, with what is known and a
number to call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from policies.basis import basis
from policies.findings import find, find_common
from policies.inquiry import Found, Inquiry, NotFound
from policies.parameters import Figure, is_stale
from policies.policies import Policies
from policies.regions import NATION
from policies.verdict import Facts

LONGEST = 150

_BASIS = "basis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer: at most 150 characters of `sentences`, then the `source` line (empty where nothing rests on
    one; one line more for each further source).

    `known` is False where the place lacks what was asked; `needs_region` says that the answer differs
    by place and the place is not known well enough; `figures` are those the sentences name; `more`
    invites to the whole card, which says nothing more of what the place lacks.
    """

    benefit: str
    aspect: str
    region: str
    on: date
    sentences: tuple[str, ...]
    source: str = ""
    figures: tuple[Figure, ...] = ()
    known: bool = True
    needs_region: bool = False
    stale: bool = False
    more: str = ""

    @property
    def text(self) -> str:
        """Return the sentences in one text, the source line below them."""
        return "\n".join(part for part in ("".join(self.sentences), self.source) if part)


def answer(
    policies: Policies,
    benefit: str,
    aspect: str,
    *,
    region: str,
    on: date,
    today: date,
    facts: Facts | None = None,
) -> Answered:
    """Answer one aspect of a benefit for a place and a day; with facts, this person's own amount comes first.

    Raises UnknownBenefit and UnknownRegion.
    """
    card = policies.card(benefit)
    policies.regions.region(region)
    inquiry = Inquiry(
        policies=policies, card=card, aspect=aspect, region=region, on=on, today=today, facts=facts or {}
    )
    return _answered(inquiry, find(inquiry))


def common_answer(
    policies: Policies, benefit: str, ask: str, *, region: str, on: date, today: date
) -> Answered | None:
    """Answer one of the card's common questions, named by its own words, or None where the place has no answer.

    Raises UnknownBenefit and UnknownRegion.
    """
    card = policies.card(benefit)
    for question in card.questions:
        if question.ask == ask:
            inquiry = Inquiry(
                policies=policies,
                card=card,
                aspect=question.aspect,
                region=region,
                on=on,
                today=today,
                facts={},
            )
            common = find_common(inquiry, question)
            return _answered(inquiry, common) if common is not None else None
    return None


def common_answers(
    policies: Policies, benefit: str, *, region: str, on: date, today: date
) -> tuple[tuple[str, Answered], ...]:
    """Answer the card's common questions, as far as the place has an answer to them."""
    found: list[tuple[str, Answered]] = []
    for question in policies.card(benefit).questions:
        told = common_answer(policies, benefit, question.ask, region=region, on=on, today=today)
        if told is not None:
            found.append((question.ask, told))
    return tuple(found)


def full(policies: Policies, benefit: str, *, region: str, on: date, today: date) -> tuple[str, ...]:
    """Return the whole card as lines of text: every aspect with its source, then the common questions."""
    words = policies.words
    lines: list[str] = [policies.card(benefit).name]
    for aspect, title in words.groups["aspects"].items():
        answered = answer(policies, benefit, aspect, region=region, on=on, today=today)
        if answered.known or answered.needs_region:
            lines.extend((words.say("heading", title=title), answered.text))
    for ask, answered in common_answers(policies, benefit, region=region, on=on, today=today):
        lines.extend((words.say("heading", title=ask), answered.text))
    return tuple(lines)


def outline(policies: Policies, benefit: str, *, region: str, on: date, today: date) -> tuple[str, ...]:
    """Return the card as it is read on a phone: every aspect, a source once for all that rests on it in a row.

    Of the common questions only the words stand there: whoever wants an answer asks one of them.
    """
    words = policies.words
    lines: list[str] = [policies.card(benefit).name]
    source = ""
    for aspect, title in words.groups["aspects"].items():
        answered = answer(policies, benefit, aspect, region=region, on=on, today=today)
        # What it all rests on stands below each of them.
        if aspect == _BASIS or not (answered.known or answered.needs_region):
            continue
        if source not in ("", answered.source):
            lines.append(source)
        source = answered.source
        lines.extend((words.say("heading", title=title), "".join(answered.sentences)))
    lines.append(source)
    asked = tuple(ask for ask, _ in common_answers(policies, benefit, region=region, on=on, today=today))
    if asked:
        lines.extend((words.say("heading", title=words.say("also_asked")), *asked))
    return tuple(line for line in lines if line)


def hotline(policies: Policies, region: str) -> str:
    """Return the sentence that names the number to call, or an empty text where there is none."""
    found = next((item for item in policies.contacts_at(region) if item.kind == "government"), None)
    return policies.words.say("hotline", number=found.number) if found else ""


def _answered(inquiry: Inquiry, found: Found | NotFound) -> Answered:
    policies, words = inquiry.policies, inquiry.policies.words
    nation = inquiry.region == NATION and inquiry.aspect in inquiry.card.by_place
    needs_region = nation or bool(found.deeper and isinstance(found, NotFound))
    tail: list[str] = []
    stale = False
    if isinstance(found, NotFound) and not nation:
        tail.append(found.why)
    if isinstance(found, Found) and found.checked is not None:
        stale = is_stale(found.since, found.checked, inquiry.on) or any(
            figure.may_have_changed(inquiry.on) for figure in found.figures
        )
        tail.extend([words.say("stale")] if stale else [])
        tail.extend([words.say("future")] if found.figures and inquiry.on > inquiry.today else [])
    if needs_region:
        tail.append(words.say("ask_place"))
    elif isinstance(found, NotFound):
        tail.append(hotline(policies, inquiry.region))
    resting = bool(found.source and found.sentences)
    return Answered(
        benefit=inquiry.card.id,
        aspect=inquiry.aspect,
        region=inquiry.region,
        on=inquiry.on,
        sentences=fitting(found.sentences, tuple(sentence for sentence in tail if sentence), LONGEST),
        source=_sources(policies, found) if resting else "",
        figures=found.figures,
        known=isinstance(found, Found),
        needs_region=needs_region,
        stale=stale,
        more=words.say("more") if isinstance(found, Found) or needs_region else "",
    )


def _sources(policies: Policies, found: Found | NotFound) -> str:
    lines = [basis(policies, found.source, since=found.since, checked=found.checked)]
    for figure in found.also if isinstance(found, Found) else ():
        lines.append(basis(policies, figure.source, since=figure.since, checked=figure.checked))
    return "\n".join(lines)


def fitting(sentences: Sequence[str], tail: tuple[str, ...], longest: int) -> tuple[str, ...]:
    """Return as many sentences as fit into a number of characters together with the tail, which always comes."""
    room = longest - sum(len(sentence) for sentence in tail)
    kept: list[str] = []
    for sentence in sentences:
        room -= len(sentence)
        if room < 0:
            break
        kept.append(sentence)
    return (*kept, *tail)
