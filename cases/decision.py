"""How a case ends by a caseworker's word: approved at once, refused by two people, or closed with a note.

A refusal is proposed by its owner and confirmed by another caseworker or a lead; nobody confirms their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from cases import store
from cases.case import (
    DECIDED_KINDS,
    Case,
    ChangedMeanwhile,
    ConsentTakenBack,
    Kind,
    NoSuchMove,
    NotYours,
    ReasonMissing,
    Status,
    move,
)
from cases.events import CaseClosed, CaseDecided, RefusalProposed, RefusalTurnedBack
from cases.work import NO_REFUSAL, by, own
from storage.engine import Db


def decide(
    db: Db,
    number: str,
    caseworker: str,
    outcome: Status,
    reasons: Sequence[str],
    *,
    version: int,
    amount: str = "",
    checked: Sequence[str] = (),
    against: str = "",
) -> Case:
    """Approve one's case, or propose to refuse it; returns the case, approved or with its proposed refusal.

    Both need a reason, which the resident gets to read. Raises ChangedMeanwhile when the case is no longer at
    `version`.
    """
    case = own(db, number, caseworker, version)
    given = tuple(reason.strip() for reason in reasons if reason.strip())
    _decidable(case, given)
    if outcome is Status.REFUSED and case.kind is Kind.CERTIFICATION:
        # Whoever could not be recognised is asked in another way or visited; a failure ends nobody's money.
        raise NoSuchMove(f"{number} is a certification: it is confirmed, asked for in another way, or closed")
    if outcome is Status.REFUSED:
        move(case, Status.REFUSED)
        proposal = store.sealed(db, number, "refusal", given)
        made = store.change(db, case, refusal=proposal, refusal_by=caseworker, answered=False)
        store.record(
            db,
            number,
            made,
            by(caseworker),
            RefusalProposed(reasons=given, checked=tuple(checked), against=against),
        )
        return store.case(db, number)
    decided = CaseDecided(
        outcome=outcome.value, reasons=given, amount=amount, checked=tuple(checked), against=against
    )
    return _settle(db, case, caseworker, outcome, decided)


def confirm_refusal(db: Db, number: str, caseworker: str, *, region: str, version: int) -> Case:
    """Refuse with the reasons that another caseworker proposed; raises NotYours for one's own proposal."""
    case = _second_pair(db, number, caseworker, region, version)
    proposal = _proposal(case)
    decided = CaseDecided(outcome=Status.REFUSED.value, reasons=proposal[1], proposed_by=proposal[0])
    return _settle(db, case, caseworker, Status.REFUSED, decided)


def turn_back_refusal(db: Db, number: str, caseworker: str, note: str, *, region: str, version: int) -> None:
    """Do not agree with a proposed refusal: the case goes on with its owner, who reads why."""
    case = _second_pair(db, number, caseworker, region, version)
    if not note.strip():
        raise ReasonMissing(f"{number}: say why the refusal is turned back")
    made = store.change(db, case, **NO_REFUSAL)
    store.record(db, number, made, by(caseworker), RefusalTurnedBack(note=note))


def finish(db: Db, number: str, caseworker: str, note: str) -> Case:
    """Close one's piece of work that needs no decision, with a note."""
    case = own(db, number, caseworker)
    if case.kind in DECIDED_KINDS - {Kind.CERTIFICATION}:
        raise NoSuchMove(f"{number} is an {case.kind}: it is decided, not closed")
    if not note.strip():
        raise ReasonMissing(f"{number}: a closing note is missing")
    return _settle(db, case, caseworker, Status.CLOSED, CaseClosed(note=note))


def _settle(db: Db, case: Case, caseworker: str, status: Status, event: CaseDecided | CaseClosed) -> Case:
    move(case, status)
    reasons = event.reasons if isinstance(event, CaseDecided) else (event.note,)
    kept = store.sealed(db, case.number, "reasons", reasons)
    values = {"status": status.value, "answered": False, "reasons": kept, **NO_REFUSAL}
    version = store.change(db, case, **values)
    store.record(db, case.number, version, by(caseworker), event)
    return store.case(db, case.number)


def _second_pair(db: Db, number: str, caseworker: str, region: str, version: int) -> Case:
    case = store.case(db, number, region=region, locked=True)
    if case.version != version:
        raise ChangedMeanwhile(f"{number} was at version {version} and is now at {case.version}")
    proposer, _ = _proposal(case)
    if proposer == caseworker:
        raise NotYours(f"{number}: {caseworker} proposed this refusal; somebody else confirms it")
    return case


def _proposal(case: Case) -> tuple[str, tuple[str, ...]]:
    if case.refusal is None:
        raise NoSuchMove(f"{case.number} has no proposed refusal")
    return case.refusal.by, case.refusal.reasons


def _decidable(case: Case, reasons: Sequence[str]) -> None:
    if case.kind not in DECIDED_KINDS:
        raise NoSuchMove(f"{case.number} is a {case.kind}: it is closed with a note, not decided")
    if not reasons:
        raise ReasonMissing(f"{case.number}: a decision needs its reason")
    if any(one.needed and one.revoked for one in case.consents):
        raise ConsentTakenBack(f"{case.number}: the person took back a consent that it needs")
