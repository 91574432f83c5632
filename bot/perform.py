"""Carry out a turn's commands, in its transaction; what they give back fills the gaps of the replies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import forgetting, joining, opening
from bot.world import to_stored
from cases import work
from desk.masking import masked
from flows.outcome import (
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
from policies.policies import Policies
from storage import consents, drafts, photos, unanswered
from storage.consents import Word
from storage.engine import Db
from storage.turns import Sender


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
                results["case_number"] = opening.open_case(turn, command)
            case RingDesk():
                results["work_number"] = opening.ring(turn, command)
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
                _note_unanswered(turn, command, f"{turn.key}|{step}")
    return results


def _note_unanswered(turn: Turn, command: NoteUnanswered, key: str) -> None:
    unanswered.note(
        turn.db,
        key,
        text=masked(command.text),
        region=command.region,
        benefit=command.benefit,
        aspect=command.aspect,
    )


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
