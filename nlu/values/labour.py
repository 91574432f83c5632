"""What is earned by the day or the hour, times how long: "a hundred and twenty a day, some ten days a month"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlu.values.numbers import NUMERAL
from nlu.values.quantity import Sum, sums

_COUNT = rf"(?:[0-9]{{1,3}}|{NUMERAL}{{1,4}})(?:来|多|几|把)?"
_PER_DAY = re.compile(
    r"(?:一|每|1)天(?:能|可以|可|也就|大概|差不多)?(?:挣|赚|给|有|拿|开|是)?|日结|一个工|一日|每日|(?:元|块)?/天"
)
_PER_HOUR = re.compile(r"(?:一|每|1)个?(?:小时|钟头|钟)|时薪")
_HOURS = re.compile(
    rf"(?:一|每)天(?:干|做|上|工作)?(?:班)?({_COUNT}|半)个?(?:小时|钟头)|({_COUNT})个?(?:小时|钟头)(?:一天|每天)"
)
_DAYS = re.compile(
    rf"(?:一个?月|每个?月|月)[^,。;!?\n]{{0,6}}?({_COUNT})(?:天|个工|个班|工日)|({_COUNT})天(?:左右)?(?:一个?月|每个?月)"
    rf"|(上半个月|半个月|半月)|(?:干|做|上|出|能干)(?:个|上)?({_COUNT})天"
)
_MONTHS = re.compile(
    rf"(?:一年|每年|年)[^,。;!?\n]{{0,6}}?({_COUNT}|半)个月|(?:干|做|打工|忙)(?:个|上|了)?(?:({_COUNT})个月|(半)年)"
)
_PER_MONTH = re.compile(r"(?:一|每)个?月|月薪|月工资")
_NEAR = 40
_LEAST_WAGE = 5
_JUST_BESIDE = 3
_LONGEST_PRODUCT = Decimal(1000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wage:
    """A reckoned sum, by the month unless `yearly`; `amount` None when the days are missing."""

    start: int
    end: int
    amount: Decimal | None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    yearly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paid:
    start: int
    end: int
    paid: Sum


def wages(text: str) -> Iterator[Wage]:
    """Yield what follows from a wage and a length of work in a normalised text."""
    if not any(per.search(text) for per in (_PER_HOUR, _PER_DAY, _PER_MONTH)):
        return
    money = [one for one in sums(text) if one.amount is not None and one.amount >= _LEAST_WAGE]
    if not money:
        return
    for finder in (_by_hour, _by_day, _by_months):
        wage = finder(text, money)
        if wage is not None:
            yield wage
            return


def _by_day(text: str, money: list[Sum]) -> Wage | None:
    return _times(text, money, _PER_DAY, [_DAYS])


def _by_hour(text: str, money: list[Sum]) -> Wage | None:
    return _times(text, money, _PER_HOUR, [_HOURS, _DAYS])


def _by_months(text: str, money: list[Sum]) -> Wage | None:
    wage = _times(text, money, _PER_MONTH, [_MONTHS])
    return None if wage is None else Wage(
        start=wage.start, end=wage.end, amount=wage.amount, low=wage.low, high=wage.high, yearly=True
    )  # fmt: skip


def _times(text: str, money: list[Sum], per: re.Pattern[str], lengths: list[re.Pattern[str]]) -> Wage | None:
    wage = _paid(text, money, per)
    if wage is None:
        return None
    low, amount, high = _ends(wage.paid)
    start, end = wage.start, wage.end
    for pattern in lengths:
        counted = (one for one in pattern.finditer(text) if not _is_the_wage(one, wage))
        match = next((one for one in counted if _near(one, start, end)), None)
        if match is None:
            return None
        least, middle, most = _length(next(group for group in match.groups() if group))
        if most <= 0:
            return None
        low, amount, high = low * least, amount * middle, high * most
        start, end = min(start, match.start()), max(end, match.end())
    if amount > _LONGEST_PRODUCT:
        return None
    return Wage(start=start, end=end, amount=amount, low=low, high=high)


def _ends(one: Sum) -> tuple[Decimal, Decimal, Decimal]:
    amount = one.amount or Decimal(0)
    return one.low if one.low is not None else amount, amount, one.high if one.high is not None else amount


def _is_the_wage(match: re.Match[str], wage: _Paid) -> bool:
    """“Works, a month three thousand”: that month is the wage's own, and no length of work."""
    low, high = next(match.span(number) for number in range(1, match.re.groups + 1) if match.group(number))
    return wage.start <= low and high <= wage.end


def _near(match: re.Match[str], start: int, end: int) -> bool:
    return match.start() - end <= _NEAR and start - match.end() <= _NEAR and not (
        match.start() < end and start < match.end() and match.start() > start
    )  # fmt: skip


def _paid(text: str, money: list[Sum], per: re.Pattern[str]) -> _Paid | None:
    """The sum that stands right after "a day" (or right before it)."""
    for match in per.finditer(text):
        for one in money:
            if 0 <= one.start - match.end() <= _JUST_BESIDE or 0 <= match.start() - one.end <= 1:
                return _Paid(start=min(match.start(), one.start), end=max(match.end(), one.end), paid=one)
    return None


def _length(words: str) -> tuple[Decimal, Decimal, Decimal]:
    if words == "半":
        return Decimal(6), Decimal(6), Decimal(6)
    if words.endswith(("半个月", "半月")):
        return Decimal(15), Decimal(15), Decimal(15)
    one = next(iter(sums(words)), None)
    if one is None or one.amount is None:
        return Decimal(0), Decimal(0), Decimal(0)
    return one.low or one.amount, one.amount, one.high or one.amount
