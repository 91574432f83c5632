"""Who of a household brings in how much: several incomes told at once or one after another, and what they come to.

One person's income is not the household's while there are others. What is added up is shown with its arithmetic and
counts only once the person says that it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from flows.flow import Question
from flows.place import without
from flows.state import Answers, Doubt, Frame, Told
from flows.talk import Talk, answers_of, keeper, put_answers, told
from nlu.reading import Reading, Value
from nlu.values.owner import HOUSEHOLD
from policies.verdict import FactValue

INCOME = "household_income"
INCOMES = "incomes"
"""The answer that holds each income by the month and whose it is: “child=3000,self=417”."""

ADDED = "added"
"""The reason of a doubt whether several incomes come to the household's."""

_SIZE = "household_size"
_KINDS = ("money_monthly", "money_yearly")
_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What somebody has by the month, in yuan: a relation's key, "self", "household", or "" where nobody was named."""

    whose: str
    monthly: Decimal


def incomes(value: FactValue | None) -> tuple[Income, ...]:
    """Return the incomes that an answer holds."""
    pairs = (part.partition("=") for part in str(value or "").split(",") if "=" in part)
    return tuple(Income(whose=whose, monthly=Decimal(amount)) for whose, _, amount in pairs)


def stored(found: Sequence[Income]) -> str:
    """Return incomes as the answer that holds them."""
    return ",".join(f"{income.whose}={income.monthly}" for income in found)


def said(reading: Reading) -> tuple[Income, ...]:
    """Return the incomes in a message, each said once; a year's is a twelfth of it by the month, in whole yuan."""
    sums = [v for v in reading.values if v.kind in _KINDS and isinstance(v.value, Decimal | int)]
    monthly = {(value.start, value.end) for value in sums if value.kind == "money_monthly"}
    once = [v for v in sums if v.kind == "money_monthly" or (v.start, v.end) not in monthly]
    once.sort(key=lambda value: value.start)
    return tuple(Income(whose=value.whose, monthly=_monthly(value)) for value in once)


def _monthly(value: Value) -> Decimal:
    amount, yearly = Decimal(str(value.value)), value.kind == "money_yearly"
    reckoned = yearly or value.reason == "computed"
    amount = amount / _YEAR if yearly else amount
    return amount.quantize(Decimal(1), ROUND_HALF_UP) if reckoned else amount


def total(found: Sequence[Income]) -> Decimal:
    """Return what incomes come to by the month."""
    return sum((income.monthly for income in found), Decimal(0))


def of_single_ones(found: Sequence[Income]) -> bool:
    """Tell whether incomes are single persons', none of them all of the household's."""
    return bool(found) and all(income.whose not in ("", HOUSEHOLD) for income in found)


def mentioned(talk: Talk, reading: Reading) -> Told | None:
    """Return the incomes of single persons that a message tells unasked; None where it tells none of theirs."""
    found = said(reading)
    if INCOMES not in talk.world.flows.questions or not of_single_ones(found):
        return None
    unsure = any(v.kind in _KINDS and v.needs_confirm and v.reason != "computed" for v in reading.values)
    return None if unsure else told(talk, stored(found), asked=False)


def together(before: Answers, new: Answers) -> Answers:
    """Return new answers with the incomes known before added to theirs; the same one told again is no second one.

    Once the household's own is known, single ones change nothing.
    """
    if INCOMES not in new or (INCOMES not in before and INCOME not in before):
        return new
    known = incomes(before[INCOMES].value) if INCOMES in before else ()
    more = tuple(income for income in incomes(new[INCOMES].value) if income not in known)
    if not more or INCOME in before:
        return without(new, (INCOMES,))
    return {**new, INCOMES: replace(new[INCOMES], value=stored((*known, *more)))}


