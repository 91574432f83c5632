"""“The same card”, “registered where my mother is”, “as above”: an answer that was given for somebody before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.drafting import SPOKEN_OF
from flows.question import Question
from flows.state import Answers
from flows.talk import Talk, answers_of, doubted, open_question, top
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.text import normalise

_LONGEST = 16
"""Characters up to which a message that says it is the same says nothing else."""

_AGAINST = frozenset({Act.DENY, Act.CORRECT})

_SHARED = frozenset({"region", "address", "phone", "age", "choice"})
"""Kinds of answers that two people may have in common."""


def same_as_told(talk: Talk, reading: Reading) -> Reading:
    """Take “where my mother is” for the answer given for her; whose answer it is, is no word on whom this is for."""
    frame, question = top(talk), open_question(talk)
    if frame is None or question is None or question.explicit:
        return reading
    text, flows, doubt = normalise(reading.text).text, talk.world.flows, doubted(talk)
    if len(text) > _LONGEST or not flows.shows("same_as", text) or flows.says("asks", text):
        return reading
    if doubt is not None:
        # “There, too” says yes to the place that was spoken of, and nothing of an age.
        there = doubt.reason == SPOKEN_OF and reading.act not in _AGAINST
        return replace(reading, act=Act.AFFIRM, subject=None, values=(), also=()) if there else reading
    whose = answers_of(talk, frame).get("who_for")
    other = reading.subject if whose is None or reading.subject != whose.value else None
    found = next(_given(talk, question, other, answers_of(talk, frame)), None)
    if found is not None:
        shared = Value(kind=question.kind, value=found, start=0, end=len(reading.text))
        return replace(reading, act=Act.INFORM, subject=None, benefit=None, values=(shared,), also=())
    if other is None:
        return reading
    told = tuple(value for value in reading.values if value.kind not in ("relation", "yes_no"))
    return replace(reading, act=Act.UNCLEAR, subject=None, values=told)


def _given(talk: Talk, question: Question, whose: str | None, here: Answers) -> Iterator[str | int]:
    """Yield what was answered to a question elsewhere, for one person or for anybody, the newest first."""
    if question.kind not in _SHARED or question.purpose:
        return
    beneath = (answers_of(talk, frame) for frame in reversed(talk.state.frames[:-1]) if frame.draft is None)
    for answers in (*(draft.answers for draft in talk.drafts.values()), *beneath):
        told, of_whom = answers.get(question.id), answers.get("who_for")
        theirs = whose is None or (of_whom is not None and of_whom.value == whose)
        if told is not None and answers is not here and theirs and isinstance(told.value, str | int):
            yield told.value
