"""How old somebody is who tells how long it is to a birthday, and an infant whose months are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlu.reading import Value
from nlu.values.numbers import NUMERAL, number

_SHORT_OF = re.compile(
    rf"(?:还)?(?:差|欠)([0-9]{{1,2}}|{NUMERAL}{{1,2}}|几|半)个?(月|天|岁|年)(?:就|才|到|满|不到){{0,4}}([0-9]{{1,3}}|{NUMERAL}{{1,4}})(?:周?岁)?"
    rf"|(?:下个?月|明年|过了年|过完年|过年|年底|再过[^,。]{{1,4}}[月年天])(?:就|才|刚好|正好)?(?:满|到|是|有)?([0-9]{{1,3}}|{NUMERAL}{{1,4}})(?:周?岁)?(?:了|整)?(?![0-9个月块元年])"
)
_MONTHS_OLD = re.compile(
    rf"([0-9]{{1,2}}|{NUMERAL}{{1,3}})个(?:多|半)?月(?:大|了$)|(?:刚)?满月|(?:未|不)满(?:一|1)岁"
)

LEAST_GROWN, LEAST_OLD, MOST = 14, 60, 125
"""Years from which a number may be a grown person's age, from which an old one's, and up to which it is an age."""


def find(text: str, *, asked: bool) -> Iterator[Value]:
    """Yield such ages of a normalised text; those of infants only when the age was `asked`."""
    yield from _before_birthday(text, asked)
    yield from _of_infant(text, asked)


def _before_birthday(text: str, asked: bool) -> Iterator[Value]:
    """Two months short of eighty, eighty after the new year: seventy-nine now, to be confirmed."""
    for match in _SHORT_OF.finditer(text):
        years = number(match.group(3) or match.group(4) or "")
        whole = bool(re.search("岁|满|到", match.group())) or asked
        if years is None or not LEAST_GROWN <= years <= MOST or not (whole or years >= LEAST_OLD):
            continue
        less = (number(match.group(1)) or 1) if match.group(2) in ("岁", "年") else 1
        yield Value(kind="age", value=years - less, start=match.start(), end=match.end(), needs_confirm=True,
                    reason="computed", low=years - less, high=years - less)  # fmt: skip


def _of_infant(text: str, asked: bool) -> Iterator[Value]:
    match = _MONTHS_OLD.search(text) if asked else None
    months = number(match.group(1)) if match and match.group(1) else 0
    if match is not None and months is not None:
        yield Value(kind="age", value=months // 12, start=match.start(), end=match.end())
