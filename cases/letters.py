"""Which words a resident gets when something happens to a case: a phrase id and the values for its gaps.

Pure, and without a word of its own: the sentences are editors' phrases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cases.case import Case, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A phrase id and the values that fill it."""

    phrase: str
    values: Mapping[str, str] = field(default_factory=dict)


def requested(case: Case, what: str) -> Letter:
    """The resident is asked for something."""
    return Letter(phrase="case_requested", values={"number": case.number, "what": what})


def approved(case: Case, benefit: str, reasons: Sequence[str], amount: str) -> Letter:
    """The case is approved; `benefit` is its name, `amount` words about money, or empty."""
    values = {"number": case.number, "benefit": benefit, "reasons": joined(reasons), "amount": amount}
    phrase = "case_certified" if case.kind is Kind.CERTIFICATION else "case_approved"
    return Letter(phrase=phrase, values=values)


def refused(case: Case, benefit: str, reasons: Sequence[str]) -> Letter:
    """The case is refused, after two people agreed."""
    values = {"number": case.number, "benefit": benefit, "reasons": joined(reasons)}
    return Letter(phrase="case_refused", values=values)


def closed(case: Case, note: str) -> Letter:
    """A piece of work that needed no decision is done."""
    return Letter(phrase="case_closed", values={"number": case.number, "note": note})


def withdrawn(case: Case) -> Letter:
    """The case was taken back because the resident no longer wants it."""
    return Letter(phrase="case_withdrawn", values={"number": case.number})


def arrived(name: str) -> Letter:
    """A caseworker has taken over the conversation."""
    return Letter(phrase="caseworker_here", values={"name": name})


def left() -> Letter:
    """The caseworker has handed the conversation back."""
    return Letter(phrase="caseworker_left")


def joined(reasons: Sequence[str]) -> str:
    """Return reasons as lines; a phrase may stand them under each other or run them together."""
    return "\n".join(reasons)
