"""Take a message as the answer to what was asked: a doubt that is settled, the review, or the open question.

A clear wish, a correction and a word about the conversation answer nothing.
"""

from __future__ import annotations

from flows import (
    answer_value,
    answering,
    correcting,
    doubting,
    passing,
    repair,
)
from flows.outcome import Reply
from flows.settle import settle
from flows.speaking import gaps
from flows.talk import Talk, doubted, open_question, say, top, understood
from nlu.acts import WISHES, Act
from nlu.reading import Reading

_NO_ANSWER = frozenset(
    {Act.CORRECT, Act.BACK, Act.REPEAT, Act.REPHRASE, Act.WHY, Act.PAUSE, Act.RESUME, Act.CANCEL}
)
"""Acts about the conversation, which answer nothing."""


def answered(talk: Talk, reading: Reading) -> Talk | None:
    """Take the message as the answer to what was asked; None when it is none."""
    frame, question, doubt = top(talk), open_question(talk), doubted(talk)
    if frame is None:
        return None
    if doubt is not None:
        if reading.act in WISHES:
            return None
        settled = doubting.confirm(talk, frame, doubt, reading)
        return settle(understood(settled)) if settled is not None else None
    if question is None or not _answers(question.review, reading):
        return None
    if question.review and (reading.value("choice") is not None or _refuses(reading)):
        corrected = correcting.correct(talk, frame, reading)
        if corrected is not None:
            return settle(understood(corrected))
    if question.review and _refuses(reading):
        return settle(say(understood(talk), Reply(phrase="correct_what", values=gaps(talk, frame))))
    if not answer_value.takes(question, reading):
        return None
    if question.yes_words and not any(word in reading.text for word in question.yes_words):
        return say(
            understood(talk), Reply(phrase=f"only_{question.id}", values=gaps(talk, frame), asks=question.id)
        )
    if answer_value.leaves_open(question, reading) and talk.state.misses:
        return settle(repair.not_understood(talk, reading))
    passes_over = reading.act is Act.SKIP and answer_value.value_for(question, reading) is None
    # Whoever passes over an offer that was put in other words is not offered it a third time.
    taken = answering.take(talk if passes_over else understood(talk), frame, question, reading)
    return settle(passing.keep_mentioned(taken, reading, besides=question.id))


def _refuses(reading: Reading) -> bool:
    said = reading.value("yes_no")
    return reading.act is Act.DENY if said is None else said.value == "no"


def _answers(review: bool, reading: Reading) -> bool:
    """Tell whether a message may be an answer: not when it clearly wishes something else or corrects."""
    if reading.act in WISHES - {Act.SMALLTALK, Act.OUT_OF_SCOPE}:
        return False
    return reading.act not in _NO_ANSWER or (review and reading.value("choice") is not None)
