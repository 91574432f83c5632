"""Of the places in a text, those where somebody is registered: not where they only work or study."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlu.reading import Value

_AT = re.compile("(?:在|来|到|去|于)(?:了|这边|现在)?$")
_WORKS = re.compile(
    "(?:市|这边|这里|那边|那里|城里|一家|的)?[^,。!?; ]{0,4}?"
    "(?:打工|上班|工作|干活|做工|务工|租房|租的房|读书|上学|念书|做生意|开店|当保姆|带孙|带娃|工地)"
)
_NEAR = 4
_PAUSE = re.compile("[,。;!? ]")


def where_registered(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """Yield the places of a text without those where somebody only works or studies, if it also names another.

    The one that is called the home stands first; a place of work alone is to be confirmed.
    """
    stays = [value for value in found if _works_there(text, value)]
    homes = [value for value in found if value not in stays]
    if not homes:
        yield from (replace(value, needs_confirm=True, reason=value.reason or "stays") for value in stays)
        return
    called = [value for value in homes if _called_home(text, value)]
    if called:
        homes = [*called, *(value for value in homes if value not in called)]
    yield from homes


def _works_there(text: str, value: Value) -> bool:
    return bool(_AT.search(text, 0, value.start) and _WORKS.match(text, value.end))


def _called_home(text: str, value: Value) -> bool:
    before, after = text[max(0, value.start - _NEAR) : value.start], text[value.end : value.end + _NEAR]
    near = _PAUSE.split(before)[-1] + _PAUSE.split(after)[0]
    return any(word in near for word in ("户口", "户籍", "老家"))