def answered(talk: Talk, frame: Frame, question: Question, reading: Reading) -> Talk | None:
    """Take incomes said to the question what the household has; None where one plain sum answers it.

    Single persons' are added up with those told before. Of one alone, while there are others, more is asked for.
    """
    answers, found = answers_of(talk, frame), said(reading)
    if question.id != INCOME or not found or INCOMES not in talk.world.flows.questions:
        return None
    known = incomes(answers[INCOMES].value) if INCOMES in answers else ()
    if len(found) == 1 and (found[0].whose == HOUSEHOLD or (found[0].whose == "" and not known)):
        return None
    whole = _whole_of(found)
    if whole is not None:
        without_single = without(answers, (INCOMES,))
        return put_answers(talk, frame, {**without_single, INCOME: told(talk, whole.monthly, asked=True)})
    more = tuple(income for income in found if income.monthly and income not in known)
    parts = (*known, *more)
    if len(parts) == 1 and not known and not _all_told(answers, parts):
        return put_answers(talk, frame, {**answers, INCOMES: told(talk, stored(parts), asked=False)})
    return _summed(talk, frame, question, parts) if parts else None


def _whole_of(found: Sequence[Income]) -> Income | None:
    """Return the sum of all of them that was said beside single ones; “my wife and I, four hundred” is none."""
    whole = max((i for i in found if i.whose == HOUSEHOLD), key=lambda i: i.monthly, default=None)
    rest = [income for income in found if income is not whole]
    return whole if whole is not None and whole.monthly >= total(rest) else None


def put_right(parts: Sequence[Income], reading: Reading) -> tuple[Income, ...] | None:
    """Return incomes with those of a person that a message says anew in place of theirs; None where it says none.

    One sum without a name puts right the one told last.
    """
    new = said(reading)
    if len(new) == 1 and new[0].whose == "" and parts:
        new = (replace(new[0], whose=parts[-1].whose),)
    if not new or not {income.whose for income in new} <= {income.whose for income in parts}:
        return None
    anew = {income.whose: income for income in new}
    # Of two incomes of one person the last is put right.
    last = {income.whose: place for place, income in enumerate(parts)}
    return tuple(
        anew[income.whose] if last[income.whose] == place and income.whose in anew else income
        for place, income in enumerate(parts)
    )


def doubted_anew(talk: Talk, frame: Frame, question: Question, doubt: Doubt, reading: Reading) -> Talk | None:
    """Add up again where the answer to a sum puts one of its incomes right; None where it does not."""
    if doubt.reason != ADDED or INCOMES not in doubt.besides:
        return None
    parts = put_right(incomes(doubt.besides[INCOMES].value), reading)
    return _summed(talk, frame, question, parts) if parts is not None else None


def corrected(answers: Answers, reading: Reading) -> tuple[Income, ...] | None:
    """Return a household's single incomes with the one that a message puts right, where it names whose it is."""
    if INCOMES not in answers or INCOME not in answers or not of_single_ones(said(reading)):
        return None
    return put_right(incomes(answers[INCOMES].value), reading)


def _all_told(answers: Answers, parts: Sequence[Income]) -> bool:
    """Tell whether as many people were named as the household has."""
    size = answers[_SIZE].value if _SIZE in answers else None
    return isinstance(size, int) and len({income.whose for income in parts}) >= size


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
    doubt = Doubt(
        question=question.id,
        told=told(talk, total(parts), asked=True),
        reason=ADDED,
        at=keeper(frame),
        besides={INCOMES: told(talk, stored(parts), asked=False)},
    )
    return replace(talk, state=replace(talk.state, doubt=doubt))


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
        (phrases.word(f"relation_{income.whose}") if income.whose else "")
        + words.amount(income.monthly, unit)
        for income in incomes(value)
    )
    return phrases.word("list_comma").join(said)


def arithmetic(talk: Talk, value: FactValue) -> str:
    """Return several incomes as they are added up: “3000＋417”."""
    plus, words = talk.world.flows.phrases.word("list_plus"), talk.world.policies.words
    unit = talk.world.policies.facts[INCOME].unit
    return plus.join(words.gap(income.monthly, unit) for income in incomes(value))
