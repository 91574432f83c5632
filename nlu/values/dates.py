"""Days: full ones always, relative ones (today, yesterday) when a day was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlu.reading import Value
from nlu.values.numbers import NUMERAL, number

_DAY = re.compile(
    rf"((?:18|19|20)[0-9]{{2}}|{NUMERAL}{{4}})(?:年|[-./])([0-9]{{1,2}}|{NUMERAL}{{1,3}})(?:月|[-./])([0-9]{{1,2}}|{NUMERAL}{{1,3}})[日号]?"
)
_WRITTEN = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_SINCE = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "大前天": 3}
_RELATIVE = re.compile("大前天|今天|今日|昨天|昨日|前天")


def find(text: str, today: date, *, asked: bool) -> Iterator[Value]:
    """Yield the days in a normalised text as ISO text."""
    for match in [*_DAY.finditer(text), *(_WRITTEN.finditer(text) if asked else ())]:
        day = _day(*match.groups())
        if day is not None:
            yield Value(kind="date", value=day.isoformat(), start=match.start(), end=match.end())
    for match in _RELATIVE.finditer(text) if asked else ():
        day = today - timedelta(days=_SINCE[match.group()])
        yield Value(kind="date", value=day.isoformat(), start=match.start(), end=match.end())


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(number(year) or 0, number(month) or 0, number(day) or 0)
    except ValueError:
        return None
