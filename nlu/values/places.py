"""Places by the gazetteer that is passed in: names and other names to region codes.

The longest name wins, a place named beside its parents is looked for below them, and a name that several places share
gives them all. A name inside a longer word (a street called after a city) is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nlu.lexicon import Hit, Lexicon, lexicon, table
from nlu.reading import Value

_KINDS = (
    "自治区",
    "自治州",
    "自治县",
    "特别行政区",
    "街道",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "镇",
    "乡",
    "盟",
    "旗",
    "州",
)
_CONTINUES = (
    "路",
    "街",
    "巷",
    "大道",
    "医院",
    "大学",
    "学院",
    "中学",
    "小学",
    "银行",
    "公园",
    "广场",
    "车站",
    "装",
    "话",
    "菜",
)
_AT = re.compile("(?:在|来|到|去|于)(?:了|这边|现在)?$")
_WORKS = re.compile(
    "(?:市|这边|这里|那边|那里|城里|一家|的)?[^,。!?; ]{0,4}?"
    "(?:打工|上班|工作|干活|做工|务工|租房|租的房|读书|上学|念书|做生意|开店|当保姆|带孙|带娃|工地)"
)
_NEAR = 4
# What follows a province and is the name of a place below it: nothing else is said so, and short.
_BELOW = re.compile(
    "(?:省|市)?,?"
    "(?!农村|乡下|户口|户籍|老家|本地|外地|低保|特困|五保|退休|省会|.[里上下边]|[的人一有没是在打上做来这那种农村山乡县城嫁过移能可怎多每现以])"
    "((?:[一-鿿]{2,3}?(?:市|区|县|州|镇|乡|盟|旗)?){1,2}?)"
    "(?:的|人|户口|那边|这边|农村|乡下|哪|呢|吧)*(?:[,。!?; ]|$)"
)
_PAUSE = re.compile("[,。;!? ]")
_COMMON = table(
    """
    和平 东方 新华 朝阳 长安 城关 城区 郊区 矿区 高新 江南 江北 城中 城东 城西 城南 城北 开发 平安 吉安
    安康 永安 长寿 中山 太平 安定 幸福 和谐 团结 高明 大安 同心 民和 永和 安化 安居 新城 老城 海安 平和
    天宁 大同
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region: its code, its official name, its parent's code ("" for the nation) and other names."""

    code: str
    name: str
    parent: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """The gazetteer made ready for finding."""

    words: Lexicon
    parents: Mapping[str, str]

    def find(self, text: str, *, asked: bool) -> Iterator[Value]:
        """Yield the places of a normalised text, one value for each group of names that stand together."""
        for group in _groups(text, [hit for hit in self.words.find(text) if not _inside(text, hit)]):
            value = self._value(group)
            if asked or len(group) > 1 or group[0].word not in _COMMON:
                yield value

    def _value(self, group: Sequence[Hit]) -> Value:
        scores: dict[str, int] = {}
        for hit in group:
            beside = {code for other in group if other is not hit for code in other.meanings}
            for code in hit.meanings:
                scores[code] = max(scores.get(code, 0), len(beside.intersection(self._above(code))))
        best = max(scores.values())
        tied = {code for code, score in scores.items() if score == best}
        # A district and the street office of the same name inside it: the district is meant.
        twins = {code for hit in group for code in hit.meanings if set(hit.meanings) & set(self._above(code))}
        codes = sorted(tied - twins or tied, key=lambda code: (-len(code), code))
        others = tuple(codes[1:])
        return Value(
            kind="region", value=codes[0], start=group[0].start, end=group[-1].end, others=others,
            needs_confirm=bool(others), reason="ambiguous" if others else "",
        )  # fmt: skip

    def _above(self, code: str) -> Iterator[str]:
        seen: set[str] = set()
        while (code := self.parents.get(code, "")) and code not in seen:
            seen.add(code)
            yield code


def where_registered(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """Yield the places of a text without those where somebody only works or studies, if it also names another.

    The one that is called the home stands first; a place of work alone is to be confirmed.
    """
    stays = [value for value in found if _works_there(text, value)]
    homes = [value for value in found if value not in stays]
    if not homes:
        yield from (replace(value, needs_confirm=True, reason=value.reason or "stays") for value in stays)
        return
    called = [value for value in homes if _called_home(text, value)]
    if called:
        homes = [*called, *(value for value in homes if value not in called)]
    yield from homes


def _works_there(text: str, value: Value) -> bool:
    return bool(_AT.search(text, 0, value.start) and _WORKS.match(text, value.end))


def _called_home(text: str, value: Value) -> bool:
    before, after = text[max(0, value.start - _NEAR) : value.start], text[value.end : value.end + _NEAR]
    near = _PAUSE.split(before)[-1] + _PAUSE.split(after)[0]
    return any(word in near for word in ("户口", "户籍", "老家"))


def below(text: str, end: int) -> str:
    """Return the name behind a known place that ends at `end`, where the text goes on with a smaller one unknown.

    >>> below("湖北襄阳的", 2)
    '襄阳'
    """
    found = _BELOW.match(text, end)
    return found.group(1) if found is not None else ""


def places(gazetteer: Sequence[Place]) -> Places:
    """Make a gazetteer ready; short forms without 省, 市, 区, 县 … are added where two characters remain."""
    entries: list[tuple[str, str]] = []
    for place in gazetteer:
        if place.parent or place.aliases:
            names = (place.name, *place.aliases)
            entries.extend((word, place.code) for name in names for word in _forms(name))
    return Places(lexicon(entries), MappingProxyType({place.code: place.parent for place in gazetteer}))


def _forms(name: str) -> Iterator[str]:
    yield name
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    if kind and len(name) - len(kind) >= 2:
        yield name[: -len(kind)]


def _inside(text: str, hit: Hit) -> bool:
    return not hit.word.endswith(_KINDS) and any(text.startswith(word, hit.end) for word in _CONTINUES)


def _groups(text: str, hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    group: list[Hit] = []
    for hit in hits:
        if group and text[group[-1].end : hit.start].strip(" ,、的") not in ("", "市", "省"):
            yield group
            group = []
        group.append(hit)
    if group:
        yield group
