"""Which of the numbered options was meant: by number, by place, or by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.reading import Option, Value
from nlu.text import letters_only
from nlu.values.numbers import NUMERAL, number

_N = rf"([0-9]{{1,2}}|{NUMERAL}{{1,3}})"
_ALONE = re.compile(
    rf"^(?:我?选择?|要|就|按|回复?|是|那就)?(?:第)?{_N}(?:个|条|项|号|种|吧|啊|呗|那个|[.。、,!)])*$"
)
_LINE = re.compile(rf"(?:第{_N}(?:个|条|项|行|点|处)?|{_N}(?:条|项|行|号))")
_LAST = re.compile(r"最后(?:那|这)?一?(?:个|条|项|种)|末尾那个")
_FORMER = re.compile(r"^(?:我?选|要)?(?:前者|前面那个|上面那个|头一个|首个)")
_LATTER = re.compile(r"^(?:我?选|要)?(?:后者|后面那个|下面那个)")


def choice(text: str, options: Sequence[Option]) -> Value | None:
    """Return the chosen option as a value of kind `choice`; a number that was not shown has no value."""
    alone = _ALONE.match(text)
    if alone:
        return _numbered(number(alone.group(1)), options, alone.start(1), alone.end(1))
    by_words = _by_words(text, options)
    if by_words is not None:
        return by_words
    if len(text) > 20:
        return None
    placed = _placed(text, options)
    if placed is not None:
        return placed
    line = _LINE.search(text)
    return _numbered(number(line.group(1) or line.group(2)), options, *line.span()) if line else None


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


def _placed(text: str, options: Sequence[Option]) -> Value | None:
    by_number = sorted(options, key=lambda option: option.number)
    for pattern, place in ((_LAST, -1), (_FORMER, 0), (_LATTER, -1)):
        match = pattern.search(text)
        if match and by_number and (place == 0 or pattern is _LAST or len(by_number) == 2):
            return Value(kind="choice", value=by_number[place].id, start=match.start(), end=match.end())
    return None


def _by_words(text: str, options: Sequence[Option]) -> Value | None:
    """The whole message first; then an option's words inside it, or it inside them, when only one option fits."""
    said = letters_only(text)
    for option in options:
        if said and said in {letters_only(word) for word in option.words}:
            return Value(kind="choice", value=option.id, start=0, end=len(text))
    lower = text.lower()
    found: dict[str, tuple[int, int]] = {}
    for option in options:
        for word in option.words:
            place = lower.find(word.lower()) if len(word) >= 2 else -1
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
