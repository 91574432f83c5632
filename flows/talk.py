"""One turn while it is being worked out: a frozen value that every step returns a changed copy of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flows.flow import Flow
from flows.journey import Passed, Path, journey
from flows.outcome import Command, DropDraft, KeepDraft, Reply
from flows.place import Place
from flows.question import Question
from flows.state import Answers, Doubt, Draft, Frame, State, Told
from flows.world import World
from policies.verdict import FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The conversation so far in this turn.

    `words` is what the person wrote; `behind` holds, for each frame, the actions passed before this turn;
    `open_before` is the question that was open when the turn began. `touched` names the drafts that changed,
    `digressed` says that something else was answered before coming back to that question. `topic_before` is the
    benefit that was spoken of when the turn began.
    """

    state: State
    world: World
    words: str
    drafts: Mapping[str, Draft]
    behind: tuple[frozenset[Passed], ...]
    open_before: str | None
    replies: tuple[Reply, ...] = ()
    commands: tuple[Command, ...] = ()
    touched: frozenset[str] = field(default_factory=frozenset)
    made: int = 0
    wording: int = 0
    digressed: bool = False
    topic_before: str | None = None


def begin(state: State, world: World, words: str) -> Talk:
    """Return the turn's first value: frames whose draft is gone are dropped, paths are replayed once."""
    frames = tuple(f for f in state.frames if _stands(f, world))
    talk = Talk(
        state=replace(state, frames=frames),
        world=world,
        words=words,
        drafts=world.drafts,
        behind=(),
        open_before=None,
    )
    paths = [journey(place(talk, frame)) for frame in frames]
    opened = paths[-1].open if paths else None
    talk = replace(talk, topic_before=state.benefit)
    behind = tuple(frozenset(path.passed) for path in paths)
    return replace(talk, behind=behind, open_before=opened.id if opened else None)


def _stands(frame: Frame, world: World) -> bool:
    if frame.flow not in world.flows_of(frame.release).flows:
        return False
    if frame.draft is None:
        return True
    draft = world.drafts.get(frame.draft)
    return draft is not None and draft.status == "open"


def top(talk: Talk) -> Frame | None:
    """Return the frame that is talking, if any flow is open."""
    return talk.state.frames[-1] if talk.state.frames else None


def flow_of(talk: Talk, frame: Frame) -> Flow:
    """Return a frame's flow, of the release it was begun with."""
    return talk.world.flows_of(frame.release).flows[frame.flow]


def questions_of(talk: Talk, frame: Frame) -> Mapping[str, Question]:
    """Return the questions by their ids, as they were worded when a frame was begun."""
    return talk.world.flows_of(frame.release).questions


def answers_of(talk: Talk, frame: Frame) -> Answers:
    """Return the answers a frame works on: its draft's, or its own as this turn has changed them."""
    if frame.draft:
        return talk.drafts[frame.draft].answers
    now = top(talk)
    return now.answers if now is not None and _same(now, frame) else frame.answers


def _same(frame: Frame, other: Frame) -> bool:
    """Tell whether two frames differ in nothing but their answers."""
    return replace(frame, answers={}) == replace(other, answers={})


def place(talk: Talk, frame: Frame) -> Place:
    """Return what a frame's journey depends on."""
    return Place(
        flows=talk.world.flows_of(frame.release),
        flow=frame.flow,
        benefit=frame.benefit,
        aspect=frame.aspect,
        answers=answers_of(talk, frame),
        policies=talk.world.policies,
        region=talk.world.region,
        today=talk.world.today,
        on=frame.on or talk.world.today,
        memory=talk.world.memory,
    )


def path_of(talk: Talk) -> Path:
    """Return the path of the frame that is talking; an empty one when none is."""
    frame = top(talk)
    return journey(place(talk, frame)) if frame else Path()


def open_question(talk: Talk) -> Question | None:
    """Return the question that waits for an answer now."""
    return path_of(talk).open


