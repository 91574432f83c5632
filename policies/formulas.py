"""The few sums that YAML should not do, each with its clause; a fact definition names one as `derived.by`.

A formula takes the facts it is derived from and the day it is reckoned on, and returns None where it
cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from policies.days import years_after
from policies.verdict import FactValue

Formula = Callable[..., FactValue | None]


def birth_date_of_id(number: FactValue, on: date) -> date | None:
    """Read the day of birth in an identity number: digits 7 to 14 (GB 11643-1999, clause 4.2.2).

    The fifteen-digit number of before 1999 has it in digits 7 to 12, of the twentieth century. A day
    that does not exist or lies after `on` gives None. The check digit is the reader's business.
    """
    if not isinstance(number, str):
        return None
    digits = number[6:14] if len(number) == 18 else "19" + number[6:12] if len(number) == 15 else ""
    if not digits.isdigit():
        return None
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born <= on else None


def full_years(born: FactValue, on: date) -> int | None:
    """Count the full years of age on a day: one more on each birthday (Civil Code arts. 200 to 202, 1259).

    Who was born on 29 February completes the year on 28 February where the year has no 29th: art. 202
    takes the month's last day when the corresponding day is lacking.

    >>> full_years(date(1948, 2, 29), date(2027, 2, 27)), full_years(date(1948, 2, 29), date(2027, 2, 28))
    (78, 79)
    """
    if not isinstance(born, date) or born > on:
        return None
    years = on.year - born.year
    return years if years_after(born, years) <= on else years - 1


def per_person(income: FactValue, persons: FactValue, on: date) -> Decimal | None:
    """Divide what the household has in a month by its members (民发〔2021〕57号 arts. 7, 13), to the cent.

    >>> per_person(Decimal(1000), 3, date(2026, 3, 20))
    Decimal('333.33')
    """
    if not isinstance(income, int | Decimal) or not isinstance(persons, int | Decimal) or persons < 1:
        return None
    return (Decimal(income) / Decimal(persons)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def hard_tonight(need: FactValue, on: date) -> str | None:
    """Whoever has nothing to eat or nowhere to sleep tonight has severe difficulty with the basics of life
    (社会救助暂行办法 art. 47: 基本生活暂时出现严重困难); any other answer tells nothing about it.

    >>> hard_tonight("hungry", on=date(2026, 3, 20)), hard_tonight("safe", on=date(2026, 3, 20))
    ('yes', None)
    """
    return "yes" if need == "hungry" else None


FORMULAS: Mapping[str, Formula] = {
    "birth_date_of_id": birth_date_of_id,
    "full_years": full_years,
    "per_person": per_person,
    "hard_tonight": hard_tonight,
}
