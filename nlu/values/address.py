"""Where somebody lives, from the widest place named down to village, street and number.

An answer that names no town or street office has `no_town`; the region's code is read beside it (see `places`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from nlu.reading import Value
from nlu.text import clauses

_HAN = "[\u4e00-\u9fff]"
_WIDE = "省|自治区|自治州|地区|市|盟|州|区|县|旗"
_TOWN = "街道办事处|街道办|街道|办事处|镇|乡|苏木"
_CLOSE = (
    "村委会|村|社区|居委会|居|庄|屯|寨|大队|林场|农场|小区|花园|家园|新村|公寓|大院|大厦|苑|路|大道|街|巷|"
    "弄|胡同|里弄|组|社|队|栋|幢|号楼|座|单元|楼|室|号院|号|户|湾|坝|沟|岗|岭"
)
_DIGITS = "0-9一二三四五六七八九十百零〇"
_PART = re.compile(
    rf"(?:{_HAN}{{1,8}}?|[0-9a-zA-Z一二三四五六七八九十百零〇\-]{{1,6}})(?:{_WIDE}|{_TOWN}|{_CLOSE})"
    rf"|[{_DIGITS}]{{1,2}}门(?![口前面])"
)
# 12-302, or the bare number of the door behind a building, a stair or a street: 3单元501.
_DOOR = re.compile(
    rf"(?<=[村区园墅寓厦苑路街巷弄栋幢楼座号院元里庄门]) ?附?"
    rf"[{_DIGITS}]{{1,5}}(?:[-—–之][{_DIGITS}]{{1,5}}){{0,2}}(?:号|室)?"
    rf"(?![{_DIGITS}年月日岁元块个人口天楼栋幢座单层])"
)
_LEAD = re.compile(
    r"(?:我|俺|他|她|老人|老人家|我们|我家|俺家|家)?(?:的)?(?:现在|目前|一直|就|还|都|平时|常年)?(?:家庭|居住|现|户籍|户口|详细)?(?:地址|住址|住处|住所|户口|户籍|户口所在地|家)?(?:就)?(?:是|在|住在|住|家住|落在|位于|:)+"
)
_CUE = re.compile(
    "住在|家住|住址|地址|居住|现住|家在|位于|住(?=[\u4e00-\u9fff]{2,4}(?:省|市|区|县|镇|乡|街道|村))"
)
_ENDS = re.compile(
    r"[,。;!?\n]|(?:的|了|吧|呢|啊|这边|那边|这里|那里|里面|附近)+$|的(?=人|老人|户口)|(?:今年|身份证|电话|手机|名字|我叫|能|可以|怎么|想|请问|请|离|到|有|没|靠)"
)
_LEVEL_TOWN = re.compile(_TOWN)
_CLOSER = re.compile(f"(?:{_TOWN}).*(?:{_CLOSE})$")
_NOT_A_TOWN = re.compile("乡下|乡里|镇上|街上|城镇|农村|乡镇|城乡")
_NOT_ADDRESS = re.compile("多少|怎么|哪|吗|什么|几楼|不知道|不清楚|不想|忘")
_LONGEST = 60
_FARTHEST = 120
_MOST_CUES = 4
_MOST_CLAUSES = 8
_COUNTY, _TOWN_CODE = 6, 9
"""Digits of a county's code and of a town's."""


def find(text: str, regions: Sequence[Value], *, asked: bool) -> Iterator[Value]:
    """Yield the address of a normalised text; unasked only behind a word such as "lives in", down to a town at least,
    or where a whole clause is one from the county down to a village or a house.

    Unasked it is certain where it names a county and a town. `regions` are the places already read out of the same
    text.
    """
    if asked:
        yield from _asked(text[:_FARTHEST], regions)
        return
    for start, end in _told(text, regions):
        named = _LEVEL_TOWN.search(text, start, end) and not _NOT_ADDRESS.search(text, start, end)
        if named and _levels(text, start, end, regions) >= 2:
            sure = _in_a_county(start, end, regions)
            yield Value(kind="address", value=text[start:end], start=start, end=end, needs_confirm=not sure,
                        reason="" if sure else "in_passing")  # fmt: skip
            return


def _told(text: str, regions: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """Yield where an address that nobody asked for may stand."""
    for cue in islice(_CUE.finditer(text), _MOST_CUES):
        yield _reach(text, cue.end(), regions)
    for start, end in islice(clauses(text), _MOST_CLAUSES):
        if not any(value.start == start for value in regions):
            continue
        reached = _reach(text, start, regions)
        close = _CLOSER.search(text, *reached) is not None
        if reached == (start, end) and close and _in_a_county(start, end, regions):
            yield reached


def _in_a_county(start: int, end: int, regions: Sequence[Value]) -> bool:
    """Tell whether the places in an address name its county, or a town that lies in one."""
    codes = [str(value.value) for value in regions if start <= value.start and value.end <= end]
    return any(
        len(code) >= _TOWN_CODE or (len(code) == _COUNTY and not code.endswith("00")) for code in codes
    )


def _asked(text: str, regions: Sequence[Value]) -> Iterator[Value]:
    lead = _LEAD.match(text) or _LEAD.search(text, 0, 40)
    start = lead.end() if lead and not text[lead.end() :].startswith(("不", "哪")) else 0
    start, end = _reach(text, start, regions, across=True)
    levels = _levels(text, start, end, regions)
    if levels and not _NOT_ADDRESS.search(text, start, end):
        town = _has_town(text, start, end, regions)
        yield Value(kind="address", value=text[start:end], start=start, end=end, needs_confirm=not town,
                    reason="" if town else "no_town")  # fmt: skip
    elif len(text) <= _LONGEST and text and not _NOT_ADDRESS.search(text):
        yield Value(kind="address", value=text, start=0, end=len(text), needs_confirm=True, reason="no_town")


def _has_town(text: str, start: int, end: int, regions: Sequence[Value]) -> bool:
    if any(start <= value.start and value.end <= end and len(str(value.value)) > 6 for value in regions):
        return True
    return any(
        not _NOT_A_TOWN.match(text, max(0, match.start() - 1))
        for match in _LEVEL_TOWN.finditer(text, start, end)
    )


def _reach(text: str, start: int, regions: Sequence[Value], *, across: bool = False) -> tuple[int, int]:
    """Go on while parts of an address follow each other."""
    while start < len(text) and text[start] in " ,:是在、":
        start += 1
    end = start
    last = min(len(text), start + _FARTHEST)
    while end < last:
        region = max((value.end for value in regions if value.start <= end < value.end), default=0)
        stop = _ENDS.search(text, end, last)
        limit = stop.start() if stop else last
        part = _PART.match(text, end, max(limit, end))
        door = _DOOR.match(text, end, last)
        step = max(region, part.end() if part else 0, door.end() if door else 0)
        if step <= end:
            following = re.match("[ ,的]", text[end:]) if across and end > start else None
            if following and (
                _PART.match(text, end + 1, min(last, end + 16))
                or any(value.start == end + 1 for value in regions)
            ):
                end += 1
                continue
            break
        end = step
    while end > start and text[end - 1] in " ,的":
        end -= 1
    return start, end


def _levels(text: str, start: int, end: int, regions: Sequence[Value]) -> int:
    named = sum(1 for value in regions if start <= value.start and value.end <= end)
    return max(named, sum(1 for _ in _PART.finditer(text, start, end)))
