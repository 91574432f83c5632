"""Places by the gazetteer that is passed in: names and other names to region codes.

The longest name wins, a place named beside its parents is looked for below them, and a name that several places share
gives them all. A name inside a longer word (a street called after a city) is no place. What the places of the whole
country are called for short could be any letters (“迁安” in “拆迁安置”): it is a place where the words lead to one, and
a county's name without its 县 only beside its parents, where the place was asked, or where nothing else is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nlu.lexicon import Hit, Shelf, lexicon, shelf, table
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
# Where somebody is who writes for their family is not where the family belongs.
_IS_THERE = re.compile(
    "(?:人|我|俺|咱|们|他|她|儿|女|子|孩|娃|哥|弟|姐|妹|公|婆|都|现在|平时|一直|常年|长年)在$"
)
_MORE = 4
# Before a short name stands nothing, whoever is there, or a word that leads to a place.
_LEADS = re.compile("(?:^|[,。;:!? 在到是住去来回从于里归属往这嫁家口籍人我俺咱们您你他她])$")
# Behind a county's bare name: the name of a village or a company goes on.
_ENDS = re.compile("$|[,。;!? 的人那]")
# A message that is nothing but a county's bare name and what leads to a place, or asks the same of another one.
_SAYS_WHERE = re.compile("^(?:那么?|要是|换成|(?:(?:我|俺|咱)们?家?|户口|老家)?人?(?:是|在)|老家)?$")
_AND_THERE = re.compile("^(?:的|人|这边|那边|那里|这里)*(?:呢|呐|咧|嘞|吧|啊)?[?!。]*$")
_SHORT_NAME = 2
# What follows a province and is the name of a place below it: nothing else is said so, and short.
_BELOW = re.compile(
    "(?:省|市)?,?"
    "(?!农村|乡下|户口|户籍|老家|本地|外地|低保|特困|五保|退休|省会|.[里上下边]|[的人一有没是在打上做来这那种农村山乡县城嫁过移能可怎多每现以])"
    "((?:[一-鿿]{2,3}?(?:市|区|县|州|镇|乡|盟|旗)?){1,2}?)"
    "(?:的|人|户口|那边|这边|农村|乡下|哪|呢|吧)*(?:[,。!?; ]|$)"
)
_COMMON = table(
    """
    和平 东方 新华 朝阳 长安 城关 城区 郊区 矿区 高新 江南 江北 城中 城东 城西 城南 城北 开发 平安 吉安
    安康 永安 长寿 中山 太平 安定 幸福 和谐 团结 高明 大安 同心 民和 永和 安化 安居 新城 老城 海安 平和
    天宁 大同 老城区 新城区 市中区
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region: its code, its official name, its parent's code ("" for the nation) and other names.

    One that is only `listed` is one of the thousands of the country, none that an office has described.
    """

    code: str
    name: str
    parent: str
    aliases: tuple[str, ...] = ()
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """The gazetteer made ready for finding.

    `faint` are names that could stand inside other words, and `bare` those of them that also could be words. `far` are
    the codes of places that no office has described.
    """

    words: Shelf
    parents: Mapping[str, str]
    faint: frozenset[str]
    bare: frozenset[str]
    far: frozenset[str]

    def find(self, text: str, *, asked: bool) -> Iterator[Value]:
        """Yield the places of a normalised text, one value for each group of names that stand together."""
        for group in self._groups(text, [hit for hit in self.words.find(text)[0] if not _inside(text, hit)]):
            if self._tells(text, group, asked=asked):
                value = self._value(group)
                stays = not asked and self._only_stays(text, value)
                yield replace(value, needs_confirm=True, reason="stays") if stays else value

    def _groups(self, text: str, hits: Sequence[Hit]) -> Iterator[list[Hit]]:
        """Yield the names that stand together; behind another place a faint one is a place only inside it."""
        group: list[Hit] = []
        for hit in hits:
            together = bool(group) and text[group[-1].end : hit.start].strip(" ,、的") in ("", "市", "省")
            if together and hit.word in self.faint and not self._related(hit, group):
                continue
            if group and not together:
                yield group
                group = []
            group.append(hit)
        if group:
            yield group

    def _related(self, hit: Hit, group: Sequence[Hit]) -> bool:
        above = {upper for code in hit.meanings for upper in self._above(code)}
        return any(code in above for other in group for code in other.meanings)

    def _only_stays(self, text: str, value: Value) -> bool:
        """Tell whether somebody is said to be at a far place, in a message that says more than that."""
        more = len(text) - value.end + value.start > 2 * _MORE
        return more and value.value in self.far and bool(_IS_THERE.search(text, 0, value.start))

    def _tells(self, text: str, group: Sequence[Hit], *, asked: bool) -> bool:
        first = group[0]
        if _is_all(text, first) and first.word not in _COMMON:
            return True
        if first.word in self.faint and not _LEADS.search(text, 0, first.start):
            return False
        if len(group) > 1:
            return True
        if first.word in self.bare:
            return asked and bool(_ENDS.match(text, first.end))
        return asked or first.word not in _COMMON

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


def _is_all(text: str, hit: Hit) -> bool:
    """Tell whether a message says nothing besides a place but what leads to it: “and Dafeng?”, “I am in Jiangning”."""
    alone = _SAYS_WHERE.match(text[: hit.start]) and _AND_THERE.match(text[hit.end :])
    return bool(alone) and text != hit.word


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
    plain: set[str] = set()
    called: set[str] = set()
    # Those that are described come first: "Hainan" is the province, and no district far away called so for short.
    for place in sorted(gazetteer, key=lambda place: place.listed):
        if place.parent or place.aliases:
            names = (place.name, *place.aliases)
            forms = [form for name in names for form in _forms(name)]
            if place.listed:
                forms = [form for form in forms if form in names or form not in called]
            entries.extend((form, place.code) for form in forms)
            plain.update(filter(_is_plain, names) if place.listed else forms)
            called.update(names if place.listed else forms)
    words = frozenset(word for word, _ in entries)
    parents = MappingProxyType({place.code: place.parent for place in gazetteer})
    far = frozenset(place.code for place in gazetteer if place.listed)
    return Places(shelf([lexicon(entries)]), parents, faint=words - plain, bare=words - called, far=far)


def _is_plain(name: str) -> bool:
    """Tell whether a name says by itself that it is a place: it is long, and ends in what kind of place it is."""
    return len(name) > _SHORT_NAME and name.endswith(_KINDS)


def _forms(name: str) -> Iterator[str]:
    yield name
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    if kind and len(name) - len(kind) >= 2:
        yield name[: -len(kind)]


def _inside(text: str, hit: Hit) -> bool:
    return not hit.word.endswith(_KINDS) and any(text.startswith(word, hit.end) for word in _CONTINUES)
