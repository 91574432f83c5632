"""What somebody gets already: “we have been on dibao for years”, “she has had the care allowance all along”.

Only what is plainly said counts: to want it, to ask for it, not to have it or to have had it once is none of it.
Words that many a question holds too (“is”, “has”, “gets”) count only behind somebody, and where no question follows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlu.lexicon import Hit
from nlu.reading import Value
from nlu.text import clauses

STATUSES = frozenset({"dibao", "tekun", "low_income_edge", "orphan", "de_facto_orphan"})
"""Benefits that a household or a person also *is*: on dibao, an orphan."""

_SOMEBODY = "(?:我们家?|我家里?|俺家?|咱家?|家里|全家|屋头|[我他她妈爸娘爹奶爷婆公]|老伴|"
_SOMEBODY += "儿子|女儿|老人|两口|本人|自己|一家)"
_SINCE = "(?:现在|目前|已经|早就|早已|早|一直|本来|原来就|原本就|都|也|就|正|老早就|每个?月|月月|这几年)"
_HAS = re.compile(
    "(?:在领|领着|已领|已经领|早就领|领了|领到|领的是|在享受|享受着|已享受|已经享受|在拿|拿着|已经拿|拿了|在吃|吃着|"
    "已经吃|纳入了?|评上了?|评了|(?:已经?|早就?|一直|本来|都|也|老早)(?:就|都)?(?:有|是)|办了|办下来了?|批了|批下来了?)"
    "(?:[了个的上是]|[一二两三四五六七八九十几好0-9]{1,3}[个年月]+){0,3}$"
)
_PLAIN = re.compile(f"{_SOMEBODY}{_SINCE}{{0,2}}(?:有|领|拿|享受|吃)(?:[了的个])?$")
_IS = re.compile(f"(?:{_SOMEBODY}|^){_SINCE}{{0,2}}(?:是|属于)(?:个|一个|村里的?|镇上的?)?$")
_BEHIND = re.compile(
    f"(?:{_SOMEBODY}|{_SINCE}|是|[,]){{0,4}}(?:在领|领着|在拿|拿着|领到了|领了|有了|有的|办下来了?|办好了|批下来了?|"
    "批了|发着|在享受|享受着|已经领|早就领|已经有|早就有)(?!.{0,2}(?:没|吗|么|过|\\?))"
)
_EATS = re.compile(f"(?:{_SOMEBODY}|在|{_SINCE})[的就]?$")
_FOR = re.compile("^[户]?(?:的|了|着|好?几年|多年|[0-9一二两三四五六七八九十]+年)")
_AGAINST = re.compile(
    "不|没|未|无|别|想|要|能|可以|怎|如何|如果|要是|假如|算不算|以前|之前|曾|过去|停|取消|退|问|听说|申请|[给帮替]|符合|够"
)
_ASKED_AFTER = re.compile(
    "^[的户金]{0,2}[,]?(?:吗|么|没有|没|多少|怎|要|条件|标准|材料|还是|不|停|取消|(?:的)?(?:人|老人|家庭|话|条件|规定|政策)|[?])"
)
_ASKS = re.compile("[吗么呢?怎啥哪要需条]|(?<!好)几|什么|多少|如何|办理|手续|材料")
_AND = re.compile("(?:和|跟|与|、|还有|加)")
_BEFORE = 14
_NEAR = 5


def find(text: str, named: Sequence[Hit]) -> Iterator[Value]:
    """Yield the benefits, of those `named` in a normalised text, that somebody says are received already."""
    if not named:
        return
    parts = clauses(text)
    started: list[int | None] = []
    for hit in named:
        place = bisect_right(parts, hit.start, key=_start) - 1
        part = parts[place] if place >= 0 and hit.start < parts[place][1] else None
        plain = part is not None and len(hit.meanings) == 1
        started.append(_begins(text[part[0] : part[1]], hit, part[0]) if part and plain else None)
    joined = [bool(_AND.fullmatch(text, one.end, other.start)) for one, other in pairwise(named)]
    for place, hit in enumerate(named):
        start = started[place]
        if start is None and place and joined[place - 1] and started[place - 1] is not None:
            start = hit.start
        if start is None and place < len(joined) and joined[place] and started[place + 1] is not None:
            start = hit.start
        if start is not None:
            yield Value(kind="receiving", value=hit.meanings[0], start=start, end=hit.end)


def _start(part: tuple[int, int]) -> int:
    return part[0]


def apart(named: Sequence[Hit], values: Sequence[Value]) -> tuple[frozenset[str], tuple[Hit, ...]]:
    """Return the benefits that are spoken of only as received, and the names of the others."""
    had = [value for value in values if value.kind == "receiving"]
    others = tuple(
        hit for hit in named if not any(value.start <= hit.start and hit.end <= value.end for value in had)
    )
    still = {name for hit in others for name in hit.meanings}
    return frozenset(str(value.value) for value in had) - still, others


def _begins(clause: str, hit: Hit, offset: int) -> int | None:
    """Return where the words begin that say so, or None where nothing does."""
    low, high = hit.start - offset, min(hit.end - offset, len(clause))
    before, after = clause[max(0, low - _BEFORE) : low], clause[high:]
    word, back = clause[low:high], max(0, low - _BEFORE) + offset
    if _ASKED_AFTER.search(after):
        return None
    said = _HAS.search(before)
    if said is not None and not _AGAINST.search(before[max(0, said.start() - _NEAR) : said.end()]):
        return back + _from_somebody(before, said.start())
    behind = _BEHIND.match(after)
    if behind is not None and not _AGAINST.search(before[-_NEAR:]):
        return hit.start
    if _AGAINST.search(before[-2 * _NEAR :]) or _ASKS.search(after):
        return None
    plain = _PLAIN.search(before)
    plain = plain or (_IS.search(before) if hit.meanings[0] in STATUSES else None)
    if plain is not None:
        return back + plain.start()
    if word.startswith("吃") and (_EATS.search(before) or (not before and _FOR.match(after))):
        return back + _from_somebody(before, len(before))
    return None


def _from_somebody(before: str, start: int) -> int:
    named = re.search(f"{_SOMEBODY}{_SINCE}{{0,3}}$", before[:start])
    return named.start() if named is not None else start
