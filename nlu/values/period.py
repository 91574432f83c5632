"""For how long a sum is: by the year, the quarter, the month, the week, the day or the hour."""

from __future__ import annotations

import re

from nlu.values.quantity import Sum

_PERIODS = (
    ("year", re.compile(r"每年|一年|去年|今年|全年|年收入|"
    "年薪|年入|年均|整年|/年|按年|年底结|年纯收入|成年(?=[能挣收])")),
    ("half", re.compile(r"半年")),
    ("quarter", re.compile(r"一季度|每季度?|一个季度|三个月一")),
    ("month", re.compile(
        r"每个?月|一个?月|月收入|月薪|月入|月均|按月|月工资|月退休金|个月|/月|每月|月月|"
        r"工资条|包月|一月(?!份)")),
    ("week", re.compile(r"一周|每周|一个?(?:星期|礼拜)|每个?(?:星期|礼拜)")),
    ("day", re.compile(r"一天|每天|日结|一日|天天|按天|/天")),
    ("hour", re.compile(r"一个?小时|每小时|一个?钟头|时薪|按小时")),
)  # fmt: skip


def period_of(clause: str, one: Sum) -> str:
    """Return the period said nearest to a sum, before it rather than after; empty where none is said."""
    best, distance = "", 1_000
    for name, pattern in _PERIODS:
        for match in pattern.finditer(clause):
            gap = (
                one.start - match.end()
                if match.end() <= one.start
                else 2 * max(0, match.start() - one.end) + 1
            )
            if gap < distance:
                best, distance = name, gap
    return best
