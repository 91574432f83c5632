"""A line as a cadre copies it from a register: “Wang Guihua, female, 91, Chengdong village”, “old Wang 83 Chengbei”.

The person stands first, then bare fields; a sex or a bare number of years must be among them. What stands in such a
line is the person's own, and whoever is called by surname and title in it is no family of the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.reading import Value
from nlu.values.name import SURNAMES, is_name
from nlu.values.numbers import number

ENTRY = "entry"
"""The reason of a name that is the person's whom a line is about, though nobody is named besides."""

_MOST_FIELDS, _LONGEST = 9, 90
_OLD, _OLDEST = 50, 120
_LONGEST_FIELD = 6
# “The next one is”, “3.”: what leads up to an entry.
_LEADS = re.compile(
    "(?:(?:好了?|那|再|还有|接着)?[, ]?"
    "(?:下一[个位]|下个人|第[二三四五六七八九十][个位]|再来一[个位]|还有一?[个位]|另一[个位]))"
    "(?:是|叫|:)?[, ]*|[0-9]{1,2}[.、)] *"
)
_FIELD = re.compile(r"[^ ,;、/|\n]+")
_GLUED = re.compile(r"([\u4e00-\u9fff]{2,4}?)([0-9]{2,3}(?:周?岁)?)$")
_TITLED = re.compile(
    "(?:(?P<old>老)(?P<family>[\u4e00-\u9fff])头?|(?P<surname>[\u4e00-\u9fff])(?:大爷|大妈|大娘|大伯|大叔|大婶|奶奶|爷爷|阿姨|叔叔|叔|婶|伯|"
    "婆婆|老汉|老太|老太太|老头|老伯|老爷子|嫂子|嬷嬷|阿婆|阿公|阿伯))$"
)
_SEX = re.compile("[男女]性?$")
_AGE = re.compile("([0-9]{1,3})(周?岁)?$")
_PLACE = re.compile(
    ".{1,12}(?:村|组|队|社|镇|乡|道|号|屯|庄|寨|弄|区|栋|室|楼|县|市|湾|巷|路|里|坊|园|苑|院)$"
)
_OF_VILLAGE = re.compile("(?:村|组|队|屯|庄|寨)$")
_NUMBER = re.compile("[0-9]{11}$|[0-9]{14,18}[0-9xX]$")
_STANDING = re.compile(
    "低保|五保|特困|低收入|残疾|[一二三四1-4]级|肢体|视力|听力|精神|智力|独居|空巢|丧偶|失能|卧床|孤寡|社保卡|身份证|电话|手机|户口|"
    "瘫|聋|瞎|看不见|老伴|儿女|子女"
)


def find(text: str) -> Iterator[Value]:
    """Yield the person of an entry, by name or as whose neighbour they are, and their years; nothing in other text."""
    if len(text) > _LONGEST:
        return
    lead = _LEADS.match(text)
    fields = list(_fields(text, lead.end() if lead else 0))
    if not 2 <= len(fields) <= _MOST_FIELDS or not _is_entry(text, fields):
        return
    start, end = fields[0]
    words = [text[low:high] for low, high in fields]
    if _titled(words[0]):
        village = any(_OF_VILLAGE.search(word) for word in words[1:])
        yield Value(kind="relation", value="villager" if village else "neighbour", start=start, end=end)
    else:
        yield Value(kind="name", value=words[0], start=start, end=end, reason=ENTRY)
        # Nobody writes of their own mother that she is a woman.
        sex = next((place for place, word in zip(fields, words, strict=True) if _SEX.match(word)), None)
        if sex is not None:
            yield Value(kind="relation", value="villager", start=sex[0], end=sex[1])
    years = next(
        ((place, _years(word)) for place, word in zip(fields, words, strict=True) if _years(word)), None
    )
    if years is not None:
        yield Value(kind="age", value=years[1], start=years[0][0], end=years[0][1])


def _fields(text: str, start: int) -> Iterator[tuple[int, int]]:
    for match in _FIELD.finditer(text, start):
        glued = _GLUED.match(match.group())
        if glued is not None:
            yield match.start(), match.start() + glued.end(1)
            yield match.start() + glued.start(2), match.end()
        else:
            yield match.span()


def _is_entry(text: str, fields: list[tuple[int, int]]) -> bool:
    who, *rest = (text[start:end] for start, end in fields)
    if not (_titled(who) or is_name(who)):
        return False
    if not any(_SEX.match(word) or _years(word) for word in rest):
        return False
    other = [word for word in rest if not _is_field(word)]
    return len(other) <= 1 and all(len(word) <= _LONGEST_FIELD for word in other)


def _is_field(word: str) -> bool:
    known = _SEX.match(word) or _NUMBER.match(word) or _PLACE.match(word) or _STANDING.search(word)
    return known is not None or _years(word) is not None


def _titled(word: str) -> bool:
    match = _TITLED.match(word)
    return match is not None and (match["family"] or match["surname"]) in SURNAMES


def _years(word: str) -> int | None:
    """Return the years that a field is: a bare number only where nobody is younger."""
    match = _AGE.match(word)
    years = int(match[1]) if match is not None else number(word)
    if years is None or years > _OLDEST:
        return None
    least = 1 if match is not None and match[2] else _OLD
    return years if years >= least else None
