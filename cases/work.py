"""One function for each thing that is done with a case: it checks the move, writes it, records the event.

Everything happens in the caller's transaction, so the words that go with a move leave exactly when it stands.

Length: one function for each move of a case, which share how a case is owned, waits and is resumed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from cases import clock, store
from cases.case import (
    OPEN,
    Assessment,
    Case,
    ChangedMeanwhile,
    Consent,
    Kind,
    NoSuchMove,
    NotYours,
    ReasonMissing,
    StatedFact,
    Status,
    move,
)
from cases.events import (
    CaseClaimed,
    CaseHandedOn,
    CaseOpened,
    CaseReleased,
    CaseWithdrawn,
    ConsentGivenAgain,
    ConsentRevoked,
    MaterialRequested,
    ResidentAnswered,
    WaitingEnded,
)
from cases.store import case_table
from storage.conversation import Sender, conversation_id
from storage.engine import Db, insert_once

ASSISTANT = "assistant"
RESIDENT = "resident"
NO_REFUSAL: dict[str, object] = {"refusal": None, "refusal_by": None}


def open_case(
    db: Db,
    key: str,
    *,
    kind: Kind,
    prefix: str,
    benefit: str | None,
    region: str,
    sender: Sender,
    facts: Sequence[StatedFact],
    assessment: Assessment | None,
    consents: Sequence[Consent],
    words: str,
    due: date | None,
    today: date,
    person: str | None = None,
    draft: str | None = None,
    who: str = "",
    cause: str = "",
    summary: Mapping[str, str] | None = None,
    flow: str = "",
    flow_release: str = "",
) -> str:
    """Open a case and return its number; the same key again returns the same number and changes nothing."""
    known = sa.select(case_table.c.number).where(case_table.c.key == key)
    already = db.connection.execute(known).scalar_one_or_none()
    if already is not None:
        return str(already)
    number = store.next_number(db, prefix)
    secrets: dict[str, object] = {
        "sender": list(sender),
        "words": words,
        "facts": [store.as_json(fact) for fact in facts],
        "assessment": store.as_json(assessment) if assessment else None,
        "consent": [store.as_json(consent) for consent in consents],
        "summary": dict(summary) if summary else None,
    }
    values = {
        "number": number,
        "key": key,
        "kind": kind.value,
        "status": Status.RECEIVED.value,
        "benefit": benefit,
        "region": region,
        "conversation": conversation_id(db.vault, sender),
        "opened": db.now,
        "opened_on": today,
        "due": due,
        "version": 1,
        "answered": False,
        "waited": 0,
        "who": who,
        "person": person,
        "draft": draft,
        "waits_since": db.now,
        "cause": cause or None,
        "flow": flow or None,
        "flow_release": flow_release or None,
        **{column: store.sealed(db, number, column, value) for column, value in secrets.items()},
    }
    if not insert_once(db, case_table, values):  # another transaction opened it while this one waited
        return str(db.connection.execute(known).scalar_one())
    store.record(db, number, 1, ASSISTANT, CaseOpened(kind=kind.value))
    return number


def due_day(db: Db, today: date, working_days: int) -> date:
    """Return the day by which something received today must be done, by the office's calendar."""
    return clock.working_days_after(today, working_days, store.calendar(db)).day


def claim(db: Db, number: str, caseworker: str, *, region: str) -> bool:
    """Make a caseworker the owner of an open case that has none; False when somebody was faster.

    One statement, so a case never has two owners. Raises NoSuchCase outside the caseworker's region.
    """
    taken = sa.case((case_table.c.status == Status.RECEIVED, Status.IN_REVIEW), else_=case_table.c.status)
    statement = (
        sa.update(case_table)
        .where(case_table.c.number == number, case_table.c.owner.is_(None), store.within(region))
        .where(case_table.c.status.in_(sorted(OPEN)))
        .values(owner=caseworker, status=taken, version=case_table.c.version + 1)
        .returning(case_table.c.version)
    )
    version = db.connection.execute(statement).scalar_one_or_none()
    if version is None:
        store.case(db, number, region=region)
        return False
    store.record(db, number, int(version), by(caseworker), CaseClaimed())
    return True


def release(db: Db, number: str, caseworker: str, note: str, *, owner: str | None = None) -> None:
    """Let go of one's case; it goes back among the unclaimed, or goes on waiting for the resident.

    A lead lets go of the case of an `owner` who is away.
    """
    case = own(db, number, owner or caseworker)
    _stands_open(case)
    status = case.status if case.status is Status.WAITING_FOR_RESIDENT else move(case, Status.RECEIVED)
    version = store.change(db, case, status=status.value, owner=None, **NO_REFUSAL)
    store.record(db, number, version, by(caseworker), CaseReleased(note=note))


