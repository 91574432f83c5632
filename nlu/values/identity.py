"""Numbers that name a person or an account: identity card, telephone, bank card.

They are told apart by length, checksum and, where two fit, by what was asked. A wrong one is reported with what is
wrong, never repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from nlu.reading import Value
from nlu.values.numbers import Run, runs

# The first two digits of an identity number: a province (GB/T 2260), or 83 and 91 for residents from elsewhere.
_PROVINCES = frozenset(
    map(
        str,
        (
            *range(11, 16),
            *range(21, 24),
            *range(31, 38),
            *range(41, 47),
            *range(50, 55),
            *range(61, 66),
            71,
            81,
            82,
            83,
            91,
        ),
    )
)
# The invented places of a demonstration, whose people are nobody's.
_INVENTED = "990"
_LETTERED = re.compile(r"(?<![0-9a-zA-Z])[0-9a-zA-Z]{15,18}(?![0-9a-zA-Z])")
_CALLED = re.compile("电话|座机|号码|联系|固话|打")
_SERVICE = re.compile(r"^(?:110|119|120|122|12345|12356|12349|96110|10086|10000|10010)$")
_LAST_DIGITS = re.compile(r"(?:尾号|末尾|[后末最]{1,2}[三四]位)(?:是|为|:)? ?[0-9]{3,4}(?![0-9])")
_MOSTLY_DIGITS = 12


def find(text: str, today: date, *, asked: str) -> Iterator[Value]:
    """Yield identity numbers, telephones and bank cards; `asked` is the kind just asked for, or empty."""
    if asked == "phone":
        yield from _service_number(text)
    if asked == "bank_card":
        yield from _last_digits(text)
    lettered = list(_with_letters(text)) if asked == "id_number" else []
    yield from lettered
    for run in runs(text):
        if any(value.start <= run.start < value.end for value in lettered):
            continue
        parts = _parts(run, today)
        if parts and (not asked or _tells_all(run, parts) or any(part.kind == asked for part in parts)):
            yield from parts
            continue
        value = _of_kind(run, today, asked) or _unasked(run, today) or _landline(text, run, today)
        if value is not None:
            yield value


def _parts(run: Run, today: date) -> list[Value]:
    """Several numbers with only spaces between them; empty when the row is one number."""
    if not run.pieces or _unasked(run, today) is not None:
        return []
    found: list[Value] = []
    first = 0
    while first < len(run.pieces):
        for last in range(len(run.pieces), first, -1):
            value = _unasked(_joined(run.pieces[first:last]), today)
            if value is not None and value.value is not None:
                found.append(value)
                first = last - 1
                break
        first += 1
    return found


def _tells_all(run: Run, parts: Sequence[Value]) -> bool:
    """Every piece belongs to one of the numbers; else, after a question, the row is one number that is wrong."""
    return all(any(part.start <= piece.start < part.end for part in parts) for piece in run.pieces)


def _joined(pieces: Sequence[Run]) -> Run:
    return Run(start=pieces[0].start, end=pieces[-1].end, digits="".join(piece.digits for piece in pieces))


def _with_letters(text: str) -> Iterator[Value]:
    """A letter typed for a digit (O for 0) is pointed at, not guessed."""
    for match in _LETTERED.finditer(text):
        if (
            sum(letter.isdigit() for letter in match.group()) >= _MOSTLY_DIGITS
            and not match.group()[:-1].isdigit()
        ):
            yield Value(kind="id_number", value=None, start=match.start(), end=match.end(),
                        needs_confirm=True, reason="letters")  # fmt: skip


def _last_digits(text: str) -> Iterator[Value]:
    """The last four digits tell a card apart; nobody can be paid by them, unless the whole number is told besides."""
    match = _LAST_DIGITS.search(text)
    if match is not None and all(len(run.digits) < _MOSTLY_DIGITS for run in runs(text)):
        yield Value(kind="bank_card", value=None, start=match.start(), end=match.end(),
                    needs_confirm=True, reason="last_digits")  # fmt: skip


def _service_number(text: str) -> Iterator[Value]:
    """The police are nobody's telephone."""
    match = _SERVICE.search(text)
    if match is not None:
        yield Value(kind="phone", value=None, start=match.start(), end=match.end(),
                    needs_confirm=True, reason="service_number")  # fmt: skip


