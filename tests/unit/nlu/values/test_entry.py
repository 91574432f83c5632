"""A line of a register: the person first, then bare fields, which are all that person's."""

from __future__ import annotations

import pytest

from nlu.text import normalise
from nlu.values.entry import find

NAMED = {
    "刘桂芳 91 柳庄村": ("刘桂芳", 91),
    "刘桂芳，女，91岁，柳庄村三组": ("刘桂芳", 91),
    "3、周德胜 男 88": ("周德胜", 88),
    "下一位 周德胜，八十八，东湾村": ("周德胜", 88),
    "第三个是周德胜，男，88": ("周德胜", 88),
    "周德胜88岁 独居": ("周德胜", 88),
}
CALLED = {
    "赵大爷 83 北沟村": ("villager", 83),
    "老赵 83 低保": ("neighbour", 83),
    "孙奶奶，79岁，幸福小区3栋": ("neighbour", 79),
}
NOT_ONE = [
    "王大爷 83 怎么才能领到那个补贴",
    "高龄津贴 80 以上",
    "我妈 83 京口",
    "周德胜 东湾村",
    "钱多少 80",
    "陈老师 13 班",
    "王桂兰 说 要 办 88",
]


@pytest.mark.parametrize("line", NAMED)
def test_whoever_stands_first_by_name_is_of_these_years(line: str) -> None:
    found = {value.kind: value.value for value in find(normalise(line).text)}

    assert (found["name"], found["age"]) == NAMED[line]


@pytest.mark.parametrize("line", CALLED)
def test_whoever_is_called_by_surname_and_title_is_no_family(line: str) -> None:
    found = {value.kind: value for value in find(normalise(line).text)}

    assert (found["relation"].value, found["age"].value) == CALLED[line]
    assert not found["relation"].needs_confirm


@pytest.mark.parametrize("line", NOT_ONE)
def test_what_is_no_entry_yields_nothing(line: str) -> None:
    assert list(find(normalise(line).text)) == []
