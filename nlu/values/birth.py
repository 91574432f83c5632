"""The day or year somebody was born, or the animal of that year, and the age that follows from it.

A year alone leaves two ages open, so it asks to be confirmed; a whole day is given as a day too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from nlu.reading import Value
from nlu.values import lunar
from nlu.values.numbers import NUMERAL, UNITS, number, opening

_YEAR = rf"1[89][0-9]{{2}}|20[0-9]{{2}}|[0-9]{{2}}|{NUMERAL}{{4}}|{NUMERAL}{{2}}"
_SMALL = rf"[0-9]{{1,2}}|{NUMERAL}{{1,3}}"
_BORN = re.compile(
    opening("公阳农阴旧")
    + rf"(?<![0-9])((?:公历|阳历|农历|阴历|旧历)?)({_YEAR})年?[ ,]?(农历|阴历|旧历|阳历|公历)?"
    rf"(?:({_SMALL}|正|冬|腊)月(?:份|(初[一二三四五六七八九十]|[廿卅][一二三四五六七八九]?|{_SMALL})([日号])?)?)?"
    r"(?:出?生|的?人(?![0-9])|生人|落地)"
)
_BARE = re.compile(rf"(?<![0-9])({_YEAR})年?(?:的|$|(?=[, ]?[属肖]))")
_WHOLE_DAY = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})[年\-./]?([01]?[0-9])[月\-./]?([0-3]?[0-9])[日号]?(?![0-9])"
)
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_ANIMAL = re.compile(rf"(?:属|肖)(?:相(?:是)?)?(?:大|小)?([{_ANIMALS}])(?:的|人)?")
_CYCLE = 12
_RAT_YEAR = 1900
_JUNE = 6


def find(text: str, today: date, *, asked: bool) -> Iterator[Value]:
    """Yield the age, and the day when it is complete, for each birth; `asked` lets a bare year count."""
    born = list(_born(text, today))
    whole = _WHOLE_DAY.search(text) if asked and not born else None
    if whole is not None:
        year_said, month_said, day_said = (number(part) or 0 for part in whole.groups())
        found = _from_birth(*whole.span(), year_said, month_said, day_said, today)
        born = [value for value in found if value.kind == "age"]
    if not born and asked:
        bare = _BARE.search(text)
        year = (
            _year(bare.group(1), today)
            if bare and (len(bare.group()) > 2 or not bare.group().isascii())
            else None
        )
        if (
            bare is not None
            and year is not None
            and ("年" in bare.group() or (len(bare.group(1)) == 4 and year > 1900))
        ):
            born = list(_from_birth(*bare.span(), year, None, None, today))
    animal = _ANIMAL.search(text)
    if animal is not None:
        born = [_with_animal(value, animal, today) for value in born]
        if not born and asked and not re.search(rf"{NUMERAL}|[0-9]", text):
            yield Value(
                kind="age",
                value=None,
                start=animal.start(),
                end=animal.end(),
                needs_confirm=True,
                reason="zodiac",
            )
    yield from born


def agreeing(text: str, value: Value, today: date) -> Value:
    """Make an age that is about ("eighty-odd, born in a horse year") exact by its animal."""
    animal = _ANIMAL.search(text) if "属" in text or "肖" in text else None
    if animal is None or not isinstance(value.value, int):
        return value
    low = value.low if isinstance(value.low, int) else value.value - 1
    high = value.high if isinstance(value.high, int) else value.value + 1
    fits = [
        years for years in range(low, high + 2)
        if (today.year - years - _RAT_YEAR) % _CYCLE == _ANIMALS.index(animal.group(1))
    ]  # fmt: skip
    if len(fits) != 1:
        reason = value.reason if fits else "zodiac_mismatch"
        return replace(value, needs_confirm=True, reason=reason or "zodiac")
    if not value.needs_confirm and value.value in (fits[0], fits[0] - 1):
        return value
    start, end = min(value.start, animal.start()), max(value.end, animal.end())
    return _of_year(start, end, today.year - fits[0], today)


def _with_animal(value: Value, animal: re.Match[str], today: date) -> Value:
    if value.kind != "age" or not isinstance(value.value, int):
        return value
    start, end = min(value.start, animal.start()), max(value.end, animal.end())
    high = value.high if isinstance(value.high, int) else value.value
    years = (high,) if value.high is not None else (value.value, value.value + 1)
    fits = any(
        (today.year - years_ - _RAT_YEAR) % _CYCLE == _ANIMALS.index(animal.group(1)) for years_ in years
    )
    if fits:
        return replace(value, start=start, end=end)
    return replace(value, start=start, end=end, needs_confirm=True, reason="zodiac_mismatch")


def _born(text: str, today: date) -> Iterator[Value]:
    for match in _BORN.finditer(text):
        first_calendar, said, calendar, month_said, day_said, _unit = match.groups()
        year = _year(said, today)
        if year is None or (
            not month_said and "年" not in match.group() and not match.group().endswith("生")
        ):
            continue
        if (
            not month_said
            and match.group().endswith("人")
            and "年的人" not in match.group()
            and "生人" not in match.group()
        ):
            continue
        lunar_said = "历" in (calendar or first_calendar) and (calendar or first_calendar) not in (
            "公历",
            "阳历",
        )
        if month_said and day_said and (lunar_said or lunar.is_lunar(month_said, day_said)):
            day = lunar.solar(year, lunar.month(month_said), lunar.day(day_said))
            if day is not None:
                yield from _from_birth(*match.span(), day.year, day.month, day.day, today, reason="lunar")
            continue
        month = number(month_said) if month_said and not lunar_said else None
        yield from _from_birth(*match.span(), year, month, number(day_said) if day_said else None, today)


def _from_birth(
    start: int,
    end: int,
    year: int,
    month: int | None,
    day: int | None,
    today: date,
    *,
    reason: str = "birth_date",
) -> Iterator[Value]:
    oldest = today.year - year
    if month and day:
        try:
            born = date(year, month, day)
        except ValueError:
            return
        years = oldest - ((today.month, today.day) < (month, day))
        if years >= 0:
            yield Value(kind="age", value=years, start=start, end=end)
            yield Value(kind="date", value=born.isoformat(), start=start, end=end, reason=reason)
        return
    if month and 1 <= month <= 12 and month != today.month:
        yield Value(kind="age", value=max(0, oldest - (today.month < month)), start=start, end=end)
        return
    yield _of_year(start, end, year, today)


def _of_year(start: int, end: int, year: int, today: date) -> Value:
    """Late in the year the birthday has most likely been."""
    oldest = today.year - year
    low = max(0, oldest - 1)
    likely = oldest if today.month > _JUNE else low
    return Value(
        kind="age",
        value=likely,
        start=start,
        end=end,
        needs_confirm=True,
        reason="birth_year",
        low=low,
        high=oldest,
    )


def _year(words: str, today: date) -> int | None:
    year = number(words)
    if year is None or any(letter in UNITS for letter in words):
        return None
    if year < 100:
        year += 1900 if year > today.year % 100 else 2000
        year = year - 100 if year > 2000 and words.isascii() is False else year
    return year if 1890 <= year <= today.year else None
