"""Decide which value told in passing and in a doubtful way is asked about at once: an age or an income needed later."""

from __future__ import annotations

from flows import incomes
from flows.answer_value import AGE, likely, years_alone
from flows.members import looks_over, value_of, whom
from flows.state import Frame
from flows.talk import Talk, answers_of, flow_of, put_in_doubt, told
from nlu.reading import Reading

_ABOUT = "approximate"
"""The reason for doubt of a sum that is only about right; any other is asked for when its question comes."""


def doubtful(talk: Talk, frame: Frame, reading: Reading, besides: str | None = None) -> Talk:
    """Ask at once about a value that is needed later and was told in a doubtful way: it is not asked for again."""
    library, answers = talk.world.flows_of(frame.release), answers_of(talk, frame)
    for name in (AGE, incomes.INCOME):
        question = library.questions.get(name)
        value = value_of(reading, question.kind, whom(talk, reading)) if question is not None else None
        if value is None and name == AGE and besides is not None:
            value = years_alone(reading)
        if question is None or value is None or not value.needs_confirm or value.value is None:
            continue
        if name == besides or name in answers or value.others or not needed(talk, frame, name):
            continue
        if name == incomes.INCOME and (value.reason != _ABOUT or incomes.INCOMES in answers):
            continue
        guess = told(talk, likely(value), asked=True)
        return put_in_doubt(talk, frame, name, guess, value.reason or "unsure")
    return talk


def needed(talk: Talk, frame: Frame, name: str) -> bool:
    """Tell whether a flow asks for a fact, or its benefit is judged by it."""
    if name in talk.world.flows_of(frame.release).asked_in(frame.flow):
        return True
    cards = talk.world.policies.cards
    looked_over = cards.values() if looks_over(flow_of(talk, frame)) else ()
    own = cards.get(frame.benefit or "")
    return any(name in card.facts for card in (*looked_over, *((own,) if own else ())))
