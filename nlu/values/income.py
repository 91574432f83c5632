"""Reckon a sum that is income, by the month or by the year.

A day's wage times the days, a year's sum asked by the month and the like are reckoned, shown and to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from nlu.reading import Value
from nlu.values.labour import Wage
from nlu.values.quantity import Sum

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_KINDS = {"year": "money_yearly", "half": "money_yearly", "quarter": "money_yearly"}
# The weeks of a month, least and most.
_WEEKS = (Decimal(4), Decimal(9) / 2)
# So much a month is asked again: it is likelier a year's.
_UNLIKELY = 20_000
_CENT = Decimal("0.01")


def of_wage(wage: Wage, asked: str) -> Iterator[Value]:
    """Yield a wage as income of the kind `asked`; without its days nobody can reckon it."""
    times = 12 if asked == "money_yearly" and not wage.yearly else 1
    months = 12 if asked == "money_monthly" and wage.yearly else 1
    if wage.amount is None:
        yield Value(
            kind=asked, value=None, start=wage.start, end=wage.end, needs_confirm=True, reason="days_missing"
        )
        return
    low, high, amount = (_round(part * times / months) for part in (wage.low, wage.high, wage.amount))
    yield Value(
        kind=asked,
        value=amount,
        start=wage.start,
        end=wage.end,
        needs_confirm=True,
        reason="computed",
        low=low,
        high=high,
    )


def of_sum(one: Sum, period: str, asked: str, monthly: bool) -> Iterator[Value]:
    """Yield a sum as income by the month or year, as `asked` or else as it was told, and as it was told besides.

    `period` is the one it was told by, "" for none; `monthly`: words beside it say that it comes by the month.
    """
    kind = asked or _KINDS.get(period, "money_monthly")
    said = period or ("year" if asked == "money_yearly" and not monthly else "month")
    if said in ("day", "hour"):
        yield Value(
            kind=kind, value=None, start=one.start, end=one.end, needs_confirm=True, reason="days_missing"
        )
        return
    if said == "week":
        yield _converted(one, kind, *(share * (12 if kind == "money_yearly" else 1) for share in _WEEKS))
        return
    wanted = 12 if kind == "money_yearly" else 1
    if _MONTHS[said] == wanted:
        yield _plain(one, kind)
        return
    yield _converted(one, kind, Decimal(wanted) / _MONTHS[said], Decimal(wanted) / _MONTHS[said])
    if said in ("year", "month"):
        yield _plain(one, "money_yearly" if said == "year" else "money_monthly")


def _plain(one: Sum, kind: str) -> Value:
    vague = one.low is not None or one.amount is None
    if kind == "money_monthly" and not vague and one.amount is not None and one.amount >= _UNLIKELY:
        return Value(kind=kind, value=_round(one.amount), start=one.start, end=one.end,
                     needs_confirm=True, reason="unlikely")  # fmt: skip
    return Value(
        kind=kind, value=_round(one.amount), start=one.start, end=one.end,
        needs_confirm=vague, reason="" if not vague else "approximate" if one.amount is not None else "vague",
        low=_round(one.low), high=_round(one.high),
    )  # fmt: skip


def _converted(one: Sum, kind: str, least: Decimal, most: Decimal) -> Value:
    low = one.low if one.low is not None else one.amount
    high = one.high if one.high is not None else one.amount
    return Value(
        kind=kind, value=None if one.amount is None else _round(one.amount * least), start=one.start, end=one.end,
        needs_confirm=True, reason="computed",
        low=None if low is None else _round(low * least), high=None if high is None else _round(high * most),
    )  # fmt: skip


def _round(amount: Decimal | None) -> Decimal | None:
    if amount is None or amount == amount.to_integral_value():
        return None if amount is None else Decimal(int(amount))
    return amount.quantize(_CENT, ROUND_HALF_UP)
