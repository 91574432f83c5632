"""How much money was said, sure or about: a plain sum, "a little over", "two or three hundred", "from … to"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlu.values.numbers import DIGITS, NUMERAL, SCALES, UNITS, figure_value, number, opening, pair

_DIGITS = r"(?:[0-9]{1,3}(?:[,_][0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{1,4})?"
# The numeral that opens "a month" or "a year" is not the tail of the sum before it: 三千一年.
_APART = r"(?=[一每](?:年|个?月|天|个|季|周|日|小时))"
_FIGURE = (
    rf"(?:{NUMERAL}{{1,10}}?{_APART}|{_DIGITS}(?:[万千百kw](?![a-z])[0-9一二三四五六七八九]?(?:千|百)?)?|"
    rf"{NUMERAL}{{1,10}}(?:点{NUMERAL}{{1,3}}万)?)"
)
_ROUND = "千儿八百|百儿八十|万儿八千|千把百|百把十"
_BEFORE = (
    r"(?:大概其?|大约摸?|约摸?|差不多|也就|估计|可能|顶多|最多|至多|撑死|不超过|不到|不足|没到|将近|接近|"
    r"近|快|头|小|上|好几?|大几|至少|起码|最少|超过|多于)?"
)
_AFTER = r"(?:来|多|余|几|把|出头|左右|上下|挂零|不到|大几|好几|冒头|以内|以上|\+|有余)?"
_BEGINS = "大约差也估可顶最至撑不没将接近快头小上好起超多几数"
_SUM = re.compile(
    rf"{opening(_BEGINS)}"
    rf"(?P<before>{_BEFORE})(?:(?P<round>{_ROUND})|(?P<several>[几数上])(?P<scale>[十百千万]+)|(?P<figure>{_FIGURE}))"
    rf"(?P<more>{_AFTER})(?P<myriads>(?<=[来多几余])万)?(?P<unit>块钱|块大洋|元钱|元|块|圆|rmb|大洋)?"
    rf"(?P<tenths>(?<=[块元])[0-9一二两三四五六七八九](?=[毛角]|$|[ ,。;!?]))?(?P<money>钱|人民币)?(?P<tail>{_AFTER})"
)
_TO = re.compile(r"\s*(?:到|至|-|~|—|–|~)\s*")
_ROUND_SUMS = {
    "千儿八百": (800, 1000), "百儿八十": (80, 100), "万儿八千": (8000, 10000), "千把百": (900, 1200),
    "百把十": (90, 120),
}  # fmt: skip
_LESS = frozenset(
    {
        "不到",
        "不足",
        "没到",
        "将近",
        "接近",
        "近",
        "快",
        "头",
        "小",
        "顶多",
        "最多",
        "至多",
        "撑死",
        "不超过",
        "以内",
    }
)
_MORE = frozenset(
    {
        "多",
        "几",
        "余",
        "出头",
        "挂零",
        "大几",
        "冒头",
        "以上",
        "+",
        "有余",
        "上",
        "至少",
        "起码",
        "最少",
        "超过",
        "多于",
        "好几",
    }
)
_ABOUT = frozenset(
    {
        "来",
        "左右",
        "上下",
        "把",
        "大概",
        "大概其",
        "大约",
        "大约摸",
        "约",
        "约摸",
        "差不多",
        "也就",
        "估计",
        "可能",
    }
)
_PART = 10
_NARROW = frozenset({"出头", "挂零", "冒头"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum in yuan and where it stands; `low` and `high` when it is about. `amount` is None for "some thousands".

    `marked` tells that a unit of money stood with it, `scaled` that its figure can hardly be anything but a sum.
    """

    start: int
    end: int
    amount: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    marked: bool = False
    scaled: bool = False


def sums(text: str) -> Iterator[Sum]:
    """Yield the sums of a normalised text; two joined by "to" are one range."""
    waiting: Sum | None = None
    for match in _SUM.finditer(text):
        found = _sum(match)
        if found is None:
            continue
        if waiting is not None and _TO.fullmatch(text, waiting.end, found.start):
            waiting = _joined(waiting, found)
            continue
        if waiting is not None:
            yield waiting
        waiting = found
    if waiting is not None:
        yield waiting


