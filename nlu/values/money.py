"""Which sums that a message names are income, and of which time: said plainly, about, by the day or the year.

Nobody's expenses and no benefit's rate are income; what was not asked counts only beside a word for income. A sum that
must be reckoned first is reckoned by `income`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from nlu.reading import Value
from nlu.text import clauses, sentences
from nlu.values.income import of_sum, of_wage
from nlu.values.labour import wages
from nlu.values.numbers import NUMERAL
from nlu.values.period import period_of
from nlu.values.quantity import Sum, sums

_NOTHING = re.compile(
    r"(?:没有?|没得|莫得|无|冇|木有|没啥|没什么|没有啥|没有什么|没有任何|没任何|零)(?:的|固定|稳定|任何|一点|一分钱?)?(?:的)?(?:经济)?(?:收入|进项|进账|来钱|工资|经济来源|生活来源|收入来源|来源)"
    r"|收入(?:是|为)?(?:零|0|没有|无)(?![0-9.])|一分钱?(?:都|也)?(?:没有|没得|不挣|没挣|没)|(?:没有|没得|分文没有|毫无)(?:钱|进账|收入)?$|^(?:无|零|0|没|分文没有)$|(?:没有?|没得|莫得)(?:别的|别人|其他人?|其它)?(?:了|啦|喽)$|(?:别人|别的|其他人?)[^,。]{0,3}没有?$|(?:哪有|哪来|哪里有|哪还有)(?:什么|啥)?(?:的)?(?:收入|进项|进账|工资|钱)|(?:没有?|没得|莫得|冇)一分钱?|不挣钱|挣不到钱|挣不了钱"
)
_NOTHING_ANYWHERE = re.compile(
    r"(?:没有?|没得|无|零)(?:任何|一点)?(?:的)?(?:收入|经济来源|生活来源|收入来源)(?!证明|限制|要求|核对|吗)"
)
# Now something, now nothing: no sum.
_AT_TIMES = re.compile("(?:就有|时有|时候有|有时)[^0-9]{0,8}(?:就没|时无|时没|时候没)[^0-9]{0,6}$")
_SOURCE_ONLY = re.compile(r"(?:没有?|没得|无)(?:固定|稳定|别的|其他|其它|额外)")
_INCOME = re.compile(
    "收入|工资|退休金|退休工资|养老金|挣|赚|落[0-9一二两三四五六七八九]|净落|加起来|进账|进项|月薪|年薪|薪水|打工|打零工|务工|卖|拿[0-9一二两三四五六七八九]|到手|进个|进[0-9一二两三四五六七八九几]|上班|干活|开[0-9一二两三四五六七八九]|发[0-9一二两三四五六七八九]|低保金|做工|保安|保洁|环卫|收成|租金收|租出去|地租|分红|扫马路|扫街|扫地|看门|看大门|带娃|带孩子|摆摊|捡破烂|收废品|送外卖|跑车|时薪|日结|寄回|给我[0-9一二两三四五六七八九]"
)
_SPENT = re.compile(
    "药费|药钱|医药|康复|透析|化疗|放疗|靶向|治疗|治病|护理院|养老院|敬老院|请保姆|请人|奶粉|尿不湿|纸尿裤|培训|补课|托管|看病|住院|花销|花费|花了|要花|花[0-9一二两三四五六七八九]|房租|租房|学费|伙食费|生活费要|欠|贷款|外债|债|借|罚|押金|报销|自费|自付|还贷|月供|水电|护工费|买药|吃药|交[0-9一二两三四五六七八九]|缴|开销|支出|手术|保险费|彩礼|赔|礼金|存款|存了|补贴[0-9一二两三四五六七八九]|津贴|标准|补助|够吗|够不够"
)
_PERSON = re.compile(
    "我|俺|咱|他|她|家里|家庭|全家|一家|老伴|爸|妈|娘|爹|儿子|女儿|两口子|屋头|屋里|老头|老婆|老公"
)
_CORRECTS = re.compile("不对|错了|改成|改为|应该是")
# Without any of these no sum counts that was not asked for: no unit, no scale, and less than a hundred.
_LIKE_MONEY = re.compile(f"[百千万佰仟kw元块圆钱把]|rmb|大洋|人民币|[0-9]{{3}}|{NUMERAL}{{3}}")
_BY_MONTH = re.compile("工资|退休金|养老金|月薪|低保金|低保")
_COUNTED = frozenset("年月日号个岁口人天次遍趟楼栋室单级平亩斤条项位名届元小")
_FIGURE = re.compile(f"[0-9]|{NUMERAL}")
_BY_TIME = re.compile("[天时年日]")
# The comma inside 12,000 parts no clauses.
_GROUPED = re.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_SHORT = 24
_WINDOW = 240
_WORDS_BEFORE = 8
_LEAST_BARE = 10
_MOST_BESIDE = 5


def find(text: str, *, asked: str) -> Iterator[Value]:
    """Yield incomes as `money_monthly` or `money_yearly`; `asked` is one of these kinds, or empty."""
    if asked and _AT_TIMES.search(text):
        yield Value(kind=asked, value=None, start=0, end=len(text), needs_confirm=True, reason="unclear")
        return
    nothing = list(_nothing(text, asked, _NOTHING)) if asked else []
    yield from nothing
    if not asked and ("收" in text or "来源" in text):
        yield from (
            replace(value, needs_confirm=True, reason="in_passing", confidence=0.5)
            for value in _nothing(text, "money_monthly", _NOTHING_ANYWHERE)
        )
    for start, end in sentences(text):
        for low in range(start, end, _WINDOW):
            yield from _of_sentence(
                text, low, min(end, low + _WINDOW), asked, [(one.start, one.end) for one in nothing]
            )


def _of_sentence(
    text: str, start: int, end: int, asked: str, nothing: Sequence[tuple[int, int]]
) -> Iterator[Value]:
    part = text[start:end]
    if not _FIGURE.search(part):
        return
    part = _GROUPED.sub("_", part)
    taken = [(low - start, high - start) for low, high in nothing]
    if _BY_TIME.search(part) and (asked or _INCOME.search(part)):
        for wage in wages(part):
            taken.append((wage.start, wage.end))
            yield from (_shifted(value, start) for value in of_wage(wage, asked or "money_monthly"))
    if not asked and not _LIKE_MONEY.search(part):
        return
    for low, high in clauses(part):
        yield from (_shifted(value, start) for value in _of_clause(part, low, high, asked, taken))


def _shifted(value: Value, by: int) -> Value:
    return replace(value, start=value.start + by, end=value.end + by)


def _nothing(text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Value]:
    for match in pattern.finditer(text):
        if not _SOURCE_ONLY.match(text, match.start()) and not (
            text[: match.start()].endswith(("是不是", "有没")) or text[match.end() : match.end() + 1] == "吗"
        ):
            yield Value(kind=kind, value=Decimal(0), start=match.start(), end=match.end())
            return


def _of_clause(
    text: str, start: int, end: int, asked: str, taken: Sequence[tuple[int, int]]
) -> Iterator[Value]:
    clause = text[start:end]
    if not asked and not _LIKE_MONEY.search(clause):
        return
    if _SPENT.search(clause) and not _INCOME.search(clause):
        return
    found = [
        one for one in sums(clause)
        if not any(low < start + one.end and start + one.start < high for low, high in taken)
        and _is_money(clause, one, bool(asked), len(text))
    ]  # fmt: skip
    if not found:
        return
    # A period said elsewhere goes for the only sum there is: another sum may be by another.
    anywhere = asked and not any(
        _is_money(text, one, True, len(text)) for one in sums(text) if not start <= one.start < end
    )
    for one in found:
        period = period_of(clause, one) or (
            period_of(text, replace(one, start=one.start + start, end=one.end + start)) if anywhere else ""
        )
        corrects = not asked and bool(_CORRECTS.search(text[:end]))
        if not asked and not _certain(clause, one, period, corrects):
            continue
        if _spent(clause, one):
            continue
        begins = one.start if asked else _income_begins(clause, one)
        moved = replace(one, start=begins + start, end=one.end + start)
        yield from of_sum(moved, period, asked, bool(_BY_MONTH.search(clause)))


def _income_begins(clause: str, one: Sum) -> int:
    """Unasked, the words for the income belong to the value: they show what it is."""
    low = max(0, one.start - _WORDS_BEFORE)
    named = _INCOME.search(clause, low, one.start)
    return named.start() if named is not None else one.start


def _is_money(clause: str, one: Sum, asked: bool, length: int) -> bool:
    after = clause[one.end : one.end + 1]
    if one.marked:
        return True
    before = clause[max(0, one.start - 2) : one.start]
    dated = before[-1:] in ("第", "零", "月", "号", "/", ".", "-") and before not in ("个月", "每月")
    if dated and not (asked and one.scaled):
        return False
    if after and after in _COUNTED:
        return False
    if one.amount is not None and one.amount < _LEAST_BARE and not one.scaled:
        return False
    return (
        one.scaled
        or (asked and length <= _SHORT)
        or (not asked and one.amount is not None and one.amount >= 100)
    )


def _certain(clause: str, one: Sum, period: str, corrects: bool) -> bool:
    """Unasked, a sum is income where a word for income or a person stands with its period, or where a correction
    gives nothing but the period and the sum.
    """
    near = clause[max(0, one.start - 14) : one.end + 8]
    if _INCOME.search(near):
        return bool(period) or "工资" in near or "退休金" in near or "养老金" in near or "收入" in near
    alone = one.end - one.start + _MOST_BESIDE >= len(clause)
    about_somebody = alone or bool(_PERSON.search(near))
    plain = one.marked or one.scaled or (corrects and alone)
    said = bool(period) or (corrects and alone and (one.marked or one.scaled))
    return said and plain and about_somebody and not _SPENT.search(clause)


def _spent(clause: str, one: Sum) -> bool:
    before = clause[max(0, one.start - 8) : one.start]
    after = clause[one.end : one.end + 4]
    last = max((match.start() for match in _SPENT.finditer(before)), default=-1)
    earned = max((match.start() for match in _INCOME.finditer(before)), default=-1)
    return last > earned or bool(re.match("的?(?:药|房租|学费|外债|债)", after))
