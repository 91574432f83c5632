"""Grade and kind of a disability, as text `grade:kind` (`2:肢体`; `2:` when the kind was not said).

Grades run from 1 (the gravest) to 4; another number is no such grade. "Severe" alone covers grades 1 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.reading import Value
from nlu.values.numbers import DIGITS

KINDS = ("肢体", "视力", "听力", "言语", "智力", "精神", "多重")
_CALLED = {
    "肢体": "肢体", "肢残": "肢体", "肢": "肢体", "腿": "肢体", "下肢": "肢体", "上肢": "肢体",
    "偏瘫": "肢体", "脑瘫": "肢体",
    "视力": "视力", "视障": "视力", "视残": "视力", "盲": "视力", "眼睛": "视力", "眼": "视力",
    "失明": "视力", "看不见": "视力", "听不见": "听力", "瞎": "视力",
    "听力": "听力", "听障": "听力", "聋": "听力", "耳朵": "听力", "耳聋": "听力",
    "言语": "言语", "语言": "言语", "哑": "言语", "说话": "言语", "聋哑": "多重",
    "智力": "智力", "智障": "智力", "智残": "智力", "弱智": "智力", "智商": "智力", "智力障碍": "智力",
    "精神": "精神", "精神病": "精神", "精残": "精神", "精神分裂": "精神", "精障": "精神", "自闭症": "精神",
    "孤独症": "精神",
    "多重": "多重", "多残": "多重",
}  # fmt: skip
_KIND = re.compile("|".join(sorted(_CALLED, key=len, reverse=True)))
_NUMBER = "[0-9]{1,2}|I{1,3}V?|IV|[一二两三四五六七八九十壹贰叁肆]{1,2}"
_GRADE = re.compile(
    rf"(?<![0-9第])({_NUMBER})(?:、|到|至|-|或|/)?({_NUMBER})?(?:级|等(?!着|等|一|下|你))(?!公路|医院|台阶|地震|建造|厨师|甲)"
)
_NEAR = re.compile("残|眼睛|耳朵|看不见|听不见|" + "|".join(KINDS) + "|视障|听障|智障|盲|聋|哑")
_SEVERE = re.compile("重度残|重残|重度(?=$|的|肢|智|精|视|听|多)")
_OTHER_SCALE = re.compile("伤残|工伤|评残军人|残疾军人|护理依赖|失能")
_BARE = re.compile(r"^(?:是|评的?|定的?|好像是?|应该是?)?([1-4]|[一二三四])(?:级)?(?:的|吧|哦)?$")
_ARABIC = {"I": 1, "II": 2, "III": 3, "IV": 4, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "十": 10}
_MOST = 4
_REACH = 8


def find(text: str, *, asked: bool) -> Iterator[Value]:
    """Yield the disabilities of a normalised text; unasked only a grade beside a word for disability."""
    if not asked and "级" not in text:
        return
    found = [value for match in _GRADE.finditer(text) if (value := _graded(text, match, asked)) is not None]
    yield from found
    if found or not asked:
        return
    bare, severe = _BARE.match(text), _SEVERE.search(text)
    kind, place = _kind_near(text, 0, len(text))
    if bare is not None:
        yield _value(_digit(bare.group(1)), "", *bare.span(1))
    elif severe is not None:
        start, end = _around(severe.span(), place)
        yield Value(
            kind="disability_grade",
            value=None,
            start=start,
            end=end,
            needs_confirm=True,
            reason="severe",
            low=1,
            high=2,
        )
    elif kind and place is not None:
        yield Value(
            kind="disability_grade",
            value=None,
            start=place[0],
            end=place[1],
            needs_confirm=True,
            reason="grade_missing",
        )


def grades(text: str) -> Iterator[Value]:
    """Yield the grades of a normalised text where disability is spoken of, though it has no word for it."""
    yield from (value for match in _GRADE.finditer(text) if (value := _graded(text, match, True)) is not None)


def _graded(text: str, match: re.Match[str], asked: bool) -> Value | None:
    low, high = max(0, match.start() - _REACH), min(len(text), match.end() + _REACH)
    if not asked and not _NEAR.search(text, low, high):
        return None
    if _OTHER_SCALE.search(text, max(0, match.start() - _REACH), match.end() + 2) and not asked:
        return None
    kind, place = _kind_near(text, *_own_side(text, match.start(), match.end()))
    start, end = _around(match.span(), place)
    digits = match.group(1)
    both = (
        (digits, match.group(2))
        if match.group(2)
        else (digits[0], digits[1])
        if len(digits) == 2 and "十" not in digits and "I" not in digits
        else None
    )
    if both is not None:
        first, last = (_digit(words) for words in both)
        if 1 <= first < last <= _MOST:
            return Value(kind="disability_grade", value=_text(first, kind), start=start, end=end, needs_confirm=True,
                         reason="approximate", low=first, high=last)  # fmt: skip
        return None
    return _value(_digit(digits), kind, start, end)


def _own_side(text: str, start: int, end: int) -> tuple[int, int]:
    """The kind stands before its grade or, failing that, after it; never across another grade."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    low = max([low, *(match.end() for match in _GRADE.finditer(text, low, start))])
    high = min([high, *(match.start() for match in _GRADE.finditer(text, end, high))])
    return (low, start) if _KIND.search(text, low, start) else (end, high)


def _kind_near(text: str, low: int, high: int) -> tuple[str, tuple[int, int] | None]:
    hits = list(_KIND.finditer(text, low, high))
    if not hits:
        return "", None
    kinds = {_CALLED[hit.group()] for hit in hits}
    kind = kinds.pop() if len(kinds) == 1 else "多重"
    return kind, (hits[0].start(), hits[-1].end())


def _around(span: tuple[int, int], place: tuple[int, int] | None) -> tuple[int, int]:
    return span if place is None else (min(span[0], place[0]), max(span[1], place[1]))


def _digit(words: str) -> int:
    return int(words) if words.isdigit() and words.isascii() else DIGITS.get(words, _ARABIC.get(words, 0))


def _value(grade: int, kind: str, start: int, end: int) -> Value:
    if not 1 <= grade <= _MOST:
        return Value(
            kind="disability_grade",
            value=None,
            start=start,
            end=end,
            needs_confirm=True,
            reason="out_of_range",
        )
    return Value(kind="disability_grade", value=_text(grade, kind), start=start, end=end)


def _text(grade: int, kind: str) -> str:
    return f"{grade}:{kind}"
