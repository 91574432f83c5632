"""What a caseworker typed, read strictly: outcome, reasons, what was settled; each lack has its own name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.case import Case, Kind, ReasonMissing, Status

MARKS = ("yes", "no")
DIFFERS = {("yes", Status.REFUSED), ("no", Status.APPROVED)}


class Unsettled(ValueError):
    """A criterion nobody has settled is still open, so nothing can be decided yet."""


class WhyMissing(ValueError):
    """The decision differs from the suggestion and says nothing on why."""


class NothingChosen(ValueError):
    """Neither approve nor refuse was chosen: nothing is pre-selected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it came: its fields, the ticked reasons, and the case's version its page was drawn from."""

    fields: Mapping[str, str]
    ticked: tuple[str, ...]
    version: int

    def text(self, name: str) -> str:
        """Return a field's text without blanks around it."""
        return self.fields.get(name, "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision as it was typed: reasons for the resident, `against` for colleagues, `checked` criteria."""

    outcome: Status
    reasons: tuple[str, ...]
    amount: str
    checked: tuple[str, ...]
    against: str


def asked(form: Form) -> str:
    """Return what the resident is asked for, ticked things before typed ones; raises ReasonMissing."""
    what = "\n".join(part for part in (*form.ticked, form.text("what")) if part)
    if not what:
        raise ReasonMissing("a request needs words")
    return what


def judgement(form: Form, case: Case) -> Judgement:
    """Return the decision; raises NothingChosen, Unsettled, ReasonMissing or WhyMissing."""
    outcome = _outcome(form)
    checked = _checked(form, case)
    reasons = tuple(part for part in (*form.ticked, form.text("reason")) if part)
    if not reasons:
        raise ReasonMissing("a decision needs its reason")
    against = form.text("against")
    suggested = case.assessment.answer if case.assessment else ""
    if (suggested, outcome) in DIFFERS and not against:
        raise WhyMissing("the decision is not what the rules suggest")
    # A certification pays nothing by itself: whoever is recognised goes on getting what they had.
    amount = "" if case.kind is Kind.CERTIFICATION else form.text("amount")
    return Judgement(outcome=outcome, reasons=reasons, amount=amount, checked=checked, against=against)


def _outcome(form: Form) -> Status:
    chosen = form.text("outcome")
    if chosen not in (Status.APPROVED, Status.REFUSED):
        raise NothingChosen("neither approved nor refused was chosen")
    return Status(chosen)


def _checked(form: Form, case: Case) -> tuple[str, ...]:
    lines = case.assessment.lines if case.assessment else ()
    settled: list[str] = []
    for place, (mark, text) in enumerate(lines):
        if mark in MARKS:
            continue
        chosen = form.text(f"line_{place}")
        if chosen not in MARKS:
            raise Unsettled(f"line {place} of the checklist is open")
        settled.append(f"{chosen}:{text}")
    return tuple(settled)
