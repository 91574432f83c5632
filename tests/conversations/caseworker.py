"""What a caseworker does between two messages of a conversation test."""

from __future__ import annotations

from cases import conversation, decision, work
from cases.case import Case, Kind, Status
from tests.stage import Stage

LOGIN = "li"


def act(stage: Stage, what: str) -> None:
    """Do one of the things a turn's `first` may name, to this conversation or to the case it opened last."""
    if what in ("asked_for_a_photo", "approved"):
        _claim(stage)
    with stage.parts.store.writing() as db:
        match what:
            case "taken_over":
                conversation.take_over(db, stage.sender, LOGIN)
            case "handed_back":
                conversation.hand_back(db, stage.sender, LOGIN, "说过了")
            case "asked_for_a_photo":
                case = _last(stage)
                work.ask_resident(
                    db, case.number, LOGIN, "银行卡正面照", version=case.version, today=stage.today
                )
            case "approved":
                case = _last(stage)
                decision.decide(
                    db, case.number, LOGIN, Status.APPROVED, ["年龄和户口都合"], version=case.version
                )


def _claim(stage: Stage) -> None:
    case = _last(stage)
    if case.owner is None:
        with stage.parts.store.writing() as db:
            work.claim(db, case.number, LOGIN, region="000000")


def _last(stage: Stage) -> Case:
    return [case for case in stage.cases() if case.kind is Kind.APPLICATION][-1]