def _landline(text: str, run: Run, today: date) -> Value | None:
    """Unasked, a number with its area code counts after a word for telephone."""
    if not run.digits.startswith("0") or not 10 <= len(run.digits) <= 12 or "X" in run.digits:
        return None
    if not _CALLED.search(text, max(0, run.start - 6), run.start):
        return None
    return _asked_phone(run, today)


def _of_kind(run: Run, today: date, asked: str) -> Value | None:
    match asked:
        case "id_number":
            if _phone(run) is not None or (_card(run) is not None and not _birth(run.digits[6:14], today)):
                return None
            return _asked_identity(run, today)
        case "phone":
            return _asked_phone(run, today)
        case "bank_card":
            return _asked_card(run, today)
        case _:
            return None


def _unasked(run: Run, today: date) -> Value | None:
    if len(run.digits) == 18 and _birth(run.digits[6:14], today):
        return _identity(run, today)
    if "X" not in run.digits:
        return _phone(run) or _card(run) or _short_identity(run, today)
    return None


def _short_identity(run: Run, today: date) -> Value | None:
    """An identity number that lacks a digit, or is of the old kind, shows by its province and its day of birth."""
    if run.digits[:2] not in _PROVINCES:
        return None
    if len(run.digits) == 17 and _birth(run.digits[6:14], today):
        return _wrong("id_number", run, "length")
    if len(run.digits) == 15 and _birth("19" + run.digits[6:12], today):
        return _wrong("id_number", run, "old_number")
    return None


def _identity(run: Run, today: date) -> Value:
    if not _birth(run.digits[6:14], today):
        return _wrong("id_number", run, "birth_date")
    if run.digits[:2] not in _PROVINCES and not run.digits.startswith(_INVENTED):
        return _wrong("id_number", run, "region")
    if not run.digits[:17].isdigit() or run.digits[17] != ric.calc_check_digit(run.digits):
        return _wrong("id_number", run, "checksum")
    return Value(kind="id_number", value=run.digits, start=run.start, end=run.end)


def _asked_identity(run: Run, today: date) -> Value | None:
    length = len(run.digits)
    if length == 18 and run.digits[:17].isdigit():
        return _identity(run, today)
    if length == 15 and run.digits.isdigit():
        return _wrong("id_number", run, "old_number")
    return _wrong("id_number", run, "length") if length >= 6 else None


def _birth(digits: str, today: date) -> bool:
    try:
        return date(1890, 1, 1) <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) <= today
    except ValueError:
        return False


def _phone(run: Run) -> Value | None:
    digits = next(
        (run.digits[len(code) :] for code in ("0086", "086", "86", "0")
         if run.digits.startswith(code + "1") and len(run.digits) == 11 + len(code)),
        run.digits,
    )  # fmt: skip
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
        return Value(kind="phone", value=digits, start=run.start, end=run.end)
    return None


def _asked_phone(run: Run, today: date) -> Value | None:
    found = _unasked(run, today)
    if found is not None and found.value is not None:
        return found
    if len(run.digits) == 10 and run.digits.startswith(("400", "800")):
        return _doubtful_phone(run, "service_line")
    if run.digits.startswith("0") and 10 <= len(run.digits) <= 12:
        return _doubtful_phone(run, "landline")
    if len(run.digits) in (7, 8):
        return _doubtful_phone(run, "area_code")
    return _wrong("phone", run, "length" if len(run.digits) != 11 else "prefix")


def _doubtful_phone(run: Run, reason: str) -> Value:
    return Value(
        kind="phone", value=run.digits, start=run.start, end=run.end, needs_confirm=True, reason=reason
    )


def _card(run: Run) -> Value | None:
    if 16 <= len(run.digits) <= 19 and run.digits.isdigit() and luhn.is_valid(run.digits):
        return Value(kind="bank_card", value=run.digits, start=run.start, end=run.end)
    return None


def _asked_card(run: Run, today: date) -> Value | None:
    if len(run.digits) == 18 and _birth(run.digits[6:14], today) and _identity(run, today).value is not None:
        return _wrong("bank_card", run, "id_number")
    if _phone(run) is not None:
        return None
    if 16 <= len(run.digits) <= 19 and run.digits.isdigit():
        return _card(run) or _wrong("bank_card", run, "checksum")
    return _wrong("bank_card", run, "length") if len(run.digits) >= 6 else None


def _wrong(kind: str, run: Run, reason: str) -> Value:
    return Value(kind=kind, value=None, start=run.start, end=run.end, needs_confirm=True, reason=reason)
