"""Actions that say what follows from a household's answers: the income for each head, what goes together, the papers.

Every figure is the person's own or a card's; where one is missing, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from flows import receiving
from flows.flow import DEPENDS
from flows.outcome import Reply
from flows.speaking import gaps
from flows.state import Frame
from flows.talk import Talk, place, say
from policies.answers import answer
from policies.facts import known
from policies.matrix import Pair
from policies.verdict import FactValue


def tell_income(talk: Talk, frame: Frame) -> Talk:
    """Say the household's income for each head with its arithmetic; nothing for one who lives alone."""
    here = place(talk, frame)
    facts = known(here.policies.facts, here.facts, here.today)
    income, size, share = (
        facts.get(name) for name in ("household_income", "household_size", "income_per_person")
    )
    if not (_number(income) and _number(size) and _number(share)) or size == 1:
        return talk
    words, unit = here.policies.words, here.policies.facts["household_income"].unit
    told = {
        "income": words.amount(Decimal(str(income)), unit),
        "size": str(size),
        "share": words.amount(Decimal(str(share)), unit),
    }
    return say(talk, Reply(phrase="income_sum", values={**gaps(talk, frame), **told}, release=frame.release))


def _number(value: FactValue | None) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def tell_pairs(talk: Talk, frame: Frame) -> Talk:
    """Say of each benefit the household has already whether it goes with this one, and which counts if not."""
    cards = talk.world.policies.cards
    for pair in _pairs(talk, frame):
        other = pair.other if pair.one == frame.benefit else pair.one
        counts = "this" if pair.keep == frame.benefit else "other"
        phrase = f"pair_{pair.kind}_{counts}" if pair.keep else f"pair_{pair.kind}"
        told = {**gaps(talk, frame), "other": cards[other].name}
        talk = say(talk, Reply(phrase=phrase, values=told, release=frame.release))
    return talk


def _pairs(talk: Talk, frame: Frame) -> Iterator[Pair]:
    here = place(talk, frame)
    chain = here.policies.regions.chain(here.here)
    named = (receiving.benefits(here.facts.get(name)) for name in DEPENDS["tell_pairs"])
    for had in dict.fromkeys(benefit for benefits in named for benefit in benefits):
        pair = here.policies.matrix.between(str(frame.benefit), had, chain)
        if pair is not None and had in here.policies.cards:
            yield pair


def tell_materials(talk: Talk, frame: Frame) -> Talk:
    """Say which papers the card asks for, which may follow and which are waived; nothing where it names none."""
    here = place(talk, frame)
    found = answer(
        here.policies, frame.benefit or "", "materials", region=here.here, on=here.today, today=here.today,
        facts=here.facts,
    )  # fmt: skip
    if not found.known:
        return talk
    told = {**gaps(talk, frame), "materials": "\n".join(found.sentences), "source": found.source}
    return say(talk, Reply(phrase="materials_needed", values=told, release=frame.release))
