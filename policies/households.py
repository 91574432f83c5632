"""Households from the rows of a table: columns are named by the facts' labels, cells hold what people would say.

Every cell that cannot be right is told at once with its row and column; nothing is guessed and no row is left out
silently.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from policies.facts import FactKind
from policies.members import Member
from policies.policies import Policies
from policies.verdict import Facts, FactValue, Unknown

WHOLE = frozenset({"age", "household_size", "number"})
MONEY = frozenset({"money_monthly", "money_yearly"})
_MOST = 10**9
_NAME, _MEMBER = "=name", "=member"
_SHEET_DAYS = date(1899, 12, 30)
"""Day nought of a spreadsheet's days, as all of them count since Lotus 1-2-3 took 1900 for a leap year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A household of a table: its name there (or its row's number), the facts its cells state, and its members."""

    name: str
    row: int
    facts: Facts
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A cell or column that cannot be used: where, what is wrong, and what to write. `row` counts from 1."""

    row: int
    column: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.fault} -> {self.remedy}"


class BadRows(ValueError):
    """Rows that cannot be read; holds every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_rows(policies: Policies, rows: Sequence[Sequence[str]]) -> tuple[Household, ...]:
    """Read a table whose first row names the columns; raises BadRows with every fault in it.

    An empty cell is a fact not stated; the library's word for “does not know” is one declined. A row that names a
    member belongs to the household of that name in a row before it.
    """
    faults: list[Fault] = []
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise BadRows(
            [Fault(row=1, column="-", fault="there are no column names", remedy="name each column")]
        )
    columns = _columns(policies, rows[0], faults)
    found: dict[str, Household] = {}
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            _keep(*_household(policies, columns, number, row, faults), found, faults)
    if faults:
        raise BadRows(faults)
    return tuple(found.values())


def _keep(household: Household, member: str, found: dict[str, Household], faults: list[Fault]) -> None:
    """Add a household, or a member to the household it belongs to."""
    before = found.get(household.name)
    if member and before is not None:
        one = Member(name=member, facts=household.facts)
        found[household.name] = replace(before, members=(*before.members, one))
    elif member:
        fault = f"{household.name!r} has no row of its own before this member"
        faults.append(
            Fault(row=household.row, column="-", fault=fault, remedy="put the household's row first")
        )
    elif before is not None:
        fault = f"{household.name!r} stands in row {before.row} too"
        faults.append(Fault(row=household.row, column="-", fault=fault, remedy="name them apart"))
    else:
        found[household.name] = household


def _columns(policies: Policies, header: Sequence[str], faults: list[Fault]) -> Sequence[str]:
    """Return the fact of each column, or what else it is; a name nothing has is a fault."""
    called = {kind.label: name for name, kind in policies.facts.items()}
    called |= {name: name for name in policies.facts}
    called[policies.words.groups["columns"]["household"]] = _NAME
    called[policies.words.groups["columns"]["member"]] = _MEMBER
    columns: list[str] = []
    for cell in header:
        text = cell.strip()
        if text not in called:
            near = difflib.get_close_matches(text, called, n=3, cutoff=0.4)
            remedy = "use one of: " + ", ".join(near or sorted(called)[:8])
            faults.append(Fault(row=1, column=text or "(empty)", fault="no fact is called so", remedy=remedy))
        elif called[text] in columns:
            faults.append(
                Fault(row=1, column=text, fault="the column stands twice", remedy="keep one of them")
            )
        columns.append(called.get(text, "?"))
    return columns


def _household(
    policies: Policies, columns: Sequence[str], number: int, row: Sequence[str], faults: list[Fault]
) -> tuple[Household, str]:
    """Read one row: the household or member it tells of, and the member's name where it names one."""
    name, member, facts = str(number), "", dict[str, FactValue]()
    for column, cell in zip(columns, row, strict=False):
        text = cell.strip()
        if not text or column == "?":
            continue
        if column == _NAME:
            name = text
        elif column == _MEMBER:
            member = text
        elif text == policies.words.groups["columns"]["declined"]:
            facts[column] = Unknown.DECLINED
        else:
            kind = policies.facts[column]
            try:
                facts[column] = _value(policies, kind, text)
            except ValueError as error:
                fault, _, remedy = str(error).partition(" -> ")
                faults.append(Fault(row=number, column=kind.label, fault=fault, remedy=remedy))
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        faults.append(
            Fault(row=number, column="-", fault="there are more cells than columns", remedy="name the column")
        )
    return Household(name=name, row=number, facts=facts), member


def _value(policies: Policies, kind: FactKind, text: str) -> FactValue:
    if kind.kind == "region":
        return _place(policies, text)
    if kind.options or kind.kind == "yes_no":
        return _option(policies, kind, text)
    if kind.kind in WHOLE:
        number = _number(text)
        if number != number.to_integral_value():
            raise ValueError(f"{text!r} is no whole number -> write it without a fraction")
        return int(number)
    if kind.kind in MONEY:
        return _number(text)
    return _day(text) if kind.kind == "date" else text


def _place(policies: Policies, text: str) -> str:
    found = policies.regions.find(text)
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"{code} {policies.regions.spoken(code)}" for code in found[:6])
        raise ValueError(f"several places are called {text!r} -> give a code: {choices}")
    raise ValueError(f"no place is called {text!r} -> give its full name or its region code")


def _option(policies: Policies, kind: FactKind, text: str) -> str:
    known = {option.label: option.id for option in kind.options} | {
        option.id: option.id for option in kind.options
    }
    if kind.kind == "yes_no":
        known |= {word: answer for answer, word in policies.words.groups["yes_no"].items()} | {
            "yes": "yes",
            "no": "no",
        }
    if text not in known:
        raise ValueError(f"{text!r} is no answer to it -> use one of: {', '.join(sorted(known))}")
    return known[text]


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number -> write digits only, without a unit") from None
    if not number.is_finite() or not 0 <= number <= _MOST:
        raise ValueError(f"{text!r} is out of bounds -> write a number from 0 to {_MOST}")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat("-".join(f"{int(part):02}" for part in text.replace("/", "-").split("-")))
    except ValueError:
        pass
    try:
        return _SHEET_DAYS + timedelta(days=int(Decimal(text)))
    except (InvalidOperation, OverflowError, ValueError):
        raise ValueError(f"{text!r} is no day -> write it as 1943-05-01") from None
