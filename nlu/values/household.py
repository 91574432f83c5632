"""How many people live together: a count that was said, or everybody who was named, the speaker included.

A count beats an enumeration, and an enumeration counts only as an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlu.reading import Value
from nlu.values.numbers import NUMERAL, number

_N = rf"([0-9]{{1,2}}|{NUMERAL}{{1,3}})"
_AND = r"(?:来|多)?"
# Beside others a couple is two of the household, not the whole of it.
_NO_COUPLE = "(?!(?<=[^一大家]老)两口)(?!(?<=[^老大家]小)两口)"
_USUALLY = re.compile(
    rf"(?:平时|平常|平日里?|日常|常年)(?:在家|住|就|只有?|是|有|里|的){{0,3}}{_N}(?:个?人|口人?)"
)
_SEVERAL = re.compile("(?:好?几|若干)(?:口人?|个人|位)")
_COUNTED = re.compile(
    rf"(?<![老小])(?!两口子){_N}{_AND}(?:口子?人|口之家|口(?=$|[,。;!?的])|口子(?=$|[,。]))"
)
_FAMILY = re.compile(
    rf"(?:一家(?:子|人)?|全家|家里|我们家|我家|俺家|咱家|家中|屋头|屋里|户口本上?|总共|一共|共|拢共|统共|合计|有|住|就|连我|算我|加我|加上我|连(?:带)?我一起|连上我|祖孙|母子|母女|父子|父女|三代|我们|咱们|俺们|咱)"
    rf"(?:一起|现在|总共|一共|就|共|里|有|是|也就|大小|老小|老少|三代|上|拢共){{0,4}}{_NO_COUPLE}{_N}{_AND}(?:个?人|"
    rf"口人?(?!子)|个(?=$|[ ,。]))"
)
_LIVING = re.compile(
    rf"(?:一块儿?|一起|一道|搭伙)(?:住|过|生活)的?,?(?:就|只有|一共|总共|共|是|有){{0,3}}{_N}(?:个人|口人?)(?=$|[,。;!?])"
)
# Said without being asked: nothing may follow, such as what some of them do.
_PLAIN_FAMILY = re.compile(
    rf"(?:一家(?:子|人)?|全家|我们家|我家|俺家|咱家|家里|家中|屋头|屋里)(?:现在|总共|一共|拢共|共|就|只有?|有|是|里){{0,3}}"
    rf"{_N}个?人(?:吃饭|过日子|过活)?(?=$|[,。;!?])"
)
_BARE_PEOPLE = re.compile(
    rf"{_NO_COUPLE}{_N}{_AND}(?:个人|口|人|个)(?:吃饭|过日子|生活|住|过)?(?:吧|左右|的|了|呢|哦)?(?=$|[,。;!?])"
)
_BESIDES = re.compile(
    rf"(?:除了?我|除我|不算我|不包括我|不连我|另外)[^0-9,。]{{0,6}}?,?(?:还有|外|以外|之外|有|是|还|家里|另外|,){{0,4}}{_N}(?:个|口|人|口人|个人)"
)
_WITH_ME = re.compile(
    rf"(?:加我|加上我|连我|连上我|算上我|算我|带我|包括我|连我自己)(?:一共|总共|自己|一起|是|有|才|就|,|在内){{0,4}}{_N}(?:个|口|人|口人|个人)?"
)
_ALONE = re.compile(
    r"就(?:剩下?|只有|是)?(?:我|俺|他|她|老人|老人家|本人)(?:自己)?(?:一个|一人|一个人|1个|1个人|自己|独一个)|只有(?:我|俺|他|她|老人)?(?:自己)?(?:一个|一人|一个人|自己)?$"
    r"|(?:我|俺|他|她|老人)?(?:自己|独自|单独)(?:一个人|一人|一个|1个人)?(?:过|住|生活|在家)|(?:我|俺|他|她)(?:就)?(?:一个|一人|1)个?人?(?=$|[,。;过住吃生])|^一个人(?:过|住|生活)|光棍一?条?|孤身一人|独居|孤寡|单身一人|单身(?=$|一人)|没(?:有|得)?别人|就我(?=$|[,。])|就我自己|只有我|单人户|孤老|孤家寡人|^单身|无儿无女一个人"
)
_LEFT_ALONE = re.compile("(?:就|只)(?:剩|留)下?(?:我|俺)(?:自己|一个人?|一人)?(?:$|[,。;了])")
_TWO = re.compile(
    r"(?:老|小)?两口子?(?!人)|(?:我们?|咱们?|俺们?|他们|她们)?(?:夫妻|母子|母女|父子|父女|祖孙|婆媳|兄弟|姐妹|娘儿?|爷儿?|姐弟|兄妹)?(?:俩|两个|两人|二人)(?=$|[,。;人住过一])|两口之家|二人世界"
)
_THREE = re.compile(r"(?:我们|咱们|俺们|咱|娘|爷|一家|母子|母女|父子|祖孙|夫妻){0,4}(?:仨)|三口之家")
_MEMBER = re.compile(
    rf"(?:(?P<count>[0-9]{{1,2}}|{NUMERAL}{{1,2}})?(?P<measure>个|名|位)?(?P<mine>我|俺|咱|他|她)?的?(?:(?P<each>大|小|老|二|三|幺|大的|小的|亲)?"
    r"(?P<pair>父母亲?|爸妈|爹娘|公婆|公公婆婆|岳父岳母|岳父母|爷爷奶奶|外公外婆|姥姥姥爷|爸爸妈妈|二老|双亲|老两口|小两口|两口子|夫妻俩?|双胞胎(?:儿子|女儿|孙子|孩子)?|夫妇|儿子儿媳|儿子媳妇|女儿女婿|老人家?两个)"
    r"|(?P<one>老伴儿?|老婆子?|老公|爱人|妻子|丈夫|媳妇儿?|儿媳妇?|儿媳|女婿|对象|老头子?|老太太|老太婆|堂客|婆娘|妈妈?|老妈|母亲|老娘|娘|爸爸?|老爸|父亲|老爹|爹|老汉儿?|公公|婆婆|岳父|岳母|丈母娘|老丈人|爷爷|奶奶|姥姥|姥爷|外公|外婆|儿子|女儿|闺女|姑娘|丫头|孩子|娃儿?|小孩|崽|幺儿|孙子|孙女|外孙女?|孙儿|重孙|哥哥?|弟弟?|姐姐?|妹妹?|兄弟|姐妹|嫂子|弟媳|侄子|侄儿|侄女|外甥女?|老人家?|伯伯|叔叔|姑姑|姑妈|舅舅|姨妈?|大的|小的|俩娃|保姆)))"
)
_SELF = re.compile(
    r"(?:我|俺|咱|本人|自己)(?:自己|本人)?(?=$|[,、和跟与同带加还有 ]|老|爱|妻|丈|媳|儿|女|孙|爸|妈|"
    r"爹|娘|父|母|公|婆|对|一|两|二|三|[0-9])"
)
_GLUE = re.compile(
    r"[,、。和跟与同及带着加还有,再 就是另外一起住以过个上的咱我们家里都全只其他人没别在吧了呢还有俩大小老亲的]+"
)
_NOT_HERE = re.compile(
    "不住|当兵|读大学|分家|分户|外面打工|在外地|出嫁|嫁出去|没住|不在一起|搬出去|单过|去世|过世|走了"
)
_COUPLES = ("老两口", "小两口", "两口子", "夫妻", "夫妻俩", "夫妇")
_MOST = 20
_LONGEST = 40


def find(text: str, *, asked: bool) -> Iterator[Value]:
    """Yield the number of people in the household; unasked only an outright count ("a family of five")."""
    if not asked:
        if "口" in text:
            yield from _counts(text, _COUNTED)
        elif "人" in text:
            yield from list(_counts(text, _LIVING)) or _counts(text, _PLAIN_FAMILY)
        return
    usually = _USUALLY.search(text)
    if usually is not None:
        yield from (
            replace(value, needs_confirm=True, reason="living_together") for value in _value(usually, 0)
        )
        return
    counted = list(_of_patterns(text))
    if counted:
        yield from counted[:1] if len({value.value for value in counted}) == 1 else counted
        return
    left = _LEFT_ALONE.search(text)
    if left is not None:
        yield Value(kind="household_size", value=1, start=left.start(), end=left.end())
        return
    listed = _listed(text)
    if listed is not None:
        yield listed
        return
    if len(text) <= _LONGEST:
        yield from _words(text)


def _of_patterns(text: str) -> Iterator[Value]:
    besides = list(_counts(text, _BESIDES, more=1))
    if besides:
        yield from besides
        return
    for pattern in (_WITH_ME, _COUNTED, _FAMILY):
        found = list(_counts(text, pattern))
        if found:
            yield from found
            return
    whole = re.fullmatch(
        rf"(?:是|有|就|大概|一共|总共|共|现在){{0,4}}{_N}(?:个|口|人|个人|口人|位)?(?:吧|了|的|呢|左右|。|\.){{0,4}}",
        text,
    )
    if whole is not None:
        yield from _value(whole, 0)
    elif "我跟" not in text and "我和" not in text and "还有" not in text and "、" not in text:
        yield from (
            value for match in _BARE_PEOPLE.finditer(text) for value in _value(match, 0) if value.value != 1
        )


def _counts(text: str, pattern: re.Pattern[str], more: int = 0) -> Iterator[Value]:
    for match in pattern.finditer(text):
        yield from _value(match, more)


def _value(match: re.Match[str], more: int) -> Iterator[Value]:
    words = match.group(1)
    several = re.fullmatch("([一二两三四五六七八])([二三四五六七八九])", words)
    if several is not None:
        low, high = (number(word) or 0 for word in several.groups())
        if high == low + 1:
            yield Value(kind="household_size", value=low + more, start=match.start(), end=match.end(),
                        needs_confirm=True, reason="approximate", low=low + more, high=high + more)  # fmt: skip
        return
    count = number(words)
    if count is not None and 1 <= count + more <= _MOST:
        about = bool(re.match("来|多", match.string[match.end(1) : match.end(1) + 1]))
        yield Value(kind="household_size", value=count + more, start=match.start(), end=match.end(),
                    needs_confirm=about, reason="approximate" if about else "", low=count if about else None,
                    high=count + 2 if about else None)  # fmt: skip


def _words(text: str) -> Iterator[Value]:
    several = _SEVERAL.search(text)
    if several is not None:
        yield Value(kind="household_size", value=None, start=several.start(), end=several.end(),
                    needs_confirm=True, reason="approximate")  # fmt: skip
        return
    for pattern, count in ((_ALONE, 1), (_THREE, 3), (_TWO, 2)):
        match = pattern.search(text)
        if match is not None:
            yield Value(kind="household_size", value=count, start=match.start(), end=match.end())
            return


def _listed(text: str) -> Value | None:
    """Everybody who is named, and the speaker; to be confirmed where something else was said between them."""
    if len(text) > _LONGEST:
        return None
    members = [match for match in _MEMBER.finditer(text) if match["pair"] or match["one"]]
    if not members:
        return None
    own = list(_SELF.finditer(text))
    start = min(match.start() for match in (*members, *own))
    end = max(match.end() for match in (*members, *own))
    total = sum(map(_heads, members))
    couple = any(member["pair"] in _COUPLES for member in members)
    speaker = 0 if couple or (not own and members[0]["mine"] in ("他", "她")) else 1
    between = text[start:end]
    for match in reversed(members):
        between = between[: match.start() - start] + between[match.end() - start :]
    rest = _GLUE.sub("", between)
    if len(members) == 1 and not own and not couple and not members[0]["count"]:
        return None
    sure = bool(own or couple) and not rest and not _NOT_HERE.search(text)
    return Value(kind="household_size", value=total + speaker, start=start, end=end,
                 needs_confirm=not sure, reason="" if sure else "enumerated")  # fmt: skip


def _heads(member: re.Match[str]) -> int:
    if member["pair"]:
        return 2
    count = number(member["count"]) if member["count"] else 1
    if member["one"] == "俩娃":
        return 2
    return count if count and count <= _MOST else 1
