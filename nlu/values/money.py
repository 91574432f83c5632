"""Sums of money by the month or the year. Only plain sums; a range or a reckoning asks to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nlu.reading import Value
from nlu.values.numbers import NUMERAL, number

_SUM = re.compile(
    rf"([0-9]+(?:\.[0-9]+)?(?:万|千|百)?|{NUMERAL}{{1,8}})(来|多|几|把|出头|左右|上下)?(元|块钱|块|圆)?(钱)?(多|出头|左右|上下)?"
)
_NONE = re.compile(
    r"没有?(?:什么)?收入|没得收入|没收入|无收入|零收入|一分钱?没有|没有钱|没钱|^没有$|^没得$|^无$"
)
_MONTH = re.compile(r"每个?月|一个?月|月收入|月薪|退休金|养老金|工资|个月|/月")
_YEAR = re.compile(r"每年|一年|全年|年收入|年底|/年")
_SCALE = {"万": Decimal(10_000), "千": Decimal(1000), "百": Decimal(100)}


def find(text: str, *, asked: str) -> Iterator[Value]:
    """Yield sums as `money_monthly` or `money_yearly`; `asked` is one of these kinds, or empty."""
    kind = asked if asked.startswith("money_") else _period(text)
    if not kind:
        return
    if asked:
        for match in _NONE.finditer(text):
            yield Value(kind=kind, value=Decimal(0), start=match.start(), end=match.end())
    for match in _SUM.finditer(text):
        words, more, unit, _money, tail = match.groups()
        amount = _amount(words)
        if amount is None or not (unit or (asked and _bare(text, match))):
            continue
        vague = bool(more or tail)
        yield Value(
            kind=kind, value=amount, start=match.start(), end=match.end(), needs_confirm=vague,
            reason="approximate" if vague else "", low=amount * Decimal("0.8") if vague else None,
            high=amount * Decimal("1.3") if vague else None,
        )  # fmt: skip


def _period(text: str) -> str:
    if _MONTH.search(text):
        return "money_monthly"
    return "money_yearly" if _YEAR.search(text) else ""


def _bare(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 1]
    return len(text) <= 12 and (not after or after not in "年月日号个岁口人")


def _amount(words: str) -> Decimal | None:
    if words[-1] in _SCALE and words[0].isascii():
        return Decimal(words[:-1]) * _SCALE[words[-1]]
    if words[0].isascii():
        return Decimal(words)
    whole = number(words)
    return None if whole is None else Decimal(whole)
