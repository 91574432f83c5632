"""Single incomes as values: whose each is, where it comes from, how much it is by the month.

An income of the same person and the same source that is said again takes the place of the one said before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from nlu.reading import Reading, Value
from nlu.values.owner import HOUSEHOLD
from policies.verdict import FactValue

Sources = Mapping[str, tuple[str, ...]]
"""The words by which each source of income is known: `{"income_pension": ("退休金", …)}`."""

SOURCE = "income_"
"""What the names of the library's lists of such words begin with."""

KINDS = ("money_monthly", "money_yearly")
_YEAR = 12
_CLAUSE_ENDS = re.compile(r"[,，。;；!！?？、\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What somebody has by the month, in yuan: a relation's key, "self", "household", or "" where nobody was named.

    `exactly` is the nearer name that the words gave them (`daughter`, where the key is `child`), or "". `source` is the
    list of words that shows where it comes from, "" where nothing does.
    """

    whose: str
    monthly: Decimal
    source: str = ""
    exactly: str = ""

    @property
    def named(self) -> str:
        """The nearest name that is known of whose it is."""
        return self.exactly or self.whose

    def of_the_same(self, other: Income) -> bool:
        """Tell whether it may be the same person's: a child's is a daughter's, but a son's is not."""
        return self.whose == other.whose and (
            self.exactly == other.exactly or "" in (self.exactly, other.exactly)
        )


def incomes(value: FactValue | None) -> tuple[Income, ...]:
    """Return the incomes that an answer holds."""
    pairs = (part.partition("=") for part in str(value or "").split(",") if "=" in part)
    return tuple(_income(who, Decimal(amount)) for who, _, amount in pairs)


def _income(who: str, monthly: Decimal) -> Income:
    person, _, source = who.partition("/")
    whose, _, nearer = person.partition(".")
    return Income(whose=whose, exactly=nearer, source=source, monthly=monthly)


def stored(found: Sequence[Income]) -> str:
    """Return incomes as the answer that holds them."""
    return ",".join(
        f"{'.'.join(filter(None, (income.whose, income.exactly)))}"
        f"{'/' if income.source else ''}{income.source}={income.monthly}"
        for income in found
    )


def said(reading: Reading, words: Sources | None = None) -> tuple[Income, ...]:
    """Return the incomes in a message, each said once; a year's is a twelfth of it by the month, in whole yuan."""
    sums = [v for v in reading.values if v.kind in KINDS and isinstance(v.value, Decimal | int)]
    monthly = {(value.start, value.end) for value in sums if value.kind == "money_monthly"}
    once = [v for v in sums if v.kind == "money_monthly" or (v.start, v.end) not in monthly]
    once.sort(key=lambda value: value.start)
    begins = (0, *(value.end for value in once))
    return tuple(
        Income(
            whose=value.whose,
            exactly=_exactly(reading, value),
            monthly=_monthly(value),
            source=_source(reading.text[start : value.end], words),
        )
        for start, value in zip(begins, once, strict=False)
    )


def _exactly(reading: Reading, value: Value) -> str:
    """Return the nearer name of whom a sum is given to, said last before it or, failing that, first behind it."""
    people = [v for v in reading.values if v.kind == "relation" and v.value == value.whose]
    before = [person for person in people if person.start <= value.start]
    return (before[-1:] or people[:1] or [value])[0].exactly


def _monthly(value: Value) -> Decimal:
    amount, yearly = Decimal(str(value.value)), value.kind == "money_yearly"
    reckoned = yearly or value.reason == "computed"
    amount = amount / _YEAR if yearly else amount
    return amount.quantize(Decimal(1), ROUND_HALF_UP) if reckoned else amount


def _source(text: str, words: Sources | None) -> str:
    """Return the source that the last clause of a text names last."""
    clause = _CLAUSE_ENDS.split(text)[-1]
    named = (
        (clause.rfind(word), name)
        for name, its_words in (words or {}).items()
        if name.startswith(SOURCE)
        for word in its_words
    )
    return max((place for place in named if place[0] >= 0), default=(0, ""))[1].removeprefix(SOURCE)


def total(found: Sequence[Income]) -> Decimal:
    """Return what incomes come to by the month."""
    return sum((income.monthly for income in found), Decimal(0))


def of_single_ones(found: Sequence[Income]) -> bool:
    """Tell whether incomes are single persons', none of them all of the household's."""
    return bool(found) and all(income.whose not in ("", HOUSEHOLD) for income in found)


def whole_of(found: Sequence[Income]) -> Income | None:
    """Return the sum of all of them that was said beside single ones; “my wife and I, four hundred” is none."""
    whole = max((i for i in found if i.whose == HOUSEHOLD), key=lambda i: i.monthly, default=None)
    rest = [income for income in found if income is not whole]
    return whole if whole is not None and whole.monthly >= total(rest) else None


def with_anew(known: Sequence[Income], new: Sequence[Income]) -> tuple[Income, ...]:
    """Return incomes with more told: one of the same person and source takes the other's place, the rest is added."""
    parts = list(known)
    for income in new:
        place = _same(parts[: len(known)], income)
        if place is None:
            parts.append(income)
        else:
            parts[place] = replace(parts[place], monthly=income.monthly)
    return tuple(parts)


def _same(parts: Sequence[Income], new: Income) -> int | None:
    """Return the place of the income that a new one says again, or None.

    Where nobody is named, the same sum from the same source is no second one; where no source is, the same person's.
    """
    for place, old in enumerate(parts):
        alike = old.source == new.source or (old.monthly == new.monthly and "" in (old.source, new.source))
        same_person = old.of_the_same(new) and new.whose != ""
        if alike and (same_person or (new.whose == "" and old.monthly == new.monthly)):
            return place
    return None


def put_right(parts: Sequence[Income], new: Sequence[Income]) -> tuple[Income, ...] | None:
    """Return incomes with those of a person that are said anew in place of theirs; None where there are none.

    One sum without a name puts right the one told last.
    """
    if len(new) == 1 and new[0].whose == "" and parts:
        new = (replace(new[0], whose=parts[-1].whose, exactly=parts[-1].exactly),)
    if not new or not all(any(part.of_the_same(income) for part in parts) for income in new):
        return None
    anew: dict[int, Income] = {}
    for income in new:
        # Of two incomes of one person that of the same source is put right, else the last.
        places = [place for place, part in enumerate(parts) if part.of_the_same(income)]
        of_the_source = [place for place in places if parts[place].source == income.source]
        place = (of_the_source or places)[-1]
        old = parts[place]
        anew[place] = replace(
            income, source=income.source or old.source, exactly=income.exactly or old.exactly
        )
    return tuple(anew.get(place, income) for place, income in enumerate(parts))
