"""Keep what a short flow gathered when the person pauses, and go on with it days later.

A draft is kept by itself. A report, a complaint, a certification, a visit asked for and a look over a household have
none: their frames are put away whole, among the drafts that were open with them, and come back the newest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows import drafting, short
from flows.flow import Flow
from flows.journey import journey
from flows.outcome import Reply
from flows.own_name import NAME
from flows.passing import judges
from flows.speaking import gaps, of_whom
from flows.spoken import listed
from flows.stack import clear, push
from flows.state import Answers, Frame
from flows.talk import Talk, flow_of, place, say

MOST = 4
"""Flows put away at a time, the newest."""

_LAST = 3
"""Answers that are read back to whoever goes on: the last ones."""


def put_away(talk: Talk) -> Talk:
    """Take every flow off the stack; what a short one gathered, and the drafts open with it, can be taken up again."""
    kept = [frame for frame in talk.state.frames if frame.draft or gathered(talk, frame)]
    drafts = {frame.draft for frame in kept if frame.draft}
    older = tuple(frame for frame in talk.state.paused if frame.draft not in drafts)
    # A draft alone is found without this; beside something else it has its place in the order.
    ordered = bool(older) or any(frame.draft is None for frame in kept)
    paused = (*older, *kept)[-MOST:] if ordered else ()
    return clear(replace(talk, state=replace(talk.state, paused=paused)))


def gathered(talk: Talk, frame: Frame) -> bool:
    """Tell whether a short flow got an answer that would have to be given again."""
    flow = talk.world.flows_of(frame.release).flows.get(frame.flow)
    return flow is not None and _keeps(flow) and bool(told(talk, frame))


def take_up(talk: Talk) -> Talk | None:
    """Put back what was put away last, and say where it stood; None when nothing was."""
    paused = talk.state.paused
    while paused:
        paused, newest = paused[:-1], paused[-1]
        taken = _put_back(replace(talk, state=replace(talk.state, paused=paused)), newest)
        if taken is not None:
            return taken
    return None


def take_up_that(talk: Talk, frame: Frame) -> Talk | None:
    """Put back one of the flows that were put away; None where it is no longer kept."""
    rest = tuple(other for other in talk.state.paused if other is not frame)
    return _put_back(replace(talk, state=replace(talk.state, paused=rest)), frame)


def take_up_same(talk: Talk, begun: Frame) -> Talk | None:
    """Go on with what was put away of the flow that is begun anew; None where nothing was, or of somebody else."""
    new = told(talk, begun)
    of_the_flow = (
        f
        for f in reversed(talk.state.paused)
        if f.draft is None
        and f.flow == begun.flow
        and (f.benefit == begun.benefit or not judges(flow_of(talk, begun)))
    )
    old = next((frame for frame in of_the_flow if not _contradict(told(talk, frame), new)), None)
    if old is None:
        return None
    openings = [f.answers[short.OPENING] for f in (old, begun) if short.OPENING in f.answers]
    answers = {**begun.answers, **old.answers}
    if openings:
        words = "\n".join(str(opening.value) for opening in openings)
        answers[short.OPENING] = replace(openings[0], value=words)
    rest = tuple(frame for frame in talk.state.paused if frame is not old)
    talk = replace(talk, state=replace(talk.state, paused=rest))
    return _put_back(talk, replace(old, answers=answers))


def left(talk: Talk) -> Talk:
    """Say that something put away still waits, to whoever has just come to the end of something else."""
    if not talk.state.paused:
        return talk
    return say(talk, Reply(phrase="more_paused", values={"topic": topic(talk, talk.state.paused[-1])}))


def topic(talk: Talk, frame: Frame) -> str:
    """Return what a flow is about, as one says it: the benefit of an application, else the library's word for it."""
    filled = gaps(talk, frame)
    if frame.draft is not None:
        return filled["matter"]
    flow, phrases = flow_of(talk, frame), talk.world.flows.phrases
    name = phrases.word(f"topic_{frame.flow}", flow.name)
    if judges(flow) and frame.benefit is not None:
        return of_whom(phrases, filled.get("who", ""), phrases.render("topic_looked_at", filled))
    # Of a cadre's several certifications it is said whose; a complaint is the writer's own.
    of_somebody = {"who_for", NAME} <= talk.world.flows_of(frame.release).asked_in(frame.flow)
    return of_whom(phrases, filled.get("who", ""), name) if of_somebody and NAME in frame.answers else name


def _keeps(flow: Flow) -> bool:
    return not flow.keeps_draft and (short.rings(flow) or judges(flow))


def told(talk: Talk, frame: Frame) -> Answers:
    """Return what was answered in a short flow, or told in it besides."""
    library = talk.world.flows_of(frame.release)
    # Where somebody's case is looked at, whatever was told of them counts.
    asked = (*library.asked_in(frame.flow), *(frame.answers if judges(library.flows[frame.flow]) else ()))
    return {n: t for n, t in frame.answers.items() if n != short.OPENING and (t.asked or n in asked)}


def _contradict(old: Answers, new: Answers) -> bool:
    return any(name in old and old[name].value != answer.value for name, answer in new.items())


def _put_back(talk: Talk, frame: Frame) -> Talk | None:
    if frame.draft is not None:
        draft = talk.drafts.get(frame.draft)
        return drafting.take_up(talk, draft) if draft is not None and draft.status == "open" else None
    if frame.flow not in talk.world.flows_of(frame.release).flows:
        return None
    talk = push(talk, frame)
    # What was done before is not done again: nobody is rung twice.
    passed = frozenset(journey(place(talk, frame)).passed)
    talk = replace(talk, behind=(*talk.behind[:-1], passed))
    return say(talk, Reply(phrase="resumed_short", values=recalled(talk, frame)))


def recalled(talk: Talk, frame: Frame) -> Mapping[str, str]:
    """Return what a short flow is about and the last of what was told in it, as a phrase says it."""
    last = dict(list(told(talk, frame).items())[-_LAST:])
    filled = {"topic": topic(talk, frame), "items": listed(talk, last)}
    return {name: text for name, text in filled.items() if text}
