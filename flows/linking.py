"""One flow ends in another: what was told goes along, and what was said is not said again."""

from __future__ import annotations

from dataclasses import replace

from flows.drafting import go_on_with
from flows.flow import THIS
from flows.journey import journey
from flows.outcome import Reply
from flows.speaking import gaps
from flows.stack import pop, push
from flows.state import Frame
from flows.talk import Talk, answers_of, place, say, top
from nlu.acts import Act


def linked(talk: Talk, frame: Frame, target: str) -> Talk:
    """Go on with another flow in place of this one; THIS is the application for the same benefit."""
    answers = answers_of(talk, frame)
    told_already = {step.mark for step in talk.behind[-1] if step.mark}
    talk = pop(talk)
    flows = talk.world.flows
    flow = flows.started_by(Act.APPLY.value, frame.benefit) if target == THIS else flows.flows.get(target)
    if flow is None:
        return say(talk, Reply(phrase="no_flow_yet", values=gaps(talk, None)))
    if flow.keeps_draft and frame.benefit:
        return _not_again(go_on_with(talk, flow, frame.benefit, answers), told_already)
    kept = frame.answers if frame.draft is None else {}
    new = Frame(
        flow=flow.id,
        release=flows.release,
        benefit=frame.benefit,
        aspect=frame.aspect,
        about=frame.about,
        answers=kept,
    )
    return push(talk, new)


def _not_again(talk: Talk, marks: set[str]) -> Talk:
    """Count a verdict that the flow before has just told as told."""
    frame = top(talk)
    if frame is None:
        return talk
    told = frozenset(step for step in journey(place(talk, frame)).passed if step.mark in marks)
    return replace(talk, behind=(*talk.behind[:-1], talk.behind[-1] | told))
