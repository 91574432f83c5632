"""Further wishes of one message, each about its own person or benefit: the first is followed now, the rest after it.

An application or a look at somebody's case is offered once nothing else is open; a question is answered at once, one
beside an application before that asks anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.both import both_meant
from flows.outcome import Reply
from flows.passing import mentioned
from flows.paused import topic
from flows.speaking import gaps, of_whom
from flows.spoken import who
from flows.stack import push
from flows.state import Answers, Frame
from flows.talk import Talk, say, told, top
from flows.wishes import learn
from nlu.acts import Act
from nlu.reading import Reading

MOST = 3
"""Wishes kept at a time; more nobody remembers having said."""

FLOWS = {
    Act.APPLY: "next_application",
    Act.CHECK_ELIGIBILITY: "next_check",
    Act.ASK_POLICY: "next_question",
}
"""The flow that comes back to a wish."""

_APART = frozenset({Act.APPLY, Act.CERTIFY})

_TOLD_OF = 0.1
"""Below this probability a message does not speak of a benefit."""

_WHO_MAY = "eligibility"


def put_by(talk: Talk, reading: Reading) -> tuple[Talk, Reading]:
    """Keep all but the first wish of a message, and say that they wait; return what is to be followed now."""
    if not reading.parts or both_meant(talk, reading) is not None:
        return talk, reading
    first, *rest = reading.parts
    kept = [frame for frame in (_frame(talk, part) for part in rest) if frame is not None]
    waiting = (*talk.state.waiting, *(frame for frame in kept if frame not in talk.state.waiting))[:MOST]
    talk = replace(talk, state=replace(talk.state, waiting=waiting))
    later = [frame for frame in kept if frame.flow != FLOWS[Act.ASK_POLICY]]
    if later:
        items = talk.world.flows.phrases.word("list_comma").join(_named(talk, frame) for frame in later)
        talk = say(talk, Reply(phrase="one_by_one", values={**gaps(talk, None), "items": items}))
    return talk, first


def answered_besides(talk: Talk) -> Talk:
    """Let the questions that wait beside what was begun be answered now, before it asks anything."""
    if not _begun(talk):
        return talk
    asked = [frame for frame in talk.state.waiting if frame.flow == FLOWS[Act.ASK_POLICY]]
    rest = tuple(frame for frame in talk.state.waiting if frame not in asked)
    talk = replace(talk, state=replace(talk.state, waiting=rest))
    for frame in reversed(asked):
        talk = _taken_up(talk, frame)
    return talk


def _begun(talk: Talk) -> bool:
    frame = top(talk)
    return frame is None or frame.draft is not None or frame.about is not None


def for_another(reading: Reading) -> str | None:
    """Return whom the last wish of a message is for, where the first is for another: “and I want it for myself”."""
    spoken_of = [str(value.value) for value in reading.values if value.kind == "relation"]
    return spoken_of[-1] if spoken_of and spoken_of[-1] != (reading.subject or spoken_of[0]) else None


def put_by_another(talk: Talk, reading: Reading, wishes: Sequence[str]) -> tuple[Talk, str | None]:
    """Keep the further wish that is for somebody else until what leads is done; return its act, None if there is none.

    An application and a certification in one message are not read apart: one of them has a benefit, the other none.
    """
    whom = for_another(reading)
    act = next((Act(name) for name in wishes if {Act(name), reading.act} == _APART), None)
    if whom is None or act is None:
        return talk, None
    answers = {"who_for": told(talk, whom, asked=False)}
    frame = _certifying(talk, answers) if act is Act.CERTIFY else _applying(talk, reading, answers)
    if frame is None:
        return talk, None
    return replace(talk, state=replace(talk.state, waiting=(*talk.state.waiting, frame)[:MOST])), act.value


def _certifying(talk: Talk, answers: Answers) -> Frame | None:
    flow = talk.world.flows.started_by(Act.CERTIFY.value, None)
    return None if flow is None else Frame(flow=flow.id, release=talk.world.flows.release, answers=answers)


def _applying(talk: Talk, reading: Reading, answers: Answers) -> Frame | None:
    flows = talk.world.flows
    told_of = (guess.name for guess in reading.benefits if guess.confidence >= _TOLD_OF)
    benefit = next((name for name in told_of if flows.started_by(Act.APPLY.value, name) is not None), None)
    if benefit is None:
        return None
    return Frame(flow=FLOWS[Act.APPLY], release=flows.release, benefit=benefit, answers=answers)


def _named(talk: Talk, frame: Frame) -> str:
    """Return a wish that waits as one says it: whose, and which benefit."""
    name = talk.world.policies.cards[frame.benefit or ""].name
    return of_whom(talk.world.flows.phrases, who(talk, frame.answers), name)


def _frame(talk: Talk, part: Reading) -> Frame | None:
    """Return the frame that comes back to a wish with what was told in it; None where nothing can be done with it."""
    act, flows = part.act, talk.world.flows
    if act is Act.ASK_POLICY and part.aspect == _WHO_MAY and part.subject is not None:
        act = Act.CHECK_ELIGIBILITY
    if part.benefit not in talk.world.policies.cards or FLOWS[act] not in flows.flows:
        return None
    if act is Act.APPLY and flows.started_by(act.value, part.benefit) is None:
        return None
    return Frame(
        flow=FLOWS[act],
        release=flows.release,
        benefit=part.benefit,
        aspect=part.aspect if act is Act.ASK_POLICY else None,
        answers=mentioned(talk, part),
    )


def come_back(talk: Talk) -> Talk:
    """Take up the wish that has waited longest; one whose flow is no longer kept is let go."""
    first, rest = talk.state.waiting[0], talk.state.waiting[1:]
    talk = replace(talk, state=replace(talk.state, waiting=rest))
    if first.flow not in talk.world.flows_of(first.release).flows:
        return talk
    if first.flow not in FLOWS.values():
        talk = push(learn(talk, first.answers), first)
        values = {**gaps(talk, first), "topic": topic(talk, first)}
        return say(talk, Reply(phrase="taken_up_after", values=values))
    return _taken_up(talk, first)


def _taken_up(talk: Talk, frame: Frame) -> Talk:
    return push(replace(talk, state=replace(talk.state, benefit=frame.benefit, aspect=frame.aspect)), frame)
