"""Which flows are open, one upon another: the top one talks, and none is open twice."""

from __future__ import annotations

from dataclasses import replace

from flows.journey import Passed
from flows.state import Frame
from flows.talk import Talk

DEEPEST = 8
"""Flows open at a time: an application, what it led to, and a few questions on the way."""


def push(talk: Talk, frame: Frame) -> Talk:
    """Put a flow on top of the stack; one that is open already comes up with its answers and is not opened twice.

    So however long people wander, no more is open than there are things to speak of; beyond the deepest the oldest
    goes that keeps no draft.
    """
    open_now = list(zip(talk.state.frames, talk.behind, strict=True))
    behind: frozenset[Passed] = frozenset()
    for number, (old, passed) in enumerate(open_now):
        if frame.draft is None and _about_the_same(old, frame):
            frame = replace(frame, answers={**old.answers, **frame.answers})
            # A verdict is told again to whoever asks again.
            behind = frozenset(step for step in passed if not step.mark)
            del open_now[number]
            break
    short = [number for number, (old, _) in enumerate(open_now) if old.draft is None]
    if len(open_now) >= DEEPEST and short:
        del open_now[short[0]]
    frames = (*(old for old, _ in open_now), frame)
    state = replace(talk.state, frames=frames)
    return replace(talk, state=state, behind=(*(passed for _, passed in open_now), behind))


def _about_the_same(one: Frame, other: Frame) -> bool:
    return replace(one, answers={}, release="") == replace(other, answers={}, release="")


def pop(talk: Talk) -> Talk:
    """Take the top flow off the stack."""
    return replace(talk, state=replace(talk.state, frames=talk.state.frames[:-1]), behind=talk.behind[:-1])


def clear(talk: Talk) -> Talk:
    """Take every flow off the stack; drafts stay."""
    return replace(talk, state=replace(talk.state, frames=(), doubt=None), behind=())


def application(talk: Talk) -> Frame | None:
    """Return the topmost frame that fills a draft."""
    return next((frame for frame in reversed(talk.state.frames) if frame.draft), None)