def _sum(match: re.Match[str]) -> Sum | None:
    marked = bool(match["unit"] or match["money"])
    place = {"start": match.start(), "end": match.end()}
    if match["round"]:
        low, high = _ROUND_SUMS[match["round"]]
        return _between(low, high, place["start"], place["end"], marked=marked, scaled=True)
    if match["several"]:
        return _several(match, marked)
    figure = match["figure"]
    if match["more"] == "几" and figure[-1] in DIGITS:
        return None
    scaled = any(letter in "百千万kw佰仟" for letter in figure) and figure not in ("万", "百", "千")
    if match["myriads"]:
        return _myriads(match, marked)
    both = pair(figure) if figure[0] in DIGITS or figure[0] in UNITS else None
    if both is not None:
        return _between(*both, place["start"], place["end"], marked=marked, scaled=scaled)
    amount = figure_value(figure)
    if amount is None:
        return None
    if match["tenths"]:
        amount += Decimal(number(match["tenths"]) or 0) / _PART
    vague = next((word for word in (match["more"], match["tail"], match["before"]) if word), "")
    low_high = _about(amount, figure, vague) if vague else (None, None)
    scaled = scaled or match["more"] == "把"
    return Sum(amount=amount, low=low_high[0], high=low_high[1], marked=marked, scaled=scaled, **place)


def _several(match: re.Match[str], marked: bool) -> Sum | None:
    """Some hundreds: nobody knows how many; "over a thousand" (上千) has a floor."""
    scale = number("一" + match["scale"]) or 0
    if match["several"] == "上":
        return Sum(start=match.start(), end=match.end(), amount=Decimal(scale), low=Decimal(scale),
                   high=Decimal(2 * scale), marked=marked, scaled=scale > _PART)  # fmt: skip
    low, high = Decimal(2 * scale), Decimal(9 * scale)
    return Sum(
        start=match.start(),
        end=match.end(),
        amount=None,
        low=low,
        high=high,
        marked=marked,
        scaled=scale > _PART,
    )


def _myriads(match: re.Match[str], marked: bool) -> Sum | None:
    """Ten-odd myriads (十几万)."""
    amount = figure_value(match["figure"])
    if amount is None:
        return None
    low, high = (end * SCALES["万"] for end in _about(amount, match["figure"], match["more"]))
    return Sum(start=match.start(), end=match.end(), amount=amount * SCALES["万"], low=low, high=high,
               marked=marked, scaled=True)  # fmt: skip


def _between(low: int, high: int, start: int, end: int, *, marked: bool, scaled: bool) -> Sum:
    middle = Decimal(low + high) / 2
    return Sum(
        start=start,
        end=end,
        amount=middle,
        low=Decimal(low),
        high=Decimal(high),
        marked=marked,
        scaled=scaled,
    )


def _joined(first: Sum, last: Sum) -> Sum:
    """From two (hundred) to three hundred: the first end borrows the scale that only the last one names."""
    low = first.low if first.low is not None else first.amount
    high = last.high if last.high is not None else last.amount
    if low is None or high is None:
        return last
    for scale in (10_000, 1000, 100):
        if low < _PART and not first.scaled and high >= scale and high % scale == 0:
            low = low * scale
            break
    if low >= high:
        return last
    return Sum(start=first.start, end=last.end, amount=(low + high) / 2, low=low, high=high,
               marked=first.marked or last.marked, scaled=first.scaled or last.scaled)  # fmt: skip


def _step(amount: Decimal, figure: str) -> Decimal:
    """The last place that was said: hundreds for 2300, thousands for 3000."""
    step = Decimal(1)
    while amount and amount % (step * _PART) == 0:
        step *= _PART
    return step


def _about(amount: Decimal, figure: str, vague: str) -> tuple[Decimal, Decimal]:
    step = _step(amount, figure)
    tenth = amount / _PART
    if vague == "把":
        return amount - tenth, amount + 2 * tenth
    if vague in _NARROW:
        return amount, amount + step * 3 / _PART
    if vague in _MORE:
        return amount, amount + step
    if vague in _LESS:
        return max(Decimal(0), amount - max(tenth, step / 5)), amount
    if vague == "来" and amount < _PART * _PART:
        return amount, amount + step / 2
    half = min(step / 2, tenth)
    return amount - half, amount + half
