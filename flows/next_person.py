"""A cadre or a carer goes on to the next person: the same application anew, with nothing told of the one before.

“Now the next one, old Wang, 85” corrects nothing: the draft before it is kept as it is.
"""

from __future__ import annotations

from dataclasses import replace

from flows.drafting import MANY_MAY_BE, begin_draft, put_aside
from flows.members import NO_RELATIVES
from flows.passing import mentioned
from flows.settle import settle
from flows.stack import application
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, told, top, understood
from flows.wishes import learn
from flows.world import APPLICATION
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.text import normalise

_SOMEBODY = ("relation", "name", "age")


def begun(talk: Talk, reading: Reading) -> Talk | None:
    """Begin the application for the next person; None where a message goes on to nobody."""
    flows, text = talk.world.flows, normalise(reading.text).text
    if reading.value("choice") is not None or not flows.shows("next_person", text):
        return None
    last = application(talk)
    whose = _of_a_helper(talk, last)
    # Whoever helps one after another names them as they are called in the village: “old Liu”.
    alone = last is not None and flows.shows("next_alone", text)
    called = alone or (bool(whose) and flows.shows("next_named", text))
    if not called and all(reading.value(kind) is None for kind in _SOMEBODY):
        return None
    benefit = reading.benefit or (last.benefit if last else _submitted(talk))
    flow = flows.started_by(Act.APPLY.value, benefit) if benefit else None
    if flow is None or benefit is None or not flow.keeps_draft:
        return None
    reading = as_helped(talk, reading)
    talk = put_aside(understood(talk), with_told=True)
    talk = replace(talk, state=replace(talk.state, loose={}, benefit=benefit))
    found = {} if alone else mentioned(talk, reading)
    return settle(begin_draft(learn(talk, {**whose, **found}), flow, benefit, {}))


def as_helped(talk: Talk, reading: Reading) -> Reading:
    """Take “Grandma Li” for the villager the application is for: a neighbour is no other person than that."""
    frame = top(talk)
    whose = answers_of(talk, frame).get("who_for") if frame is not None else None
    if whose is None or whose.value not in NO_RELATIVES:
        return reading
    helped = str(whose.value)

    def renamed(value: Value) -> Value:
        is_them = value.kind == "relation" and value.value in NO_RELATIVES
        whose_it_is = helped if value.whose in NO_RELATIVES else value.whose
        return replace(value, value=helped if is_them else value.value, whose=whose_it_is)

    subject = helped if reading.subject in NO_RELATIVES else reading.subject
    return replace(reading, subject=subject, values=tuple(renamed(value) for value in reading.values))


def _submitted(talk: Talk) -> str | None:
    """Return the benefit spoken of last, where an application for it was submitted here."""
    done = {case.benefit for case in talk.world.cases if case.kind == APPLICATION}
    return talk.state.benefit if talk.state.benefit in done else None


def _of_a_helper(talk: Talk, last: Frame | None) -> Answers:
    """Return that it is for a neighbour or villager again, where the one before it was."""
    whose = answers_of(talk, last).get("who_for") if last else None
    return {"who_for": told(talk, whose.value, asked=False)} if whose and whose.value in MANY_MAY_BE else {}
