"""Which of the numbered options was meant: by number, by place, or by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.reading import Option, Value
from nlu.text import clauses, letters_only
from nlu.values.denied import denied
from nlu.values.numbers import NUMERAL, number
from nlu.values.relation import of_theirs

_N = rf"([0-9]{{1,2}}|{NUMERAL}{{1,3}})"
_TAKE = r"(?:我|俺)?(?:还是|那就?|就|想)?(?:选择?|要|按|回复?|是|办|点|填|用|挑)?"
_TAIL = r"(?:个|条|项|号|种|样|款|吧|啊|呗|那个|的|那种|那项|哈|嘛|咯|了|来|办|办理|谢谢|选项|[.。、,!) ])*"
_ALONE = re.compile(rf"^{_TAKE}\(?(?:第|选项)?{_N}{_TAIL}$")
_LETTER = re.compile(rf"^{_TAKE}(?:选项)?([a-i]){_TAIL}$", re.IGNORECASE)
_LINE = re.compile(rf"(?:第{_N}(?:个|条|项|行|点|处)?(?!个月|[户家年月天次回胎代])|{_N}(?:条|项|行|号))")
_LAST_BUT = re.compile(rf"倒数第?{_N}")
_LAST = re.compile(r"最后(?:那|这)?一?(?:个|条|项|种|的)|最末|末尾那?个?|末一个|最下面|最底下|最后头|压轴")
_FORMER = re.compile(
    rf"^{_TAKE}(?:的|那|最)?(?:前者|(?:前面|上面|前头|上头|前边|上边|前)(?:那|这)?(?:一)?(?:个|种|项|条)|头一?(?:个|种|项|条)|首个|首项|前面的|上面的|打头的|最前面|最上面|开头)"
)
_LATTER = re.compile(
    rf"^{_TAKE}(?:的|那)?(?:后者|(?:后面|下面|后头|下头|后边|下边|底下|后)(?:那|这)?(?:一)?(?:个|种|项|条)|后面的|下面的)"
)
_MIDDLE = re.compile(rf"^{_TAKE}(?:的|那)?(?:中间|当中|居中)(?:那|的|这)?(?:一)?(?:个|种|项|条)?")
_SEVERAL = re.compile(
    rf"^{_TAKE}(?:第)?{_N}(?:个|项|条|号)?(?:和|或者?|跟|还是|、|,|/){_TAKE}(?:第)?{_N}(?:个|项|条|号)?{_TAIL}$"
)
_NOT_ONE = re.compile("都不|哪个都|两个都|都要|全要|全部|不选|不要第")
# “None” answers only by itself or with what is asked about: 没有车 says something of a car.
_NOTHING = re.compile(r"^(?:都|)(?:没有|没得|莫得|冇|没|无)$")
_REST = re.compile(r"([^ ,.。!?、;]*)")
_LITTLE = frozenset("的啊呀吧呢哦了过哈嘞咯都别其他它这那些哪啥什么任何一个样种项情况")
_BEFORE = re.compile(r"([^ ,.。!?、;]*)$")
# What may stand before “none” that has nothing else to speak of: a yes or a no, a time, and whoever is spoken of.
_OPENING = _LITTLE | frozenset("不是对嗯哎唉没有也真还就从来目前现在最近眼下确实")
_WHO = frozenset("我俺咱们他她您家里爸妈爹娘爷奶父母亲老伴人公婆姥岳儿子女兄弟姐妹哥孙和跟")
# Number nine is the way out ("none of these"), not the last of the row.
_WAY_OUT = 9
_A_WORD = 2
_TAKING = frozenset(
    "我俺要选就行吧的那个是啊呀哈嘛好了可以应该大概还想按填点用办理来帮给它这种项条这里面中当"
)


def choice(text: str, options: Sequence[Option]) -> Value | None:
    """Return the chosen option as a value of kind `choice`; a number that was not shown has no value."""
    if _SEVERAL.match(text):
        return None
    alone = _ALONE.match(text)
    if alone:
        return _numbered(number(alone.group(1)), options, alone.start(1), alone.end(1))
    by_words = _by_words(text, options)
    if by_words is None:
        by_words = _by_clause(text, options)
    if by_words is not None:
        return by_words
    if len(text) > 20 or _NOT_ONE.search(text):
        return None
    letter = _LETTER.match(text)
    if letter is not None and any(option.number == _of_letter(letter) for option in options):
        return _numbered(_of_letter(letter), options, letter.start(1), letter.end(1))
    placed = _placed(text, options)
    if placed is not None:
        return placed
    line = _LINE.search(text)
    if line is None or _says_more(text, *line.span()):
        return None
    return _numbered(number(line.group(1) or line.group(2)), options, *line.span())


def _says_more(text: str, start: int, end: int) -> bool:
    """Tell whether words besides a place in a row say more than that it is taken: “the first is Wang Defa”."""
    left = [letter for letter in letters_only(text[:start] + text[end:]) if letter not in _TAKING]
    return len(left) > _A_WORD


def line(text: str) -> Value | None:
    """Return the number of a line that the message points at ("the 4th is wrong")."""
    match = _LINE.search(text)
    found = number(match.group(1) or match.group(2)) if match else None
    return (
        None
        if match is None or found is None
        else Value(kind="line", value=found, start=match.start(), end=match.end())
    )


def _numbered(wanted: int | None, options: Sequence[Option], start: int, end: int) -> Value:
    chosen = next((option.id for option in options if option.number == wanted), None)
    if chosen is None:
        return Value(
            kind="choice", value=None, start=start, end=end, needs_confirm=True, reason="out_of_range"
        )
    return Value(kind="choice", value=chosen, start=start, end=end)


def _of_letter(match: re.Match[str]) -> int:
    return ord(match.group(1).lower()) - ord("a") + 1


def _placed(text: str, options: Sequence[Option]) -> Value | None:
    by_number = sorted(
        (option for option in options if option.number != _WAY_OUT), key=lambda option: option.number
    )
    count = len(by_number)
    if not count:
        return None
    back = _LAST_BUT.search(text)
    steps = number(back.group(1)) if back else None
    if back is not None and steps is not None:
        inside = 1 <= steps <= count
        return Value(kind="choice", value=by_number[-steps].id if inside else None, start=back.start(), end=back.end(),
                     needs_confirm=not inside, reason="" if inside else "out_of_range")  # fmt: skip
    for pattern, place, fits in (
        (_LAST, -1, True), (_FORMER, 0, True), (_LATTER, -1, True), (_MIDDLE, count // 2, count % 2 == 1),
    ):  # fmt: skip
        match = pattern.search(text) if fits else None
        if match:
            doubtful = count > 2 and pattern is _LATTER
            return Value(kind="choice", value=by_number[place].id, start=match.start(), end=match.end(),
                         needs_confirm=doubtful, reason="which_place" if doubtful else "")  # fmt: skip
    return None


def _place(text: str, word: str, asked: frozenset[str]) -> int:
    """Return where a word of an option stands, -1 where it does not; `asked` are the characters of all options.

    “My pension is 1200, my wife has none” has none of what the clause before speaks of.
    """
    place = text.find(word)
    if place >= 0 and (of_theirs(text, place, word) or denied(text, place, place + len(word))):
        return -1
    if place < 0 or not _NOTHING.match(word):
        return place
    rest, before = _REST.match(text, place + len(word)), _BEFORE.search(text[:place])
    said, after = before.group(1) if before else "", rest.group(1) if rest else ""
    earlier = set(letters_only(text[: place - len(said)]))
    opening = _OPENING | asked
    about = opening | _WHO if earlier <= opening else opening
    return place if set(after) <= _LITTLE | asked and set(said) <= about else -1


def _by_clause(text: str, options: Sequence[Option]) -> Value | None:
    """The one option that a whole clause of a longer message is; “none” only where the message begins with it."""
    found: dict[str, tuple[int, int]] = {}
    for place, (start, end) in enumerate(clauses(text)):
        said = letters_only(text[start:end])
        if len(said) < _A_WORD or (place and _NOTHING.match(said)):
            continue
        for option in options:
            if said in {letters_only(word) for word in option.words}:
                found.setdefault(option.id, (start, end))
    if len(found) != 1:
        return None
    ((id_, (start, end)),) = found.items()
    return Value(kind="choice", value=id_, start=start, end=end)


def _by_words(text: str, options: Sequence[Option]) -> Value | None:
    """The whole message first; then an option's words inside it, or it inside them, when only one option fits."""
    said = letters_only(text)
    for option in options:
        if said and said in {letters_only(word) for word in option.words}:
            return Value(kind="choice", value=option.id, start=0, end=len(text))
    lower, asked = text.lower(), frozenset("".join(word for option in options for word in option.words))
    found: dict[str, tuple[int, int]] = {}
    for option in options:
        for word in option.words:
            place = _place(lower, word.lower(), asked) if len(word) >= 2 else -1
            longer = (
                place >= 0 and len(word) > found.get(option.id, (0, 0))[1] - found.get(option.id, (0, 0))[0]
            )
            if longer:
                found[option.id] = (place, place + len(word))
    outer = [
        (id_, span) for id_, span in found.items()
        if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in found.values())
    ]  # fmt: skip
    if len(outer) == 1 and len(text) <= 20:
        (id_, (start, end)) = outer[0]
        return Value(kind="choice", value=id_, start=start, end=end)
    part = [option.id for option in options if any(said in letters_only(word) for word in option.words)]
    if len(said) >= 2 and len(part) == 1 and not outer:
        return Value(kind="choice", value=part[0], start=0, end=len(text))
    return None
