"""Write down, while conversations are played, which steps and branches were walked and how people were helped on.

Every turn goes through `flows.advance`; a recorder stands in its place for as long as it records. What a turn replayed
is found in the turn's own memory of replays, and walked once more here, up to the open question.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

import bot.turn
from flows.advance import advance
from flows.flow import END, Flow, Step
from flows.journey import _holds, _pass, _Walk
from flows.outcome import Calmed, Edited, Happened, Heard, Outcome, World
from flows.place import Place
from flows.settle import _LATER, _SURE
from flows.state import Frame, State
from flows.talk import begin, open_question, requested
from nlu.acts import Act
from nlu.reading import Reading

Branched = tuple[str, str, int]


class Repair(StrEnum):
    """A way in which a conversation bends; the words stand in the report."""

    CORRECT = "correct"
    DIGRESS = "digress"
    WHY = "why"
    REPEAT = "repeat"
    REPHRASE = "rephrase"
    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    CANCEL_KEPT = "cancel and keep"
    CANCEL_DELETED = "cancel and delete"
    CANCEL_HUMAN = "cancel and a person"
    OTHER_BENEFIT = "other benefit"
    OTHER_PERSON = "other person"
    UNSURE = "unsure value"
    NUMBER = "choice by number"
    ORDINAL = "choice by ordinal"
    WORDS = "choice by words"
    PHOTO_FOR_TEXT = "photo for text"
    TEXT_FOR_PHOTO = "text for photo"
    TWO_WISHES = "two wishes"
    MISSED_1 = "misunderstood once"
    MISSED_2 = "misunderstood twice"
    MISSED_3 = "misunderstood three times"


_BY_PHRASE = {
    "corrected": Repair.CORRECT,
    "back_to": Repair.DIGRESS,
    "declined_noted": Repair.SKIP,
    "needed": Repair.SKIP,
    "paused": Repair.PAUSE,
    "resumed": Repair.RESUME,
    "resumed_short": Repair.RESUME,
    "not_understood_1": Repair.MISSED_1,
    "not_understood_2": Repair.MISSED_2,
    "not_understood_3": Repair.MISSED_3,
}
_BY_ACT = {
    Act.WHY: Repair.WHY,
    Act.REPEAT: Repair.REPEAT,
    Act.REPHRASE: Repair.REPHRASE,
    Act.BACK: Repair.BACK,
    Act.CANCEL: Repair.CANCEL,
}
LEAVING = "leave_or_delete"
_ENDS = {
    "draft_dropped": Repair.CANCEL_DELETED,
    "draft_kept": Repair.CANCEL_KEPT,
    "human_called": Repair.CANCEL_HUMAN,
}
"""What became of an application that somebody no longer wanted."""

_ORDINAL = "第"
NOTHING = "no flow"
"""What a repair is counted for where no flow was open."""


@dataclass(slots=True)
class Recorder:
    """What was walked so far: steps by flow and id, branches by their number, repairs by the flow that was open."""

    steps: set[tuple[str, str]] = field(default_factory=set)
    branches: set[Branched] = field(default_factory=set)
    repairs: set[tuple[str, Repair]] = field(default_factory=set)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record every turn that is taken in this process until the end of the block."""
        vars(bot.turn)["advance"] = self.advance
        try:
            yield
        finally:
            vars(bot.turn)["advance"] = advance

    def advance(self, state: State, heard: Heard, world: World) -> Outcome:
        """Do what the engine does, and write down what it walked."""
        outcome = advance(state, heard, world)
        for place in _replayed(world):
            for flow, step, branch in trail(place):
                self.steps.add((flow.id, step.id))
                self.branches.add((flow.id, step.id, branch))
        now = begin(state, world, "").state
        repairs = set(_repairs(now, heard, world, outcome))
        flow_id = _flow_spoken_of(outcome.state if Repair.RESUME in repairs else now, world)
        self.repairs |= {(flow_id, repair) for repair in repairs}
        return outcome


