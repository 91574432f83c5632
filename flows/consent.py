"""A person's consent in a turn: each word on a purpose is recorded with who said it and on which wording."""

from __future__ import annotations

from collections.abc import Iterator

from flows.flow import Question
from flows.outcome import FINISHED, Agreed, KeepConsent, SeenCase
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, order
from policies.verdict import FactValue, Unknown

_SELF = "self"


def recorded(talk: Talk, frame: Frame, question: Question, value: FactValue) -> Talk:
    """Order the ledger's line when an answer is a word on a purpose; any other answer changes nothing."""
    if not question.purpose or value is Unknown.DECLINED:
        return talk
    draft = talk.drafts.get(frame.draft or "")
    command = KeepConsent(
        purpose=question.purpose,
        word="agreed" if value == "yes" else "refused",
        person=draft.person if draft else "",
        said_by=said_by(answers_of(talk, frame)),
        version=version(question, frame),
    )
    return order(talk, command)


def given(talk: Talk, frame: Frame) -> tuple[Agreed, ...]:
    """Return what a frame's answers say to each purpose that was asked for."""
    questions, answers = talk.world.flows_of(frame.release).questions, answers_of(talk, frame)
    return tuple(
        Agreed(
            purpose=questions[name].purpose,
            given=told.value == "yes",
            said_by=said_by(answers),
            version=version(questions[name], frame),
            needed=talk.world.flows_of(frame.release).purposes[questions[name].purpose].needed,
        )
        for name, told in answers.items()
        if name in questions and questions[name].purpose and told.asked
    )


def version(question: Question, frame: Frame) -> str:
    """Name the words that were read: the question, and the release whose wording it had."""
    return f"{question.id}@{frame.release}"


def said_by(answers: Answers) -> str:
    """Return who speaks: the person it is for, or somebody who helps."""
    whose = answers.get("who_for")
    return "resident" if whose is None or whose.value == _SELF else "helper"


def open_cases(talk: Talk) -> Iterator[SeenCase]:
    """Yield the submitted cases with which something may still be done."""
    return (case for case in talk.world.cases if case.status not in FINISHED)


def purposes(talk: Talk, which: str) -> tuple[str, ...]:
    """Return the purposes that are `agreed` to in open drafts and cases, or `revoked`, in the library's order."""
    found = {name for case in open_cases(talk) for name in getattr(case, which)}
    if which == "agreed":
        for draft in talk.drafts.values():
            questions = talk.world.flows_of(draft.release).questions
            asked = (
                (questions[name].purpose, told) for name, told in draft.answers.items() if name in questions
            )
            found |= {purpose for purpose, told in asked if purpose and told.value == "yes"}
    return tuple(name for name in talk.world.flows.purposes if name in found)
