"""Numbers as people write them: digits, Chinese numerals, pairs of neighbours, digits read out one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "幺": 1, "俩": 2, "仨": 3, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
SCALES = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000, "百": 100}
# Joined tens that only stand before one digit: 廿三, 卅五.
JOINED = {"廿": "二十", "卅": "三十"}
_NUMERALS = frozenset((*DIGITS, *UNITS))
NUMERAL = "[" + "".join(DIGITS) + "".join(UNITS) + "]"
SMALL = f"(?:[0-9]{{1,3}}|{NUMERAL}{{1,6}})"


def opening(letters: str) -> str:
    """Return the head of an expression that begins with one of these characters or with a numeral: what cannot begin
    it is passed over at once, however much of it may be left out."""
    return f"(?=[{letters}0-9{NUMERAL[1:-1]}])"


# How digits are said over a bad line (zero as a hole, one as a stick, seven as a crutch, nine as a hook).
_SPOKEN = {"洞": 0, "妖": 1, "腰": 1, "拐": 7, "勾": 9}
_READ_OUT = "零〇○一二三四五六七八九幺" + "".join(_SPOKEN)
_RUN = re.compile(
    rf"[0-9{_READ_OUT}](?:[ \-.·)]{{0,2}}[0-9{_READ_OUT}]){{3,60}}(?:[ ]?(?:[xX×]|叉|艾克斯|埃克斯)(?![a-zA-Z]))?"
)
_SEPARATORS = re.compile(r"[ \-.·)]+")
_LEAST_READ_OUT = 7
_MOST_PIECES = 14
_PAIRED = re.compile("([一二两三四五六七八九])([二三四五六七八九])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A long row of digits, with or without spaces, and where it stands; `pieces` are its parts between spaces."""

    start: int
    end: int
    digits: str
    pieces: tuple[Run, ...] = ()


def number(words: str) -> int | None:
    """Return the number that digits or Chinese numerals name, or None.

    >>> number("八十三"), number("一百零二"), number("三千五"), number("1200"), number("十")
    (83, 102, 3500, 1200, 10)
    """
    if words.isascii():
        return int(words) if words.isdigit() and len(words) <= 18 else None
    if not JOINED.keys().isdisjoint(words):
        for joined, tens in JOINED.items():
            words = words.replace(joined, tens)
    if not words or not _NUMERALS.issuperset(words):
        return None
    if UNITS.keys().isdisjoint(words):
        return int("".join(str(DIGITS[letter]) for letter in words)) if len(words) <= 18 else None
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
            total, section, digit = (total + section + digit or 1) * unit, 0, 0
        else:
            section, digit = section + (digit or 1) * unit, 0
        last_unit = unit
    # "three thousand five" means 3500 unless a zero stands between
    return total + section + (digit * last_unit // 10 if digit and not zero and last_unit > 10 else digit)


def pair(words: str) -> tuple[int, int] | None:
    """Return both ends of two neighbouring digits said for "about": 两三百, 七八十, 两千五六.

    >>> pair("两三百"), pair("一千二三"), pair("十五六"), pair("一百二")
    ((200, 300), (1200, 1300), (15, 16), None)
    """
    match = _PAIRED.search(words)
    if match is None or len(words) < 3:
        return None
    first, second = match.groups()
    before, after = words[: match.start()], words[match.end() :]
    if DIGITS[second] != DIGITS[first] + 1 or (before and before[-1] in DIGITS):
        return None
    if after and after[0] in DIGITS:
        return None
    low, high = number(before + first + after), number(before + second + after)
    return None if low is None or high is None or low >= high else (low, high)


def figure_value(figure: str) -> Decimal | None:
    """Return what a figure alone is worth: "1.2万", "2千3", "一万二", "一点二万", "12,000".

    >>> [int(figure_value(x)) for x in ("1.2万", "2千3", "一万二", "一点二万", "12,000", "1万5千")]
    [12000, 2300, 12000, 12000, 12000, 15000]
    """
    plain = figure.replace(",", "").replace("_", "")
    if "点" in plain:
        whole, part = plain[:-1].split("点", 1)
        base = number(whole)
        digits = "".join(str(DIGITS.get(letter, "")) for letter in part)
        return None if base is None or not digits else Decimal(f"{base}.{digits}") * SCALES["万"]
    if not plain[0].isdigit() or not plain[0].isascii():
        whole_number = number(plain)
        return None if whole_number is None else Decimal(whole_number)
    match = re.fullmatch(r"([0-9.]+)(?:([万千百kw])([0-9一二三四五六七八九])?([千百])?)?", plain)
    if match is None:
        return None
    base_figure, scale, more, small = match.groups()
    total = Decimal(base_figure) * (SCALES[scale] if scale else 1)
    if more:
        digit = DIGITS.get(more, 0) if not more.isascii() else int(more)
        total += Decimal(digit) * (SCALES[small] if small else SCALES[scale] // 10)
    return total


def runs(text: str) -> Iterator[Run]:
    """Yield the rows of at least four digits (seven when read out in Chinese), spaces, dashes and points dropped."""
    for match in _RUN.finditer(text):
        run = _run(match.group(), match.start())
        if match.group()[:1].isascii() or len(run.digits) >= _LEAST_READ_OUT:
            yield run


def _run(words: str, start: int) -> Run:
    pieces: list[Run] = []
    position = 0
    for gap in [*_SEPARATORS.finditer(words), None]:
        end = gap.start() if gap else len(words)
        piece = words[position:end]
        pieces.append(Run(start=start + position, end=start + end, digits=_plain(piece)))
        position = gap.end() if gap else end
    digits = "".join(piece.digits for piece in pieces)
    kept = tuple(pieces) if 1 < len(pieces) <= _MOST_PIECES else ()
    return Run(start=start, end=start + len(words), digits=digits, pieces=kept)


def _plain(piece: str) -> str:
    letters = re.sub("叉|艾克斯|埃克斯|×", "X", piece)
    return "".join(str(DIGITS.get(letter, _SPOKEN.get(letter, letter))) for letter in letters).upper()
