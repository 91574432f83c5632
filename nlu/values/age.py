"""How old somebody is: in years, by 虚岁, or (see `birth`) by the year of birth.

An age in a condition ("over 80", "from 79 on") is not anybody's age and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlu.lexicon import table
from nlu.reading import Value
from nlu.values import birth
from nlu.values.numbers import DIGITS, NUMERAL, number

_N = rf"([0-9]{{1,3}}|{NUMERAL}{{1,4}}(?:有{NUMERAL})?)"
_SAID = re.compile(
    rf"(快要?|将近|接近|差不多|大概|大约|约|不到|都?过了|虚岁|虚龄|虚|周岁|实岁|满|今年|年纪|年龄|高龄)?(是|都|有|已经|有了)?{_N}"
    r"(来|多|几|好几|出头|左右|上下)?(虚岁|周岁|岁数|岁)?(半|多|出头|左右|上下)?(高龄)?(了)?(虚岁)?"
)
_CONDITION = re.compile(
    r"以上|以下|以后|及以|起|才|就能|就可以|可以|能领|怎么|多少|有多|的老人|老人|到|至|-|~|—|、|和|或"
)
_PAIR = re.compile("([一二三四五六七八九]?十)?([一二三四五六七八九])([一二三四五六七八九])(十)?")
_MAY = re.compile("能|可以|该|够")
_VAGUE = table("快 快要 将近 接近 差不多 大概 大约 约 不到")
_MORE = table("来 多 几 好几 出头 左右 上下")
_NOT_AGE_BEFORE = frozenset("第月年元块￥$.:/-0123456789")


def find(text: str, today: date, *, asked: bool) -> Iterator[Value]:
    """Yield the ages in a normalised text; a bare number counts only when the age was `asked`."""
    yield from birth.find(text, today, asked=asked)
    taken = [(value.start, value.end) for value in birth.find(text, today, asked=asked)]
    for match in _SAID.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            value = _two(match) or _said(text, match, asked)
            if value is not None:
                yield value


def _two(match: re.Match[str]) -> Value | None:
    """Seventy-eight or nine, eighty or ninety: two neighbouring numbers are a range."""
    pair = _PAIR.fullmatch(match.group(3))
    if pair is None or not (match.group(5) or match.group(8) or pair.group(4)):
        return None
    tens, first, second, ten = pair.groups()
    low, high = (
        DIGITS[digit] * (10 if ten else 1) + (number(tens) or 0 if tens else 0) for digit in (first, second)
    )
    if high != low + (10 if ten else 1) or bool(tens) is bool(ten):
        return None
    high = high + 9 if ten else high
    return Value(
        kind="age", value=low, start=match.start(3), end=match.end(),
        needs_confirm=True, reason="approximate", low=low, high=high,
    )  # fmt: skip


def _said(text: str, match: re.Match[str], asked: bool) -> Value | None:
    before, _verb, words, more, unit, tail, _elder, done, after = match.groups()
    years = number(words.replace("有", "")) if "有" not in words else _with_and(words)
    if (
        years is None
        or not 0 <= years <= 125
        or (not before and text[max(0, match.start(3) - 1) : match.start(3)] in _NOT_AGE_BEFORE)
    ):
        return None
    named = bool(unit) or before in ("虚岁", "虚龄", "周岁", "实岁", "年龄", "年纪") or bool(after)
    turned = bool(done) and years >= 14 and not _continues(text, match.end())
    bare = asked and _stands_alone(text, match)
    if not (named or turned or bare or (before == "今年" and years >= 14 and _ends(text, match.end()))):
        return _in_passing(text, match, years)
    if named and not done and not asked and _CONDITION.match(text, match.end()):
        return None
    return _value(match, years, before or "", more or tail or "", unit or after or "")


def _in_passing(text: str, match: re.Match[str], years: int) -> Value | None:
    """A bare number of years in a question ("does 85 get more?") is kept, but nothing rests on it."""
    if not 60 <= years <= 120 or not _MAY.match(text, match.end()):
        return None
    return Value(
        kind="age", value=years, start=match.start(3), end=match.end(),
        confidence=0.5, needs_confirm=True, reason="in_passing",
    )  # fmt: skip


def _value(match: re.Match[str], years: int, before: str, more: str, unit: str) -> Value:
    start = match.start() if before else match.start(3)
    plain = Value(kind="age", value=years, start=start, end=match.end())
    if "虚" in before or "虚" in unit:
        return replace(plain, needs_confirm=True, reason="nominal_age", low=years - 2, high=years - 1)
    if before in _VAGUE or more in _MORE:
        low, high = _range(years, before, more)
        return replace(plain, needs_confirm=True, reason="approximate", low=low, high=high)
    return plain


def _range(years: int, before: str, more: str) -> tuple[int, int]:
    if before in ("快", "快要", "将近", "接近", "不到"):
        return max(0, years - 1 if before != "不到" else years - 2), max(0, years - 1)
    if more in ("来", "多", "几", "好几") and years % 10 == 0:
        return years, years + 9
    if more == "出头":
        return years, years + 3
    return max(0, years - 2), years + 2


def _with_and(words: str) -> int | None:
    tens, ones = words.split("有", 1)
    first, second = number(tens), number(ones)
    return (
        first + second
        if first is not None and second is not None and first % 10 == 0 and second < 10
        else None
    )


def _continues(text: str, end: int) -> bool:
    """A thing counted may follow: three times, two months."""
    return text[end : end + 1] in tuple("个次天月年块元万条张遍趟回级口") and end < len(text)


def _ends(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() and text[end] not in "的了有没能可")


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 1]
    return not after or after not in "0123456789个次天月年块元万千百条张遍趟级口号"