def doubted(talk: Talk) -> Doubt | None:
    """Return the doubtful value that the frame that is talking must settle first."""
    frame, doubt = top(talk), talk.state.doubt
    return doubt if frame is not None and doubt is not None and doubt.at == keeper(frame) else None


def put_in_doubt(
    talk: Talk, frame: Frame, question: str, told: Told, reason: str, besides: Answers | None = None
) -> Talk:
    """Let a value be confirmed before it counts, and what was said `besides` with it."""
    doubt = Doubt(question=question, told=told, reason=reason, at=keeper(frame), besides=besides or {})
    return replace(talk, state=replace(talk.state, doubt=doubt))


def keeper(frame: Frame) -> str:
    """Return the id of what keeps a frame's answers: its draft's, or else its flow's."""
    return frame.draft or frame.flow


def requested(talk: Talk) -> str | None:
    """Return the number of the case whose caseworker waits for this resident's answer."""
    return next((case.number for case in talk.world.cases if case.request), None)


def first_time(talk: Talk, what: str) -> bool:
    """Tell whether something that is said once in a conversation was not said yet."""
    return what not in talk.state.once


def said_once(talk: Talk, what: str) -> Talk:
    """Note that something was said that is not said again."""
    if not first_time(talk, what):
        return talk
    return replace(talk, state=replace(talk.state, once=(*talk.state.once, what)))


def understood(talk: Talk) -> Talk:
    """Forget the messages in a row that were not understood."""
    return replace(talk, state=replace(talk.state, misses=0))


def aside(talk: Talk) -> Talk:
    """Note that something else was dealt with before coming back to the open question."""
    return replace(understood(talk), digressed=True)


def say(talk: Talk, *replies: Reply) -> Talk:
    """Add replies."""
    return replace(talk, replies=talk.replies + replies)


def order(talk: Talk, *commands: Command) -> Talk:
    """Add commands."""
    return replace(talk, commands=talk.commands + commands)


def put_answers(talk: Talk, frame: Frame, answers: Answers) -> Talk:
    """Give the frame that is talking other answers, in its draft when it has one."""
    if frame.draft:
        return put_draft(talk, replace(talk.drafts[frame.draft], answers=answers))
    frames = (*talk.state.frames[:-1], replace(frame, answers=answers))
    return replace(talk, state=replace(talk.state, frames=frames))


def has_open_draft(talk: Talk) -> bool:
    """Tell whether an application was begun and neither sent nor given up."""
    return any(draft.status == "open" for draft in talk.drafts.values())


def put_draft(talk: Talk, draft: Draft) -> Talk:
    """Change or add a draft."""
    return replace(talk, drafts={**talk.drafts, draft.id: draft}, touched=talk.touched | {draft.id})


def drop_draft(talk: Talk, draft: str) -> Talk:
    """Forget a draft and the frames that work on it."""
    frames = [(f, b) for f, b in zip(talk.state.frames, talk.behind, strict=True) if f.draft != draft]
    talk = replace(
        talk,
        drafts={name: kept for name, kept in talk.drafts.items() if name != draft},
        touched=talk.touched - {draft},
        state=replace(talk.state, frames=tuple(f for f, _ in frames)),
        behind=tuple(b for _, b in frames),
    )
    return order(talk, DropDraft(draft=draft))


def new_id(talk: Talk, what: str) -> tuple[Talk, str]:
    """Return an id that the same message gives again and no other message gives."""
    seed = f"{talk.world.fresh}|{what}|{talk.made}"
    return replace(talk, made=talk.made + 1), hashlib.sha256(seed.encode()).hexdigest()[:20]


def told(talk: Talk, value: FactValue, *, asked: bool, words: str | None = None) -> Told:
    """Return an answer of this turn."""
    said = talk.words if words is None else words
    return Told(value=value, words=said[:200], turn=talk.world.turn, asked=asked)


def kept_drafts(talk: Talk) -> tuple[KeepDraft, ...]:
    """Return the commands that store the drafts of this turn."""
    return tuple(KeepDraft(draft=talk.drafts[name]) for name in sorted(talk.touched) if name in talk.drafts)
