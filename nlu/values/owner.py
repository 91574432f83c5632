"""Whose a value is: “my son earns three thousand, I make five thousand a year” has two owners.

The person named nearest before a value owns it, or the one it is said of at once after it. Where nothing shows whose
it is, nobody is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlu.reading import Value

HOUSEHOLD = "household"
"""Stands for a value of all of them together, beside the keys of `relations.yml`."""

SELF = "self"
OWNED = frozenset({"age", "name", "money_monthly", "money_yearly", "disability_grade", "receiving"})
"""Kinds of values that may be one person's."""

_OF_ALL = frozenset({"money_monthly", "money_yearly", "receiving"})
_ENDS = "。!?;\n"
_I = re.compile("(?:我|俺|咱|本人)(?!们|家|俩|个?家|[妈爸爹娘爷奶婆公姥哥弟姐妹叔伯姑舅姨嫂侄甥孙儿女])")
_SHE = re.compile("(?<!其)(?:他|她|老人家|老人)(?!们|的?[妈爸爹娘爷奶婆公姥哥弟姐妹儿女孙])")
_TOGETHER = re.compile(
    "我们|俺们|咱们|我家(?!的?[老大小那妈爸爹娘爷奶婆公姥哥弟姐妹儿女孙])|俺家|咱家|全家|家里|一家|屋头|屋里|家庭|"
    "(?:老|小)?两口子?|夫妻俩?|一共|总共|拢共|加起来|合起来|合计|[全都就只光]靠|俩人"
)
_BESIDE_ANOTHER = frozenset("跟和与同陪靠帮替让叫请对由")
_TO_ME = "给"
_AND = re.compile(r"\s*[跟和与同、加]\s*(?:上|的)?")
_GIVES = re.compile("给|寄|汇|孝敬|接济|贴补|补贴我")
_SAID_OF = re.compile("(?:岁|周岁|了|的|高龄){0,3}")
_AFTER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """Somebody named in a text: a relation's key, "self", all of the household, or "" for one who is not known."""

    start: int
    end: int
    key: str


def names_self(text: str) -> bool:
    """Tell whether the writer speaks of themselves, and not only of “my mother”."""
    return _I.search(text) is not None


def owned(text: str, found: Sequence[Value]) -> list[Value]:
    """Return the values of a normalised text, those that may be one person's with whose they are."""
    if not any(value.kind in OWNED for value in found):
        return list(found)
    people = sorted(_people(text, found), key=lambda one: (one.start, -one.end))
    return [_owned(text, value, people) for value in found]


def _owned(text: str, value: Value, people: Sequence[_Named]) -> Value:
    whose = _whose(text, value, people) if value.kind in OWNED else ""
    return replace(value, whose=whose) if whose else value


def _people(text: str, found: Sequence[Value]) -> Iterator[_Named]:
    named = [_Named(start=v.start, end=v.end, key=str(v.value or "")) for v in found if v.kind == "relation"]
    together = [_Named(start=m.start(), end=m.end(), key=HOUSEHOLD) for m in _TOGETHER.finditer(text)]
    yield from together
    of_all = _covered(together)
    yield from (
        one for one in named if one.start not in of_all or not any(_within(one, all_) for all_ in together)
    )
    taken = [*named, *together]
    covered = of_all | _covered(named)
    for pattern, key in ((_I, SELF), (_SHE, "")):
        for match in pattern.finditer(text):
            one = _Named(start=match.start(), end=match.end(), key=key)
            # A single character that is covered lies within one of them.
            inside = one.start in covered and (
                one.end == one.start + 1 or any(_within(one, other) for other in taken)
            )
            if inside or text[one.start - 1 : one.start] in _BESIDE_ANOTHER:
                continue
            if key == "":
                before = [other for other in named if other.end <= one.start and other.key != SELF]
                one = replace(one, key=before[-1].key if before else "")
            yield one


def _covered(people: Sequence[_Named]) -> set[int]:
    return {place for one in people for place in range(one.start, one.end)}


def _within(one: _Named, other: _Named) -> bool:
    return other.start <= one.start and one.end <= other.end


def _whose(text: str, value: Value, people: Sequence[_Named]) -> str:
    begins = max(text.rfind(end, 0, value.start) for end in _ENDS) + 1
    # Who receives something may stand in the very words that say so.
    limit = value.end if value.kind == "receiving" else value.start
    before = [one for one in _between(people, begins, limit) if one.end <= limit]
    if value.kind not in _OF_ALL:
        before = [one for one in before if one.key != SELF or text[one.start - 1 : one.start] != _TO_ME]
    if not before:
        return _said_of(text, value, people)
    nearest = max(before, key=lambda one: (one.end, one.key == HOUSEHOLD))
    others = [one for one in before if one is not nearest]
    key = HOUSEHOLD if others and _AND.fullmatch(text, others[-1].end, nearest.start) else nearest.key
    if value.kind in _OF_ALL:
        # What a daughter gives is theirs who get it.
        given = key != SELF and _GIVES.search(text, nearest.end, value.start)
        return "" if given else key
    return "" if key == HOUSEHOLD else key


def _said_of(text: str, value: Value, people: Sequence[_Named]) -> str:
    """The one named at once after a value: “eighty-two, my mother is”."""
    for one in _between(people, value.end, value.end + _AFTER):
        if one.key not in (SELF, HOUSEHOLD) and _SAID_OF.fullmatch(text, value.end, one.start):
            return one.key
    return ""


def _between(people: Sequence[_Named], first: int, last: int) -> Sequence[_Named]:
    """Those of people, who stand in the order of the text, that begin from one place to another."""
    return people[bisect_left(people, first, key=_start) : bisect_right(people, last, key=_start)]


def _start(one: _Named) -> int:
    return one.start
