"""A cadre or a carer goes on to the next person: the same application or certification anew, nothing of the one before.

“Now the next one, old Wang, 85” corrects nothing: what was begun before it is kept as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows import paused, short
from flows.drafting import begin_draft, put_aside
from flows.flow import Flow
from flows.members import MANY_MAY_BE, NO_RELATIVES
from flows.outcome import Reply
from flows.own_name import NAME
from flows.passing import mentioned
from flows.settle import settle
from flows.speaking import gaps
from flows.stack import application, clear, push
from flows.state import Answers
from flows.supposing import HUKOU
from flows.talk import Talk, answers_of, say, told, top, understood
from flows.wishes import learn
from flows.world import APPLICATION
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.text import normalise

_SOMEBODY = ("relation", "name", "age")

_KINDS = {APPLICATION: Act.APPLY, "certification": Act.CERTIFY}
"""The kinds of cases that are handed in for one person after the other, and the wish that begins another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Last:
    """What was done for the one before: its flow and benefit, for whom and, of an application, registered where."""

    flow: Flow
    benefit: str | None
    whose: Answers
    place: Answers


def begun(talk: Talk, reading: Reading) -> Talk | None:
    """Begin the same for the next person; None where a message goes on to nobody."""
    flows, text = talk.world.flows, normalise(reading.text).text
    if reading.value("choice") is not None or not flows.shows("next_person", text):
        return None
    last = _last(talk, reading)
    if last is None:
        return None
    # Whoever helps one after another names them as they are called in the village: “old Liu”.
    alone = flows.shows("next_alone", text) or (top(talk) is None and flows.shows("next_after", text))
    called = alone or (bool(last.whose) and flows.shows("next_named", text))
    if not called and all(reading.value(kind) is None for kind in _SOMEBODY):
        return None
    reading = as_helped(talk, reading)
    talk = _put_away(understood(talk))
    talk = replace(talk, state=replace(talk.state, loose={}))
    if not last.flow.keeps_draft:
        return settle(_certified_next(talk, last, reading))
    talk = replace(talk, state=replace(talk.state, benefit=last.benefit))
    found = {} if alone else mentioned(talk, reading)
    place = {} if HUKOU in found else last.place
    talk = learn(talk, {**last.whose, **found, **place})
    return settle(begin_draft(talk, last.flow, last.benefit or "", {}))


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


def _last(talk: Talk, reading: Reading) -> _Last | None:
    """Return what is done or was handed in last; None where the next person has nothing to go on with."""
    frame, flows, place = application(talk) or top(talk), talk.world.flows, _place(talk.state.loose)
    if frame is None:
        case = next((case for case in reversed(talk.world.cases) if case.kind in _KINDS), None)
        if case is None:
            return None
        act, benefit, who = _KINDS[case.kind], case.benefit, case.who
    else:
        answers = answers_of(talk, frame)
        act, benefit = Act.APPLY if frame.draft else Act.CERTIFY, frame.benefit
        who = str(answers["who_for"].value) if "who_for" in answers else ""
        place = _place(answers) or place
    if act is Act.APPLY:
        benefit = reading.benefit or benefit
    flow = flows.started_by(act.value, benefit)
    of_the_frame = frame is None or frame.draft is not None or (flow is not None and frame.flow == flow.id)
    if flow is None or not of_the_frame or (act is Act.APPLY and (benefit is None or not flow.keeps_draft)):
        return None
    helped = {"who_for": told(talk, who, asked=False)} if who and who in MANY_MAY_BE else {}
    return _Last(flow=flow, benefit=benefit if flow.keeps_draft else None, whose=helped, place=place)


def _place(answers: Answers) -> Answers:
    """Return where the one before is registered, which the next is asked to confirm."""
    told = answers.get("place") or answers.get(HUKOU)
    return {"place": told} if told is not None and isinstance(told.value, str) else {}


def _put_away(talk: Talk) -> Talk:
    """Put away what was begun for the one before; nothing that was asked or told is lost."""
    frame = top(talk)
    if frame is None or application(talk) is not None:
        return put_aside(talk, with_told=True)
    if not paused.gathered(talk, frame):
        return clear(talk)
    left = {**gaps(talk, frame), "matter": paused.topic(talk, frame)}
    return paused.put_away(say(talk, Reply(phrase="draft_left", values=left)))


def _certified_next(talk: Talk, last: _Last, reading: Reading) -> Talk:
    """Begin the certification of the next person, whose name may have been told with it."""
    begun = short.frame(talk, last.flow, reading, None)
    found = mentioned(talk, reading)
    name = {NAME: found[NAME]} if NAME in found else {}
    return push(talk, replace(begun, answers={**begun.answers, **last.whose, **name}))
