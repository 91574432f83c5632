"""Who of a household brings in how much: several incomes told at once or one after another, and what they come to.

One person's income is not the household's while there are others. What is added up is shown with its arithmetic and
counts only once the person says that it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.earnings import (
    KINDS,
    Income,
    incomes,
    of_single_ones,
    put_right,
    said,
    stored,
    total,
    whole_of,
    with_anew,
)
from flows.place import without
from flows.question import Question
from flows.state import Answers, Doubt, Frame
from flows.talk import Talk, answers_of, put_answers, put_in_doubt, told
from nlu.reading import Reading
from nlu.text import normalise
from nlu.values.owner import HOUSEHOLD
from policies.verdict import FactValue

INCOME = "household_income"
INCOMES = "incomes"
"""The answer that holds each income by the month and whose it is: “child=3000,self=417”."""

ADDED = "added"
"""The reason of a doubt whether several incomes come to the household's."""

ONLY = "only_income"
"""The library's phrases that say of the incomes in a message that nobody of the household has another."""

_SIZE = "household_size"


def mentioned(talk: Talk, reading: Reading) -> Answers:
    """Return the incomes of single persons that a message tells unasked; the household's, where it has no others."""
    found = said(reading, talk.world.flows.words)
    if INCOMES not in talk.world.flows.questions or not of_single_ones(found):
        return {}
    if any(v.kind in KINDS and v.needs_confirm and v.reason != "computed" for v in reading.values):
        return {}
    if _only(talk, reading) and len(found) == 1:
        return {INCOME: told(talk, found[0].monthly, asked=False)}
    return {INCOMES: told(talk, stored(found), asked=False)}


def _only(talk: Talk, reading: Reading) -> bool:
    return talk.world.flows.shows(ONLY, normalise(reading.text).text)


def together(before: Answers, new: Answers) -> Answers:
    """Return new answers with the incomes known before added to theirs; one that is told again is no second one.

    Once the household's own is known, single ones change nothing.
    """
    if INCOMES not in new or (INCOMES not in before and INCOME not in before):
        return new
    known = incomes(before[INCOMES].value) if INCOMES in before else ()
    now = with_anew(known, incomes(new[INCOMES].value))
    if now == known or INCOME in before:
        return without(new, (INCOMES,))
    return {**new, INCOMES: replace(new[INCOMES], value=stored(now))}


def answered(talk: Talk, frame: Frame, question: Question, reading: Reading) -> Talk | None:
    """Take incomes said to the question what the household has; None where one plain sum answers it.

    Single persons' are added up with those told before. Of one alone, while there are others, more is asked for.
    """
    answers, found = answers_of(talk, frame), said(reading, talk.world.flows.words)
    if question.id != INCOME or not found or INCOMES not in talk.world.flows.questions:
        return None
    known = incomes(answers[INCOMES].value) if INCOMES in answers else ()
    if len(found) == 1 and (found[0].whose == HOUSEHOLD or (found[0].whose == "" and not known)):
        return None
    whole = whole_of(found)
    if whole is not None:
        without_single = without(answers, (INCOMES,))
        return put_answers(talk, frame, {**without_single, INCOME: told(talk, whole.monthly, asked=True)})
    parts = with_anew(known, tuple(income for income in found if income.monthly))
    if len(parts) == 1 and not known and not _all_told(answers, parts) and not _only(talk, reading):
        return put_answers(talk, frame, {**answers, INCOMES: told(talk, stored(parts), asked=False)})
    return _summed(talk, frame, question, parts) if parts else None


def doubted_anew(talk: Talk, frame: Frame, question: Question, doubt: Doubt, reading: Reading) -> Talk | None:
    """Add up again where the answer to a sum puts one of its incomes right; None where it does not.

    Who says of one of them that there is no other means that one alone.
    """
    if doubt.reason != ADDED or INCOMES not in doubt.besides:
        return None
    new = said(reading, talk.world.flows.words)
    parts = put_right(incomes(doubt.besides[INCOMES].value), new)
    if parts is not None and _only(talk, reading):
        parts = tuple(income for income in parts if (income.whose, income.monthly) in _each(new))
    return _summed(talk, frame, question, parts) if parts else None


def _each(found: Sequence[Income]) -> set[tuple[str, object]]:
    return {(income.whose, income.monthly) for income in found}


def corrected(talk: Talk, answers: Answers, reading: Reading) -> tuple[Income, ...] | None:
    """Return a household's single incomes with the one that a message puts right, where it names whose it is."""
    new = said(reading, talk.world.flows.words)
    if INCOMES not in answers or INCOME not in answers or not of_single_ones(new):
        return None
    return put_right(incomes(answers[INCOMES].value), new)


def _all_told(answers: Answers, parts: Sequence[Income]) -> bool:
    """Tell whether as many people were named as the household has."""
    size = answers[_SIZE].value if _SIZE in answers else None
    return isinstance(size, int) and len({(income.whose, income.exactly) for income in parts}) >= size


def settled(talk: Talk, frame: Frame, question: Question) -> Talk | None:
    """Add up what was told where everybody's income is known before the question is put, else return None."""
    answers = answers_of(talk, frame)
    parts = incomes(answers[INCOMES].value) if INCOMES in answers else ()
    if question.id != INCOME or not parts or not _all_told(answers, parts):
        return None
    return _summed(talk, frame, question, parts)


def _summed(talk: Talk, frame: Frame, question: Question, parts: Sequence[Income]) -> Talk:
    """Ask whether the sum is right; one income alone is no sum."""
    if len(parts) == 1:
        whole = {**answers_of(talk, frame), question.id: told(talk, parts[0].monthly, asked=True)}
        return put_answers(talk, frame, whole)
    besides = {INCOMES: told(talk, stored(parts), asked=False)}
    return put_in_doubt(talk, frame, question.id, told(talk, total(parts), asked=True), ADDED, besides)


def agreeing(talk: Talk, frame: Frame, name: str) -> Talk:
    """Forget single persons' incomes once the household's is told to be another sum than theirs."""
    answers = answers_of(talk, frame)
    if name != INCOME or INCOMES not in answers or INCOME not in answers:
        return talk
    if total(incomes(answers[INCOMES].value)) == answers[INCOME].value:
        return talk
    return put_answers(talk, frame, without(answers, (INCOMES,)))


def each_with_whose(talk: Talk, value: FactValue) -> str:
    """Return incomes as they are read back, each with whose it is."""
    phrases, words = talk.world.flows.phrases, talk.world.policies.words
    unit = talk.world.policies.facts[INCOME].unit
    said = (
        (
            phrases.word(f"relation_{income.named}", phrases.word(f"relation_{income.whose}", ""))
            if income.whose
            else ""
        )
        + words.amount(income.monthly, unit)
        for income in incomes(value)
    )
    return phrases.word("list_comma").join(said)


def arithmetic(talk: Talk, value: FactValue) -> str:
    """Return several incomes as they are added up: “3000＋417”."""
    plus, words = talk.world.flows.phrases.word("list_plus"), talk.world.policies.words
    unit = talk.world.policies.facts[INCOME].unit
    return plus.join(words.gap(income.monthly, unit) for income in incomes(value))
