"""Numbers as people write them: digits, Chinese numerals, digits read out one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "幺": 1, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
NUMERAL = "[" + "".join(DIGITS) + "".join(UNITS) + "]"
SMALL = f"(?:[0-9]{{1,3}}|{NUMERAL}{{1,6}})"

_RUN = re.compile(r"[0-9](?:[ \-.]?[0-9]){3,40}[ ]?[xX]?|[零〇○一二三四五六七八九幺]{7,40}[xX]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A long row of digits, with or without spaces, and where it stands."""

    start: int
    end: int
    digits: str


def number(words: str) -> int | None:
    """Return the number that digits or Chinese numerals name, or None.

    >>> number("八十三"), number("一百零二"), number("三千五"), number("1200"), number("十")
    (83, 102, 3500, 1200, 10)
    """
    if words.isascii():
        return int(words) if words.isdigit() else None
    if not words or any(letter not in DIGITS and letter not in UNITS for letter in words):
        return None
    if all(letter in DIGITS for letter in words):
        return int("".join(str(DIGITS[letter]) for letter in words))
    return _with_units(words)


def _with_units(words: str) -> int:
    total = section = digit = 0
    last_unit = 1
    zero = False
    for letter in words:
        if letter in DIGITS:
            digit = DIGITS[letter]
            zero = zero or digit == 0
            continue
        unit = UNITS[letter]
        zero = False
        if unit == 10_000:
            total, section, digit = (total + section + digit) * unit, 0, 0
        else:
            section, digit = section + (digit or 1) * unit, 0
        last_unit = unit
    # "three thousand five" means 3500 unless a zero stands between
    return total + section + (digit * last_unit // 10 if digit and not zero and last_unit > 10 else digit)


def runs(text: str) -> Iterator[Run]:
    """Yield the rows of at least four digits (seven when read out in Chinese), spaces, dashes and points dropped."""
    for match in _RUN.finditer(text):
        digits = "".join(str(DIGITS.get(letter, letter)) for letter in match.group() if letter not in " -.")
        yield Run(start=match.start(), end=match.end(), digits=digits.upper())
