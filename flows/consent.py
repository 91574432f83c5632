"""A person's consent in a turn: each word on a purpose is recorded with who said it and on which wording."""

from __future__ import annotations

from collections.abc import Iterator

from flows.outcome import Agreed, KeepConsent
from flows.question import Question
from flows.state import Answers, Frame, Told
from flows.talk import Talk, answers_of, order, questions_of
from flows.world import FINISHED, SeenCase
from policies.verdict import FactValue, Unknown

_SELF = "self"


def recorded(talk: Talk, frame: Frame, question: Question, value: FactValue) -> Talk:
    """Order the ledger's line when an answer is a word on a purpose; any other answer changes nothing."""
    if value is Unknown.DECLINED:
        return talk
    if question.purpose:
        return _noted(talk, frame, question, question.purpose, "agreed" if value == "yes" else "refused")
    purpose = question.agrees_to(value)
    return _noted(talk, frame, question, purpose, "agreed") if purpose else talk


def wished(talk: Talk, frame: Frame) -> Talk:
    """Order the ledger's lines for what nobody had to ask: whoever wishes for a visit agrees to it."""
    questions = questions_of(talk, frame)
    for name, told in answers_of(talk, frame).items():
        purpose = questions[name].agrees_to(told.value) if name in questions else ""
        if purpose and not told.asked and told.value is not Unknown.DECLINED:
            talk = _noted(talk, frame, questions[name], purpose, "agreed")
    return talk


def _noted(talk: Talk, frame: Frame, question: Question, purpose: str, word: str) -> Talk:
    draft = talk.drafts.get(frame.draft or "")
    command = KeepConsent(
        purpose=purpose,
        word=word,
        person=draft.person if draft else "",
        said_by=said_by(answers_of(talk, frame)),
        version=version(question, frame),
    )
    return order(talk, command)


def given(talk: Talk, frame: Frame) -> tuple[Agreed, ...]:
    """Return what a frame's answers say to each purpose that was asked for."""
    library, answers = talk.world.flows_of(frame.release), answers_of(talk, frame)
    said = {
        purpose: (library.questions[name], yes)
        for name, told in answers.items()
        if name in library.questions
        for purpose, yes in _says(library.questions[name], told)
    }
    return tuple(
        Agreed(
            purpose=purpose,
            given=yes,
            said_by=said_by(answers),
            version=version(question, frame),
            needed=library.purposes[purpose].needed,
        )
        for purpose, (question, yes) in said.items()
    )


def _says(question: Question, told: Told) -> Iterator[tuple[str, bool]]:
    """Yield the purpose an answer is a word on, and whether it agrees."""
    if question.purpose and told.asked:
        yield question.purpose, told.value == "yes"
    elif not question.purpose and told.value is not Unknown.DECLINED and question.agrees_to(told.value):
        yield question.agrees_to(told.value), True


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
            asked = ((questions[name], told) for name, told in draft.answers.items() if name in questions)
            found |= {purpose for question, told in asked for purpose, yes in _says(question, told) if yes}
    return tuple(name for name in talk.world.flows.purposes if name in found)
