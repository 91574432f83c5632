"""Open the work that a turn puts before the desk: with which number, facts, consents and day it is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot import joining
from cases import work
from cases.case import Assessment, Consent, Kind, Scalar, StatedFact
from flows.outcome import Agreed, OpenCase, RingDesk
from flows.state import Told, values
from policies.explain import explain
from policies.facts import known
from policies.service import due_days
from policies.verdict import FactValue, Unknown

if TYPE_CHECKING:
    from bot.perform import Turn


PREFIXES: Mapping[str, str] = {
    "certification": "C",
    "report": "R",
    "complaint": "K",
    "hand_over": "H",
    "alert": "A",
    "task": "T",
}
"""The letter before a number of each kind of work that has no card of its own."""


def open_case(turn: Turn, command: OpenCase) -> str:
    """Open the case of a finished application, with what the rules say of it; return its number."""
    verdict = command.verdict
    facts = values(command.answers)
    lines = explain(turn.policies, verdict, facts)
    assessment = Assessment(
        answer=verdict.answer.value,
        lines=tuple(
            dict.fromkeys((line.answer.value, f"{line.text} {line.basis}".strip()) for line in lines)
        ),
        ask=verdict.ask,
        unsettled=verdict.unsettled,
        release=verdict.release,
        on=verdict.on.isoformat(),
    )
    return work.open_case(
        turn.db,
        command.key,
        kind=Kind.APPLICATION,
        prefix=turn.policies.card(command.benefit).case_prefix,
        benefit=command.benefit,
        region=command.region,
        sender=turn.sender,
        facts=_facts(turn, command),
        assessment=assessment,
        consents=_consents(turn, command.consents),
        words="",
        due=_due(turn, Kind.APPLICATION, command.benefit),
        today=turn.today,
        person=command.person,
        draft=command.draft,
        who=command.who,
        flow=command.flow,
        flow_release=command.release,
    )


def _facts(turn: Turn, command: OpenCase | RingDesk) -> tuple[StatedFact, ...]:
    """Return the facts the person stated, and those that follow from them, with who said each."""
    by = "resident" if command.who in ("", "self") else "helper"
    at = turn.db.now.isoformat()
    kinds = turn.policies.facts
    complete = known(kinds, values(command.answers), turn.today)
    stated = [_stated(name, told, by, at) for name, told in command.answers.items() if name in kinds]
    derived = [
        StatedFact(fact=name, value=_scalar(value), said_by="derived", words="", at=at)
        for name, value in complete.items()
        if name not in command.answers and name in kinds
    ]
    return (*stated, *derived)


def _stated(name: str, told: Told, by: str, at: str) -> StatedFact:
    return StatedFact(fact=name, value=_scalar(told.value), said_by=by, words=told.words, at=at)


def _scalar(value: FactValue) -> Scalar:
    match value:
        case Unknown():
            return None
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _consents(turn: Turn, agreed: Sequence[Agreed]) -> tuple[Consent, ...]:
    at, channel = turn.db.now.isoformat(), turn.sender.channel
    return tuple(
        Consent(
            purpose=one.purpose,
            version=one.version,
            at=at,
            channel=channel,
            given=one.given,
            said_by=one.said_by,
            needed=one.needed,
        )
        for one in agreed
    )


def ring(turn: Turn, command: RingDesk) -> str:
    """Put a piece of work of another kind before the caseworkers; return its number."""
    kind = Kind(command.kind)
    return work.open_case(
        turn.db,
        f"ring:{command.key}",
        kind=kind,
        prefix=PREFIXES[kind.value],
        benefit=command.benefit,
        region=command.region,
        sender=turn.sender,
        facts=_facts(turn, command),
        assessment=None,
        consents=_consents(turn, command.consents),
        words=command.words,
        due=_due(turn, kind, command.benefit),
        today=turn.today,
        who=command.who,
        cause=command.cause,
        summary=command.summary,
        flow=command.flow,
        flow_release=command.release,
        draft=_about(turn, command),
    )


def _about(turn: Turn, command: RingDesk) -> str | None:
    """Return the draft through which whoever comes reaches the person: only who called for somebody is followed."""
    if command.kind != Kind.HAND_OVER:
        return None
    return command.draft or joining.shared_draft(turn.db, turn.sender) or None


def _due(turn: Turn, kind: Kind, benefit: str | None) -> date:
    return work.due_day(turn.db, turn.today, due_days(turn.policies, kind, benefit))
