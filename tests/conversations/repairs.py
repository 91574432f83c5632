"""The ways in which a conversation bends, and which of them a turn shows, in which flow."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from flows.outcome import KeepDraft, Outcome
from flows.settle import _LATER, _SURE
from flows.state import Answers, Frame, State
from flows.talk import begin, open_question, requested
from flows.world import Calmed, Edited, Happened, Heard, World
from nlu.acts import Act
from nlu.reading import Reading


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
    SEVERAL_FACTS = "several facts in one message"
    THREE_DEEP = "three digressions in a row"
    DAYS_LATER = "resume days later"
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
    "one_by_one": Repair.TWO_WISHES,
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
    "human_told": Repair.CANCEL_HUMAN,
}
"""What became of an application that somebody no longer wanted."""

DEEP = 3
"""Digressions in a row, before the open question is answered, that are deep ones."""

_ORDINAL = "第"
NOTHING = "no flow"
"""What a repair is counted for where no flow was open."""


def shown(state: State, heard: Heard, world: World, outcome: Outcome) -> Iterator[Repair]:
    """Yield the repairs that one turn shows; `state` is where the conversation stood before it."""
    for reply in outcome.replies:
        if reply.phrase in _BY_PHRASE:
            yield _BY_PHRASE[reply.phrase]
    talk = begin(state, world, "")
    question = open_question(talk)
    if isinstance(heard, Happened):
        if heard.kind == "photo_kept" and question is not None and not question.takes_photo:
            yield Repair.PHOTO_FOR_TEXT
        return
    reading = heard.reading if isinstance(heard, (Calmed, Edited)) else heard
    if state.frames and state.frames[-1].flow == LEAVING:
        yield from (_ENDS[reply.phrase] for reply in outcome.replies if reply.phrase in _ENDS)
    if reading.act in _BY_ACT:
        yield _BY_ACT[reading.act]
    if question is not None and _came_back(question.id, outcome):
        yield Repair.DIGRESS
    if requested(talk) is not None and any(reply.phrase == "request_answered" for reply in outcome.replies):
        yield Repair.TEXT_FOR_PHOTO
    if question is not None and question.takes_photo and _answered(state, outcome, world) == {question.id}:
        yield Repair.TEXT_FOR_PHOTO
    if len(_answered(state, outcome, world)) > 1:
        yield Repair.SEVERAL_FACTS
    if question is not None and question.options and reading.value("choice") is not None:
        yield _chosen(reading)
    if any(guess.confidence >= _SURE and guess.name in _LATER - {reading.act} for guess in reading.also):
        yield Repair.TWO_WISHES
    yield from _others(state, outcome, world)


def _came_back(asked: str, outcome: Outcome) -> bool:
    """Tell whether another thing was answered, and what was asked before is asked again."""
    answered = any(reply.phrase == "policy_answer" for reply in outcome.replies)
    return answered and any(reply.asks == asked for reply in outcome.replies)


def _chosen(reading: Reading) -> Repair:
    if reading.text.strip().isdecimal():
        return Repair.NUMBER
    return Repair.ORDINAL if _ORDINAL in reading.text else Repair.WORDS


def _answered(before: State, outcome: Outcome, world: World) -> frozenset[str]:
    """Return what the words of this turn told of what is talked about: the answers that were written down in it."""
    frame = outcome.state.frames[-1] if outcome.state.frames else None
    if frame is None or (before.frames and frame.flow != before.frames[-1].flow):
        return frozenset()
    return frozenset(name for name, told in _kept(frame, outcome, world).items() if told.turn == world.turn)


def _kept(frame: Frame, outcome: Outcome, world: World) -> Answers:
    """Return the answers that a frame works on after a turn."""
    changed = [command.draft for command in outcome.commands if isinstance(command, KeepDraft)]
    drafts = {**world.drafts, **{draft.id: draft for draft in changed}}
    draft = drafts.get(frame.draft or "")
    return frame.answers if draft is None else draft.answers


def _others(before: State, outcome: Outcome, world: World) -> Iterator[Repair]:
    after = outcome.state
    if _for_another(before, outcome, world):
        yield Repair.OTHER_PERSON
    if after.doubt is not None and after.doubt != before.doubt:
        yield Repair.OTHER_PERSON if after.doubt.reason == "other_person" else Repair.UNSURE
    was, is_now = _drafting(before), _drafting(after)
    if was and is_now and was.benefit != is_now.benefit:
        yield Repair.OTHER_BENEFIT


def _for_another(before: State, outcome: Outcome, world: World) -> bool:
    """Tell whether what is talked about turned out to be for somebody else than was said."""
    was, now = before.frames[-1:], outcome.state.frames[-1:]
    if not was or not now or (was[0].flow, was[0].draft) != (now[0].flow, now[0].draft):
        return False
    draft = world.drafts.get(was[0].draft or "")
    said = was[0].answers if draft is None else draft.answers
    old, new = said.get("who_for"), _kept(now[0], outcome, world).get("who_for")
    return old is not None and new is not None and old.value != new.value


def _drafting(state: State) -> Frame | None:
    return next((frame for frame in reversed(state.frames) if frame.draft), None)


_OPENED_BY = frozenset({Repair.RESUME, Repair.DAYS_LATER})
"""Repairs that bring a flow back: they are counted for the one that is open afterwards."""

_BEGINS = frozenset({Repair.TWO_WISHES, Repair.SEVERAL_FACTS})
"""Repairs that a flow may begin with: where none was open, they are counted for the one they open."""


def flow_spoken_of(repair: Repair, before: State, after: State, world: World) -> str:
    """Return the flow a repair is counted for: the one that is open, or that was submitted and is asked about."""
    if repair in _OPENED_BY or (repair in _BEGINS and not before.frames):
        return _flow_open(after, world)
    if repair is Repair.TEXT_FOR_PHOTO and not before.frames:
        return next((_applied_by(case.benefit, world) for case in world.cases if case.request), NOTHING)
    return _flow_open(before, world)


def _applied_by(benefit: str | None, world: World) -> str:
    flow = world.flows.started_by(Act.APPLY.value, benefit)
    return flow.id if flow is not None else NOTHING


def _flow_open(state: State, world: World) -> str:
    """Return the flow that is open, or the one whose draft a question like “keep it?” is about."""
    if not state.frames:
        return NOTHING
    draft = world.drafts.get(state.frames[-1].about or "")
    return draft.flow if draft is not None else state.frames[-1].flow
