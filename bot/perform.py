"""Carry out a turn's commands, in its transaction; what they give back fills the gaps of the replies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot import forgetting, joining
from bot.world import to_stored
from cases import work
from cases.case import Assessment, Consent, Kind, Scalar, StatedFact
from desk.masking import masked
from flows.outcome import (
    Agreed,
    ChangeConsent,
    Command,
    CountPhotos,
    DropDraft,
    ForgetWords,
    GiveCode,
    KeepConsent,
    KeepDraft,
    NoteUnanswered,
    OpenCase,
    RingDesk,
    TellCase,
)
from flows.phrases import Phrases
from flows.state import Told, values
from policies.explain import explain
from policies.facts import known
from policies.policies import Policies
from policies.service import due_days
from policies.verdict import FactValue, Unknown
from storage import consents, drafts, photos, unanswered
from storage.consents import Word
from storage.engine import Db
from storage.turns import Sender

PREFIXES: Mapping[str, str] = {
    "certification": "C",
    "report": "R",
    "complaint": "K",
    "hand_over": "H",
    "alert": "A",
    "task": "T",
}
"""The letter before a number of each kind of work that has no card of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What every command needs to know of the turn it belongs to; `drafts` are those its conversation points at."""

    db: Db
    sender: Sender
    policies: Policies
    phrases: Phrases
    today: date
    key: str
    drafts: Collection[str] = ()


def perform(turn: Turn, commands: Sequence[Command]) -> Mapping[str, str]:
    """Do what the commands say and return values for gaps, such as the new case's number."""
    results: dict[str, str] = {}
    for step, command in enumerate(commands):
        match command:
            case KeepDraft():
                stored = to_stored(command.draft, turn.db)
                drafts.keep_draft(turn.db, turn.sender, stored, known=stored.id in turn.drafts)
            case DropDraft():
                drafts.drop_draft(turn.db, command.draft)
            case KeepConsent():
                _agree(turn, command, f"{turn.key}|{step}")
            case OpenCase():
                results["case_number"] = _open(turn, command)
            case RingDesk():
                results["work_number"] = _ring(turn, command)
            case TellCase():
                work.resident_answered(
                    turn.db, command.number, command.words, command.photos, today=turn.today
                )
            case ChangeConsent():
                _change_consent(turn, command, f"{turn.key}|{step}")
            case CountPhotos():
                results |= _photo_count(turn)
            case ForgetWords():
                results |= forgetting.forget(
                    turn.db, turn.sender, turn.phrases, photos_only=command.photos_only
                )
            case GiveCode():
                results["code"] = joining.make_code(turn.db, turn.sender, command.key, command.draft)
            case NoteUnanswered():
                key = f"{turn.key}|{step}"
                unanswered.note(
                    turn.db,
                    key,
                    text=masked(command.text),
                    region=command.region,
                    benefit=command.benefit,
                    aspect=command.aspect,
                )
    return results


def _agree(turn: Turn, command: KeepConsent, key: str) -> None:
    consents.note(
        turn.db,
        turn.sender,
        key,
        person=command.person,
        purpose=command.purpose,
        word=Word(command.word),
        version=command.version,
        said_by=command.said_by,
    )


def _change_consent(turn: Turn, command: ChangeConsent, key: str) -> None:
    case = work.change_consent(
        turn.db, command.number, command.purpose, given=command.given, today=turn.today
    )
    consents.note(
        turn.db,
        turn.sender,
        key,
        person=case.person or "",
        purpose=command.purpose,
        word=Word.AGREED if command.given else Word.REVOKED,
        version=command.version,
        said_by="resident" if case.who == "self" else "helper",
    )


def _photo_count(turn: Turn) -> Mapping[str, str]:
    count = len(photos.photos_of(turn.db, turn.sender))
    return {"photos_kept": str(count)} if count else {}


def _open(turn: Turn, command: OpenCase) -> str:
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


def _ring(turn: Turn, command: RingDesk) -> str:
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
