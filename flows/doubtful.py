"""Decide which value told in passing and in a doubtful way is asked about at once: an age or an income needed later."""

from __future__ import annotations

from flows import incomes
from flows.answer_value import AGE, BY_ITSELF, is_old_age, likely, years_alone
from flows.answering import years_read_back
from flows.members import for_household, looks_over, value_of, whom
from flows.state import Frame
from flows.talk import Talk, answers_of, flow_of, put_in_doubt, questions_of, told
from nlu.reading import Reading
from nlu.text import letters_only, normalise

ONE_DENIED = "one_denied"
"""The reason for doubt of “none of these”, where just one of them was denied."""

_PAPERS = ("id_number", "birth_date")
"""Answers from which an age follows."""

_ABOUT = "approximate"
"""The reason for doubt of a sum that is only about right; any other is asked for when its question comes."""


def doubtful(talk: Talk, frame: Frame, reading: Reading, besides: str | None = None) -> Talk:
    """Ask at once about a value that is needed later and was told in a doubtful way: it is not asked for again.

    One doubt is settled at a time.
    """
    if talk.state.doubt is not None:
        return talk
    library, answers = talk.world.flows_of(frame.release), answers_of(talk, frame)
    for name in (AGE, incomes.INCOME):
        question = library.questions.get(name)
        value = value_of(reading, question.kind, whom(talk, reading)) if question is not None else None
        papers = any(paper in answers for paper in _PAPERS)
        if value is None and name == AGE and not papers and (besides is not None or _placed(reading)):
            value = years_alone(reading)
        if question is None or value is None or not value.needs_confirm or value.value is None:
            continue
        if name == besides or name in answers or value.others or not needed(talk, frame, name):
            continue
        if name == incomes.INCOME and (value.reason != _ABOUT or incomes.INCOMES in answers):
            continue
        of_one = frame.benefit is not None and not for_household(talk, frame) and value.reason == BY_ITSELF
        if of_one and isinstance(value.value, int) and is_old_age(value.value):
            return years_read_back(talk, frame, value.value)
        guess = told(talk, likely(value), asked=True)
        return put_in_doubt(talk, frame, name, guess, value.reason or "unsure")
    return _none_of_them(talk, frame, reading) or talk


def _placed(reading: Reading) -> bool:
    """Tell whether a message gives a place, beside which a bare number is an age: “74, Shangdang”."""
    return any(value.kind == "region" for value in reading.values)


def _none_of_them(talk: Talk, frame: Frame, reading: Reading) -> Talk | None:
    """Ask whether somebody who denies one of the standings of a household has none of the others either."""
    words, answers = letters_only(normalise(reading.text).text), answers_of(talk, frame)
    for name, question in questions_of(talk, frame).items():
        if question.kind != "choice" or name in answers or name not in talk.world.policies.facts:
            continue
        said = ((o.id, word) for o in question.options for word in o.words if word in words)
        option = next((option for option, word in said if question.denied_by(option, word)), None)
        if option is not None and needed(talk, frame, name):
            return put_in_doubt(talk, frame, name, told(talk, option, asked=True), ONE_DENIED)
    return None


def needed(talk: Talk, frame: Frame, name: str) -> bool:
    """Tell whether a flow asks for a fact, or its benefit is judged by it."""
    if name in talk.world.flows_of(frame.release).asked_in(frame.flow):
        return True
    cards = talk.world.policies.cards
    looked_over = cards.values() if looks_over(flow_of(talk, frame)) else ()
    own = cards.get(frame.benefit or "")
    return any(name in card.facts for card in (*looked_over, *((own,) if own else ())))
