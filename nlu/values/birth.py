"""The day or year somebody was born, and the age that follows from it.

A year alone leaves two ages open, so it asks to be confirmed; a whole day is given as a day too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlu.reading import Value
from nlu.values.numbers import NUMERAL, number

_YEAR = rf"1[89][0-9]{{2}}|20[0-9]{{2}}|[0-9]{{2}}|{NUMERAL}{{4}}|{NUMERAL}{{2}}"
_BORN = re.compile(
    rf"({_YEAR})年?(?:([0-9]{{1,2}}|{NUMERAL}{{1,3}})月(?:份|([0-9]{{1,2}}|{NUMERAL}{{1,3}})[日号])?)?"
    r"(?:出?生|的?人|生人)"
)
_BARE = re.compile(rf"(?<![0-9])({_YEAR})年(?:的|$)")


def find(text: str, today: date, *, asked: bool) -> Iterator[Value]:
    """Yield the age, and the day when it is complete, for each birth; `asked` lets a bare year count."""
    yield from _born(text, today)
    bare = _BARE.search(text) if asked else None
    year = _year(bare.group(1), today) if bare else None
    if bare is not None and year is not None and not _BORN.search(text):
        yield from _from_birth(bare, year, None, None, today)


def _born(text: str, today: date) -> Iterator[Value]:
    for match in _BORN.finditer(text):
        year = _year(match.group(1), today)
        month = number(match.group(2)) if match.group(2) else None
        day = number(match.group(3)) if match.group(3) else None
        if year is None or (
            not match.group(2) and "年" not in match.group() and not match.group().endswith("生")
        ):
            continue
        yield from _from_birth(match, year, month, day, today)


def _from_birth(
    match: re.Match[str], year: int, month: int | None, day: int | None, today: date
) -> Iterator[Value]:
    start, end = match.span()
    oldest = today.year - year
    if month and day:
        try:
            born = date(year, month, day)
        except ValueError:
            return
        years = oldest - ((today.month, today.day) < (month, day))
        if years >= 0:
            yield Value(kind="age", value=years, start=start, end=end)
            yield Value(kind="date", value=born.isoformat(), start=start, end=end, reason="birth_date")
        return
    if month and 1 <= month <= 12 and month != today.month:
        yield Value(kind="age", value=oldest - (today.month < month), start=start, end=end)
        return
    low = max(0, oldest - 1)
    yield Value(
        kind="age",
        value=low,
        start=start,
        end=end,
        needs_confirm=True,
        reason="birth_year",
        low=low,
        high=oldest,
    )


def _year(words: str, today: date) -> int | None:
    year = number(words)
    if year is None or (not words.isascii() and len(words) == 2 and "十" in words):
        return None
    if year < 100:
        year += 1900 if year > today.year % 100 else 2000
        year = year - 100 if year > 2000 and words.isascii() is False else year
    return year if 1890 <= year <= today.year else None
