"""Numbers that name a person or an account: identity card, telephone, bank card.

They are told apart by length, checksum and, where two fit, by what was asked. A wrong one is reported with what is
wrong, never repaired.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from nlu.reading import Value
from nlu.values.numbers import Run, runs


def find(text: str, today: date, *, asked: str) -> Iterator[Value]:
    """Yield identity numbers, telephones and bank cards; `asked` is the kind just asked for, or empty."""
    for run in runs(text):
        value = _of_kind(run, today, asked) or _unasked(run, today)
        if value is not None:
            yield value


def _of_kind(run: Run, today: date, asked: str) -> Value | None:
    match asked:
        case "id_number":
            if _phone(run) is not None or (_card(run) is not None and not _birth(run.digits[6:14], today)):
                return None
            return _asked_identity(run, today)
        case "phone":
            return _asked_phone(run)
        case "bank_card":
            return _asked_card(run, today)
        case _:
            return None


def _unasked(run: Run, today: date) -> Value | None:
    if len(run.digits) == 18 and _birth(run.digits[6:14], today):
        return _identity(run, today)
    if "X" not in run.digits:
        return _phone(run) or _card(run)
    return None


def _identity(run: Run, today: date) -> Value:
    if not _birth(run.digits[6:14], today):
        return _wrong("id_number", run, "birth_date")
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
    digits = run.digits[2:] if len(run.digits) == 13 and run.digits.startswith("86") else run.digits
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
        return Value(kind="phone", value=digits, start=run.start, end=run.end)
    return None


def _asked_phone(run: Run) -> Value | None:
    found = _phone(run)
    if found is not None:
        return found
    if run.digits.startswith("0") and 10 <= len(run.digits) <= 12:
        return Value(
            kind="phone",
            value=run.digits,
            start=run.start,
            end=run.end,
            needs_confirm=True,
            reason="landline",
        )
    if len(run.digits) in (7, 8):
        return Value(
            kind="phone",
            value=run.digits,
            start=run.start,
            end=run.end,
            needs_confirm=True,
            reason="area_code",
        )
    return _wrong("phone", run, "length" if len(run.digits) != 11 else "prefix")


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
