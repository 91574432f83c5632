"""A message that was changed after it was served: its newest text counts, and what changed is said.

An answer keeps the turn it was first given in, however often its message is changed. A changed message that answered
nothing is heard anew.
"""

from __future__ import annotations

from dataclasses import replace

from flows import answer_value, answering, correcting, safety
from flows.outcome import Reply, TellCase
from flows.question import Question
from flows.settle import settle
from flows.speaking import gaps, options
from flows.spoken import listed
from flows.state import Frame, State, frame_of
from flows.talk import Talk, answers_of, begin, order, put_answers, questions_of, say, understood
from flows.world import APPLICATION, FINISHED, Edited, World
from nlu.acts import WISHES
from nlu.reading import Expecting


def expecting(state: State, world: World, turn: int) -> Expecting | None:
    """Return what was asked when the message of a turn answered it; None when it answered nothing."""
    talk = begin(state, world, "")
    found = _answered_in(talk, turn)
    if found is None or found[1] is None:
        return None
    frame, question = found
    return Expecting(kind=question.kind, options=options(talk, frame, question)) if question else None


def changed(talk: Talk, edited: Edited) -> Talk | None:
    """Let the new words stand in place of the old; None when they are to be heard like any message."""
    reading = edited.reading
    if safety.gravest(reading) is not None or talk.world.held_by is not None:
        return None
    doubt = talk.state.doubt
    if doubt is not None and doubt.told.turn == edited.turn:
        return None
    found = _answered_in(talk, edited.turn)
    if found is None:
        return _after_submitting(talk, edited)
    frame, question = found
    before = answers_of(talk, frame)
    if question is None:
        corrected = correcting.correct(understood(talk), frame, reading)
        return settle(_dated(corrected, frame, edited.turn)) if corrected is not None else _same(talk)
    new = answer_value.value_for(question, reading)
    if new is not None and new.value is not None and answer_value.typed(new) == before[question.id].value:
        return _same(talk)
    old = listed(talk, {question.id: before[question.id]})
    talk = correcting.reopen(understood(talk), frame, question)
    if not answer_value.takes(question, reading):
        return settle(say(talk, Reply(phrase="edit_reopened", values={**gaps(talk, frame), "items": old})))
    talk = _dated(answering.take(talk, frame, question, reading), frame, edited.turn)
    now = answers_of(talk, frame)
    if question.id in now:
        said = listed(talk, {question.id: now[question.id]})
        filled = {**gaps(talk, frame), "items": said}
        talk = say(talk, Reply(phrase="corrected", values=filled, release=frame.release))
    return settle(talk)


def _same(talk: Talk) -> Talk:
    return settle(say(talk, Reply(phrase="corrected_to_same")))


def _answered_in(talk: Talk, turn: int) -> tuple[Frame, Question | None] | None:
    """Return where the message of a turn left an answer, and the question it answered; None for one in passing."""
    for frame in _frames(talk):
        answers = answers_of(talk, frame)
        names = [name for name, told in answers.items() if told.turn == turn]
        questions = questions_of(talk, frame)
        asked = next((name for name in names if answers[name].asked and name in questions), None)
        if names:
            return frame, questions[asked] if asked else None
    return None


def _frames(talk: Talk) -> tuple[Frame, ...]:
    """Return what answers may lie in: the flow that is talking, and each open draft."""
    drafts = tuple(frame_of(draft) for draft in talk.drafts.values() if draft.status == "open")
    return (*talk.state.frames[-1:], *drafts)


def _dated(talk: Talk, frame: Frame, turn: int) -> Talk:
    """Give the answers of this turn the turn of the message they stand in, so that it can be changed again."""
    if frame.draft is not None and frame.draft not in talk.drafts:
        return talk
    answers = answers_of(talk, frame)
    dated = {n: replace(t, turn=turn) if t.turn == talk.world.turn else t for n, t in answers.items()}
    return put_answers(talk, frame, dated)


def _after_submitting(talk: Talk, edited: Edited) -> Talk | None:
    """Give new words of an old answer to the case it went into; a new wish is none."""
    cases = [c for c in talk.world.cases if c.kind == APPLICATION and c.status not in FINISHED]
    if not cases or talk.state.frames or edited.reading.act in WISHES:
        return None
    number = cases[-1].number
    talk = order(understood(talk), TellCase(number=number, words=edited.reading.text))
    return say(talk, Reply(phrase="edit_after_submit", values={"number": number}))
