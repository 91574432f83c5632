"""How old somebody is: in years, by 虚岁, by the year of birth (see `birth`) or the time to a birthday (`birthday`).

An age in a condition ("over 80", "from 79 on") is not anybody's age and is left out.

Length: all ways of saying an age are read by one expression, whose readers are of no use without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlu.lexicon import table
from nlu.reading import Value
from nlu.values import birth, birthday
from nlu.values.birthday import LEAST_GROWN, LEAST_OLD, MOST
from nlu.values.numbers import NUMERAL, number, opening, pair

_N = (
    rf"([0-9](?: [0-9]){{1,2}}(?= ?岁)|[0-9]{{1,3}}|[廿卅]{NUMERAL}?"
    rf"|{NUMERAL}{{1,4}}(?:又?有{NUMERAL}|又{NUMERAL}|挂[一二三四五六七八九])?|半)"
)
_BEGINS = "快就马将接年差大约估不未奔往都过虚毛按照老民农周实刚才满今现岁高享终已是有也得正整了算来讲半廿卅"
_SAID = re.compile(
    rf"{opening(_BEGINS)}"
    rf"((?:快要?|就要|马上要?)过|快要?|将近|接近|年近|差不多|大概|大约|约|估计|不到|不满|未满|奔|往|都?过了|虚岁|虚龄|毛岁|虚|(?:按|照)?(?:老的?|老一辈的?|民间的?|农村的?)算法|周岁|实岁|刚刚?满|刚刚?过|才满|刚|满"
    rf"|今年|现年|年纪|年龄|岁数|高龄|年方|享年|终年)?"
    rf"(快|都|就|才|已|是|有|已经|也|得有|刚好|正好|整|了|算|来算|讲){{0,3}}{_N}"
    rf"(来|多|几|好几|大几|[刚才]?出头|左右|上下|挂零|冒头|开外|整|不到|不足)? ?"
    rf"((?:虚岁|毛岁|周岁|实岁)(?!{NUMERAL}|[0-9])|岁数|岁)?"
    rf"(半|多|[刚才]?出头|左右|上下|挂零|开外|不到|不足|整|零[0-9一二两三四五六七八九十]{{1,2}}个?月)?(高龄)?(的人|的老人家)?(了|咯|喽|哩|嘞|啦)?"
    rf"(?:[, ]?((?:虚岁|毛岁|周岁)(?!{NUMERAL}|[0-9])))?"
)
_CONDITION = re.compile(
    r"以上|以下|以后|以前|及以|起|才|就能|就可以|可以|能领|怎么|多少|有多|的老人|老人|到|至|-|~|—|、|和|或|的时候|那年|时|生日"
)
# A birthday that was kept: the age is reached.
_KEPT = re.compile("(?<!快)(?<!要)(?:过的|过了|刚过|办的|办了|做了|做的|庆了)$")
_PAIR = re.compile("([一二三四五六七八九]?十)?([一二三四五六七八九])([一二三四五六七八九])(十)?")
_MAY = re.compile("能|可以|该|够|补贴|有没有|给多少|多少钱|领")
_PERSON = re.compile(
    "(?:我|俺|他|她|咱|妈|爸|娘|爹|奶|爷|爷爷|奶奶|姥姥|姥爷|外婆|外公|老伴|老人|老人家|老头|老太太|老爷子|老太"
    "|老汉|大爷|大妈|大娘|老人家已经|婆婆|公公|岳母|岳父|儿子|女儿|孩子|娃|孙子|孙女|丈夫|妻子|老公|老婆)儿?[ ,]?$"
)
# Two years older than another is nobody's age.
_DIFFERENCE = re.compile("(?:比|跟|和|差|长)[^,。]{0,6}(?:大|小|长|差)了?$|相差$")
_SHORT_WHO = 3
LEAST_CHILD = 6
_AND = re.compile("又有|有|又|挂")
_SAYINGS = re.compile("七老八十|七上八下|八九不离十|十有八九|一五一十")
_VAGUE = table(
    "快过 快要过 就要过 马上过 马上要过 快 快要 将近 接近 年近 差不多 大概 大约 约 估计 不到 不满 未满 奔 往"
)
_MORE = table("来 多 几 好几 大几 出头 刚出头 才出头 开外 左右 上下 挂零 冒头 不到 不足")
_LESS = table("不到 不足")
_NAMED = table("虚岁 虚龄 毛岁 周岁 实岁 年龄 年纪 岁数 现年 享年 终年 年方")
_NEARLY = table("快过 快要过 就要过 马上过 马上要过 快 快要 将近 接近 年近 不到 不满 未满 奔 往")
_NOT_AGE_BEFORE = frozenset("第月年元块￥$./-0123456789")
_COUNTED = (
    "保个次天月年块元万千百亿条张遍趟回级口号楼栋斤米点分日后岁届名人位家件只时室层度亩里排组队社幢弄巷路街"
)
_AFTER_AGE = ",。!?;、 \n我俺他她没无未单"


def find(text: str, today: date, *, asked: bool) -> Iterator[Value]:
    """Yield the ages in a normalised text; a bare number counts only when the age was `asked`."""
    found = [*birth.find(text, today, asked=asked), *birthday.find(text, asked=asked)]
    taken = [(value.start, value.end) for value in found] + [
        match.span() for match in _SAYINGS.finditer(text)
    ]
    for match in _SAID.finditer(text):
        # Most numbers of a letter are a bare “one”.
        if match.end() == match.start() + 1 and not asked:
            continue
        if not any(start < match.end() and match.start() < end for start, end in taken):
            value = _two(match, asked) or _said(text, match, asked)
            if value is not None:
                found.append(birth.agreeing(text, value, today))
    exact = any(value.kind == "age" and not value.needs_confirm for value in found)
    yield from (value for value in found if not (exact and value.reason == "nominal_age"))


def _two(match: re.Match[str], asked: bool) -> Value | None:
    """Seventy-eight or nine, eighty or ninety: two neighbouring numbers are a range."""
    words = match.group(3)
    named = (
        match.group(5) or match.group(10) or match.group(9) or (asked and match.end() == len(match.string))
    )
    spoken = _PAIR.fullmatch(words)
    if spoken is None or not (named or spoken.group(4) or (spoken.group(1) and match.group(9))):
        return None
    if spoken.group(1) and not spoken.group(4):
        both = pair(words)
        if both is None:
            return None
        low, high = both
    else:
        tens = 10 if spoken.group(4) else 1
        low, high = (number(digit) or 0 for digit in spoken.groups()[1:3])
        if high != low + 1 or spoken.group(1) or (tens == 1 and not match.group(5)):
            return None
        low, high = low * tens, high * tens + (9 if tens > 1 else 0)
    return Value(
        kind="age", value=low, start=match.start(3), end=match.end(),
        needs_confirm=True, reason="approximate", low=low, high=high,
    )  # fmt: skip


def _said(text: str, match: re.Match[str], asked: bool) -> Value | None:
    before, _verb, words, more, unit, tail, elder, person, done, after = match.groups()
    years = _years(words, half=words == "半" and bool(unit))
    # A bare number that is no old age is nobody's: most numbers of a letter are such.
    if years is None or not (
        asked
        or years >= LEAST_OLD
        or _is_all(text, match)
        or before
        or unit
        or tail
        or elder
        or person
        or done
        or after
    ):
        return None
    if not 0 <= years <= MOST or _is_something_else(text, match):
        return None
    named = bool(unit) or (before or "") in _NAMED or bool(after) or bool(elder and years >= LEAST_OLD)
    grown = years >= LEAST_GROWN and not _continues(text, match.end())
    turned = (
        bool(done or person or (before in ("刚满", "刚刚满", "才满") or tail in ("挂零", "整"))) and grown
    )
    nearly = (
        (before in _NEARLY or more in ("好几", "大几", "挂零"))
        and years >= LEAST_OLD
        and grown
        and _ends(text, match.end())
    )
    bare = asked and _stands_alone(text, match)
    this_year = before == "今年" and years >= LEAST_GROWN and _ends(text, match.end())
    told = _of_person(text, match, years, asked)
    if not (named or turned or nearly or bare or this_year or told):
        return _in_passing(text, match, years)
    condition = _condition(text, match)
    bounded = named and not done and not told and before not in ("今年", "现年")
    if condition and bounded and (not asked or condition in ("以上", "以下", "以后", "的老人")):
        return None
    return _value(match, years, before or "", more or tail or "", unit or after or "")


def _years(words: str, *, half: bool) -> int | None:
    if half:
        return 0
    return _with_and(words) if _AND.search(words) else number(words.replace(" ", ""))


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    """The number of a day or a sum, half of something, or by how much one is older."""
    before, words, unit = match.group(1), match.group(3), match.group(5)
    return bool(
        (words == "半" and not unit)
        or (not before and text[max(0, match.start(3) - 1) : match.start(3)] in _NOT_AGE_BEFORE)
        or (before == "年纪" and not unit)
        or _DIFFERENCE.search(text, max(0, match.start() - 10), match.start())
    )


def _condition(text: str, match: re.Match[str]) -> str:
    """The words after an age that make it a condition; a birthday that was kept makes none."""
    after = _CONDITION.match(text, match.end())
    if after is None:
        return ""
    kept = _KEPT.search(text, max(0, match.start(3) - 6), match.start(3))
    return "" if after.group() == "生日" and kept else after.group()


def _of_person(text: str, match: re.Match[str], years: int, asked: bool) -> bool:
    """He 78, my mother eighty-three: a person right before a number that ends its clause."""
    least = LEAST_CHILD if _is_all(text, match) else LEAST_GROWN if asked else LEAST_OLD
    return (
        least <= years <= 110
        and bool(_PERSON.search(text, max(0, match.start() - 5), match.start()))
        and (match.group().endswith(" ") or match.end() >= len(text) or text[match.end()] in _AFTER_AGE)
    )


def _is_all(text: str, match: re.Match[str]) -> bool:
    """“I am 14”: nobody but a person stands before the number, and nothing after it."""
    before = text[: match.start()]
    return match.end() >= len(text) and len(before) <= _SHORT_WHO and bool(_PERSON.search(before))


def _in_passing(text: str, match: re.Match[str], years: int) -> Value | None:
    """A bare number of years in a question ("does 85 get more?") is kept, but nothing rests on it."""
    if not LEAST_OLD <= years <= 120 or not _MAY.match(text, match.end()):
        return None
    if text[max(0, match.start(3) - 1) : match.start(3)] in _NOT_AGE_BEFORE or match.group(1) == "满":
        return None
    return Value(
        kind="age", value=years, start=match.start(3), end=match.end(),
        confidence=0.5, needs_confirm=True, reason="in_passing",
    )  # fmt: skip


def _value(match: re.Match[str], years: int, before: str, more: str, unit: str) -> Value:
    start = match.start() if before else match.start(3)
    plain = Value(kind="age", value=years, start=start, end=match.end())
    nominal = next(
        (word for word in (before, unit) if word.startswith(("虚", "毛")) or word.endswith("算法")), ""
    )
    if nominal:
        low, high = max(0, years - 2), max(0, years - 1)
        return replace(plain, value=high, needs_confirm=True, reason="nominal_age", low=low, high=high)
    nearly = before if before in _VAGUE else "快" if "快" in (match.group(2) or "") else ""
    if nearly or more in _MORE:
        low, high = _range(years, nearly, more)
        likely = min(max(years, low), high)
        return replace(plain, value=likely, needs_confirm=True, reason="approximate", low=low, high=high)
    return plain


def _range(years: int, before: str, more: str) -> tuple[int, int]:
    if more in _LESS:
        return max(0, years - 2), max(0, years - 1)
    if before in _NEARLY:
        return max(0, years - (2 if before in ("不到", "奔", "往") else 1)), max(0, years - 1)
    if more in ("来", "多", "几", "好几", "大几") and years % 10 == 0:
        return years, years + 9
    if more in ("多", "几"):
        return years, years + 1
    if more in ("出头", "刚出头", "才出头", "挂零", "冒头"):
        return years, years + 3
    if more == "开外":
        return years, years + 9
    return max(0, years - 2), years + 2


def _with_and(words: str) -> int | None:
    tens, ones = _AND.split(words, maxsplit=1)
    first, second = number(tens), number(ones)
    return (
        first + second
        if first is not None and second is not None and first % 10 == 0 and second < 10
        else None
    )


def _continues(text: str, end: int) -> bool:
    """A thing counted may follow: three times, two months."""
    return end < len(text) and text[end] in _COUNTED


def _ends(text: str, end: int) -> bool:
    return (
        end >= len(text)
        or text[end - 1] == " "
        or not (text[end].isalnum() and text[end] not in "的了有没能可户住身腿还但在,")
    )


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """A bare number, nothing that is counted, and not the “one” of a verb said twice (停一停)."""
    after, before = text[match.end() : match.end() + 1], text[max(0, match.start() - 1) : match.start()]
    return not after or (after not in "0123456789" and after not in _COUNTED and after != before)
