"""How old the others are, and what they are called: “father is 86, mother 82” is about two.

What was told of somebody is kept beside what is being talked about, until it comes to be their turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.answer_value import typed
from flows.members import MANY_MAY_BE, whom
from flows.outcome import Reply
from flows.speaking import gaps
from flows.spoken import listed, relation
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, put_answers, questions_of, say, told
from nlu.reading import Reading
from nlu.values.owner import HOUSEHOLD, SELF

_KINDS = ("age", "name")
"""Kinds of values, each called as the question it answers, that are kept of everybody who was named."""

_MOST = 12
"""Facts about others kept at a time, the newest."""

_NOBODY = MANY_MAY_BE | {SELF, HOUSEHOLD}


def heard(talk: Talk, reading: Reading) -> Talk:
    """Keep the ages and names that a message gives to somebody it names."""
    here = whom(talk, reading)
    found: Answers = {
        f"{whose} {value.kind}": told(
            talk, typed(value), asked=False, words=reading.text[value.start : value.end]
        )
        for value in reading.values
        if value.kind in _KINDS and value.value is not None and not value.needs_confirm
        for whose in (value.whose or here or "",)
        if whose not in _NOBODY
    }
    if not found:
        return talk
    kept = {**{key: old for key, old in talk.state.others.items() if key not in found}, **found}
    others = dict(list(kept.items())[-_MOST:])
    return replace(talk, state=replace(talk.state, others=others))


def told_of(talk: Talk, whose: str) -> Answers:
    """Return what was told of somebody, as answers."""
    keys = ((kind, f"{whose} {kind}") for kind in _KINDS)
    return {kind: talk.state.others[key] for kind, key in keys if key in talk.state.others}


def recalled(talk: Talk, frame: Frame) -> Talk:
    """Take over what was told of the person before their turn came, and read it back."""
    answers, questions = answers_of(talk, frame), questions_of(talk, frame)
    whose = answers.get("who_for")
    of_them = told_of(talk, str(whose.value)) if whose is not None else {}
    new = {name: known for name, known in of_them.items() if name in questions and name not in answers}
    if not new:
        return talk
    talk = put_answers(talk, frame, {**answers, **new})
    filled = {**gaps(talk, frame), "items": listed(talk, new)}
    return say(talk, Reply(phrase="noted", values=filled, release=frame.release))


def lines(talk: Talk) -> Iterator[str]:
    """Yield what is kept of others who have no application of their own, person by person."""
    applied = {
        str(draft.answers["who_for"].value) for draft in talk.drafts.values() if "who_for" in draft.answers
    }
    for whose in dict.fromkeys(key.split(" ")[0] for key in talk.state.others):
        if whose not in applied:
            items = listed(talk, told_of(talk, whose))
            yield talk.world.flows.phrases.render(
                "list_other", {"who": relation(talk, whose, ""), "items": items}
            )