def hand_on(db: Db, number: str, caseworker: str, to: str, note: str, *, owner: str | None = None) -> None:
    """Give one's case to a colleague, as it stands but for a proposed refusal; `owner` as for `release`."""
    case = own(db, number, owner or caseworker)
    _stands_open(case)
    version = store.change(db, case, owner=to, **NO_REFUSAL)
    store.record(db, number, version, by(caseworker), CaseHandedOn(to=to, note=note))


def ask_resident(db: Db, number: str, caseworker: str, what: str, *, version: int, today: date) -> Case:
    """Ask the resident for something and stop the clock; returns the case as it now is."""
    case = own(db, number, caseworker, version)
    if not what.strip():
        raise ReasonMissing(f"{number}: a request needs words")
    status = move(case, Status.WAITING_FOR_RESIDENT)
    values = {"status": status.value, "waiting_since": today, "answered": False, **NO_REFUSAL}
    values["waits_since"] = None
    made = store.change(db, case, request=store.sealed(db, number, "request", what), **values)
    store.record(db, number, made, by(caseworker), MaterialRequested(what=what))
    return store.case(db, number)


def resident_answered(db: Db, number: str, words: str, photos: Sequence[str] = (), *, today: date) -> None:
    """Give the resident's answer to the case: it goes back to its owner, and the due day moves by the wait.

    Words for an open case that asked nothing are recorded all the same; a finished case raises NoSuchMove.
    """
    case = store.case(db, number, locked=True)
    _stands_open(case)
    values = {**_waits(db, case), "answered": True, **_resumed(db, case, today)}
    version = store.change(db, case, **values)
    store.record(db, number, version, RESIDENT, ResidentAnswered(words=words, photos=tuple(photos)))


def stop_waiting(db: Db, number: str, caseworker: str, note: str, *, today: date) -> None:
    """Go on with one's case without the resident's answer; the clock runs again, as after an answer."""
    case = own(db, number, caseworker)
    if case.status is not Status.WAITING_FOR_RESIDENT:
        raise NoSuchMove(f"{number} is {case.status}: it waits for nobody")
    version = store.change(db, case, **_waits(db, case), **_resumed(db, case, today))
    store.record(db, number, version, by(caseworker), WaitingEnded(note=note))


def change_consent(db: Db, number: str, purpose: str, *, given: bool, today: date) -> Case:
    """Take a consent of an open case back, or give it anew; its caseworker sees that something came in.

    The words that were agreed to first stay on the case. Returns the case as it was before.
    """
    case = store.case(db, number, locked=True)
    _stands_open(case)
    at = "" if given else db.now.isoformat()
    changed = (replace(one, revoked=at) if one.purpose == purpose else one for one in case.consents)
    kept = store.sealed(db, number, "consent", [store.as_json(one) for one in changed])
    values = {**_waits(db, case), "answered": True, **_resumed(db, case, today)}
    version = store.change(db, case, consent=kept, **values)
    event = ConsentGivenAgain(purpose=purpose) if given else ConsentRevoked(purpose=purpose)
    store.record(db, number, version, RESIDENT, event)
    return case


def withdraw(db: Db, number: str, who: str) -> None:
    """Take a case back because the resident no longer wants it; `who` is resident or caseworker:<login>."""
    case = store.case(db, number, locked=True)
    status = move(case, Status.WITHDRAWN)
    values = {"status": status.value, "waiting_since": None, "answered": False, **NO_REFUSAL}
    version = store.change(db, case, **values)
    store.record(db, number, version, who, CaseWithdrawn())


def by(caseworker: str) -> str:
    """Return how a caseworker is named in events and in a conversation."""
    return f"caseworker:{caseworker}"


def own(db: Db, number: str, caseworker: str, version: int | None = None) -> Case:
    """Return a caseworker's own case, locked; raises NotYours, or ChangedMeanwhile for another `version`."""
    case = store.case(db, number, locked=True)
    if case.owner != caseworker:
        raise NotYours(f"{number} is not {caseworker}'s case")
    if version is not None and case.version != version:
        raise ChangedMeanwhile(f"{number} was at version {version} and is now at {case.version}")
    return case


def _stands_open(case: Case) -> None:
    if case.status not in OPEN:
        raise NoSuchMove(f"{case.number} is {case.status}: nothing more is done with it")


def _waits(db: Db, case: Case) -> dict[str, object]:
    """Who has waited already goes on waiting since then; everybody else waits from now on."""
    return {} if case.answered and case.waits_since else {"waits_since": db.now}


def _resumed(db: Db, case: Case, today: date) -> dict[str, object]:
    """What changes when a wait ends: the state, and the due day by the working days waited; else nothing."""
    if case.status is not Status.WAITING_FOR_RESIDENT or case.waiting_since is None:
        return {}
    status = move(case, Status.IN_REVIEW if case.owner else Status.RECEIVED)
    calendar = store.calendar(db)
    stood = clock.span(case.waiting_since, today, calendar).working
    due = clock.working_days_after(case.due, stood, calendar).day if case.due else None
    waited = case.waited + stood
    return {"status": status.value, "waiting_since": None, "request": None, "waited": waited, "due": due}