def _flow_spoken_of(state: State, world: World) -> str:
    """Return the flow that is open, or the one whose draft a question like “keep it?” is about."""
    if not state.frames:
        return NOTHING
    draft = world.drafts.get(state.frames[-1].about or "")
    return draft.flow if draft is not None else state.frames[-1].flow


def _replayed(world: World) -> Iterator[Place]:
    """Yield the places whose journeys this turn replayed."""
    for (release, flow, benefit, aspect, region, on, _), (answers, _path) in list(world.memory.paths.items()):
        yield Place(
            flows=world.flows_of(str(release)),
            flow=str(flow),
            benefit=None if benefit is None else str(benefit),
            aspect=None if aspect is None else str(aspect),
            answers=answers,
            policies=world.policies,
            region=str(region),
            today=world.today,
            on=on,  # type: ignore[arg-type]
        )


def trail(place: Place) -> Iterator[tuple[Flow, Step, int]]:
    """Yield the steps that the answers lead through, up to the open question, each with the branch it took.

    A step that stops at an open question took none and is -1; the steps beyond, which a journey counts, are not
    walked yet.
    """
    walk, flow = _Walk(place=place), place.flows.flows[place.flow]
    here = flow.first
    while True:
        while here == END and walk.callers:
            flow, step = walk.callers.pop()
            number = _branch(walk, step)
            yield flow, step, number
            here = step.branches[number].then
        if here == END:
            return
        step = flow.steps[here]
        if step.kind == "call":
            yield flow, step, -1
            walk.callers.append((flow, step))
            flow = place.flows.flows[step.name]
            here = flow.first
            continue
        if step.kind == "link":
            yield flow, step, 0
            return
        _pass(walk, flow, step)
        if walk.open is not None:
            yield flow, step, -1
            return
        number = _branch(walk, step)
        yield flow, step, number
        here = step.branches[number].then


def _branch(walk: _Walk, step: Step) -> int:
    return next(number for number, branch in enumerate(step.branches) if _holds(walk, branch))


def _repairs(state: State, heard: Heard, world: World, outcome: Outcome) -> Iterator[Repair]:
    for reply in outcome.replies:
        if reply.phrase in _BY_PHRASE:
            yield _BY_PHRASE[reply.phrase]
    talk = begin(state, world, "")
    question = open_question(talk)
    if isinstance(heard, Happened):
        if heard.kind == "photo_kept" and question is not None:
            yield Repair.PHOTO_FOR_TEXT
        return
    reading = heard.reading if isinstance(heard, (Calmed, Edited)) else heard
    if state.frames and state.frames[-1].flow == LEAVING:
        yield from (_ENDS[reply.phrase] for reply in outcome.replies if reply.phrase in _ENDS)
    if reading.act in _BY_ACT:
        yield _BY_ACT[reading.act]
    if requested(talk) is not None and any(reply.phrase == "request_answered" for reply in outcome.replies):
        yield Repair.TEXT_FOR_PHOTO
    if question is not None and question.options and reading.value("choice") is not None:
        yield _chosen(reading)
    if any(guess.confidence >= _SURE and guess.name in _LATER - {reading.act} for guess in reading.also):
        yield Repair.TWO_WISHES
    yield from _others(state, outcome.state)


def _chosen(reading: Reading) -> Repair:
    if reading.text.strip().isdecimal():
        return Repair.NUMBER
    return Repair.ORDINAL if _ORDINAL in reading.text else Repair.WORDS


def _others(before: State, after: State) -> Iterator[Repair]:
    if after.doubt is not None and after.doubt != before.doubt:
        yield Repair.OTHER_PERSON if after.doubt.reason == "other_person" else Repair.UNSURE
    was, is_now = _drafting(before), _drafting(after)
    if was and is_now and was.benefit != is_now.benefit:
        yield Repair.OTHER_BENEFIT


def _drafting(state: State) -> Frame | None:
    return next((frame for frame in reversed(state.frames) if frame.draft), None)
