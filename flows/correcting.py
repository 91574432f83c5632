"""Change earlier answers: to what the person now says, or by asking again what they point at or go back to."""

from __future__ import annotations

from flows.answering import likely, record, typed, unusable
from flows.flow import Question
from flows.outcome import Reply
from flows.place import without
from flows.speaking import gaps, listed
from flows.state import Frame
from flows.talk import Talk, answers_of, put_answers, say, told
from nlu.reading import Reading
from policies.verdict import FactValue


def correct(talk: Talk, frame: Frame, reading: Reading) -> Talk | None:
    """Change earlier answers to what the person now says; None when nothing they said was asked before."""
    changes = _changes(talk, frame, reading)
    if changes:
        for question, new in changes:
            talk = record(talk, frame, question, told(talk, new, asked=True))
        now = answers_of(talk, frame)
        stands = {question.id: now[question.id] for question, new in changes if now[question.id].value == new}
        if not stands:
            return talk
        filled = {**gaps(talk, frame), "items": listed(talk, stands)}
        return say(talk, Reply(phrase="corrected", values=filled, release=frame.release))
    for value in reading.values:
        wrong = _same_kind(talk, frame, value.kind) if value.value is None else None
        if wrong is not None:
            return unusable(reopen(talk, frame, wrong), frame, wrong, value)
    pointed = _pointed_at(talk, frame, reading)
    return reopen(talk, frame, pointed) if pointed is not None else None


def _changes(talk: Talk, frame: Frame, reading: Reading) -> list[tuple[Question, FactValue]]:
    """Return the questions that were answered and what the message says instead."""
    questions, answers = talk.world.flows_of(frame.release).questions, answers_of(talk, frame)
    changes: dict[str, FactValue] = {}
    whose = answers.get("who_for")
    if reading.subject and whose and reading.subject not in (whose.value, *questions["who_for"].refuses):
        changes["who_for"] = reading.subject
    for value in reading.values:
        question = _same_kind(talk, frame, value.kind) if value.value is not None else None
        if question is None or question.id in changes or str(value.value) in question.refuses:
            continue
        if typed(value) != answers[question.id].value and question.kind not in ("choice", "yes_no", "text"):
            changes[question.id] = likely(value)
    return [(questions[name], value) for name, value in changes.items()]


def _pointed_at(talk: Talk, frame: Frame, reading: Reading) -> Question | None:
    """Return the answered question that a number or a label of the review points at."""
    chosen = reading.value("choice")
    question = talk.world.flows_of(frame.release).questions.get(str(chosen.value)) if chosen else None
    return question if question is not None and question.id in answers_of(talk, frame) else None


def _same_kind(talk: Talk, frame: Frame, kind: str) -> Question | None:
    """Return the question of a kind that was answered last."""
    questions = talk.world.flows_of(frame.release).questions
    asked = [questions[name] for name in answers_of(talk, frame) if name in questions]
    return next((q for q in reversed(asked) if q.kind == kind and not q.review), None)


def reopen(talk: Talk, frame: Frame, question: Question) -> Talk:
    """Forget one answer so that its question is asked again; what follows from it opens by itself."""
    return put_answers(talk, frame, without(answers_of(talk, frame), (question.id,)))


def reopen_last(talk: Talk, frame: Frame) -> Talk | None:
    """Forget the answer given last, for “one step back”; None when nothing was asked yet."""
    asked = [(t.turn, name) for name, t in answers_of(talk, frame).items() if t.asked]
    if not asked:
        return None
    question = talk.world.flows_of(frame.release).questions.get(max(asked)[1])
    return reopen(talk, frame, question) if question else None
