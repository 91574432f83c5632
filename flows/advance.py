"""The one function: what a person said, where they stood, and what the world is like give the next words.

Order of attention: danger; the silence while a person holds the conversation; danger that is only feared; an answer to
what was asked; words about the conversation itself; a correction; a new wish; and when none fits, the repair ladder.
"""

from __future__ import annotations

from dataclasses import replace

from flows import (
    answering,
    asides,
    asking,
    correcting,
    doubting,
    editing,
    feelings,
    inside,
    outset,
    passing,
    paused,
    received,
    repair,
    safety,
    sense,
    short,
    suggested,
    wishes,
)
from flows.flow import MENU, Flow
from flows.looking_up import recognised
from flows.named import named
from flows.outcome import Calmed, Edited, Happened, Heard, Outcome, Reply, World
from flows.settle import kept_for_later, settle
from flows.speaking import gaps, options
from flows.state import Frame, State
from flows.talk import (
    Talk,
    aside,
    begin,
    doubted,
    kept_drafts,
    open_question,
    push,
    requested,
    say,
    top,
    understood,
)
from nlu.acts import WISHES, Act, Risk
from nlu.heard import MODEL
from nlu.reading import Danger, Expecting, Reading

_BEFORE = 300
"""Characters of the last message kept for a follow-up such as “and my mother?”."""

_OUTSIDE = 0.6
"""Below this probability a hard life that is told of is not another office's matter."""

_NO_ANSWER = frozenset(
    {Act.CORRECT, Act.BACK, Act.REPEAT, Act.REPHRASE, Act.WHY, Act.PAUSE, Act.RESUME, Act.CANCEL}
)
"""Acts about the conversation, which answer nothing."""


def advance(state: State, heard: Heard, world: World) -> Outcome:
    """Return the next state, the replies and the commands for one message or happening."""
    if isinstance(heard, Happened):
        talk = inside.hear(begin(state, world, ""), heard)
    else:
        reading = heard.reading if isinstance(heard, (Edited, Calmed)) else heard
        talk = begin(state, world, reading.text)
        match heard:
            case Edited():
                talk = editing.changed(talk, heard) or _said(talk, reading)
            case Calmed():
                talk = _calmed(talk, reading)
            case _:
                talk = _said(talk, reading)
        talk = replace(talk, state=replace(talk.state, before=reading.text[:_BEFORE]))
    if talk.replies:
        which = talk.state.which if any(reply.asks == repair.WHICH for reply in talk.replies) else ()
        talk = replace(talk, state=replace(talk.state, offered=_offered(talk.replies), which=which))
    return Outcome(state=talk.state, replies=talk.replies, commands=kept_drafts(talk) + talk.commands)


def _offered(replies: tuple[Reply, ...]) -> str:
    """Return what the last words put before the person besides a question: the opening choices, or to apply."""
    if any(reply.asks == MENU for reply in replies):
        return MENU
    return next((outset.OFFERS[reply.phrase] for reply in replies if reply.phrase in outset.OFFERS), "")


def expecting(state: State, world: World) -> Expecting | None:
    """Return what the next message is expected to hold, for reading it."""
    talk = begin(state, world, "")
    frame, question = top(talk), open_question(talk)
    if state.heard or state.alarmed < 0 or doubted(talk) is not None:
        return suggested.yes_or_no(world)
    if frame is not None and question is not None:
        return Expecting(kind=question.kind, options=options(talk, frame, question))
    if requested(talk) is not None:
        return Expecting(kind="text")
    if state.which:
        return Expecting(kind="choice", options=repair.which_options(world, state.which))
    if state.offered != MENU and state.before:
        return None
    return Expecting(kind="choice", options=world.flows.questions[MENU].options)


def _calmed(talk: Talk, reading: Reading) -> Talk:
    """Take up the wish, or the answer, that stood in words which were feared for in vain."""
    talk = safety.no_fear(talk)
    if reading.act in WISHES - {Act.SMALLTALK} or _holds_what_is_asked(talk, reading):
        return _said(talk, replace(reading, dangers=()))
    return settle(aside(talk))


def _said(talk: Talk, reading: Reading) -> Talk:
    danger = safety.gravest(reading)
    if (
        danger is not None
        and safety.is_certain(danger)
        and not _asks_for_what_is_heard(talk, reading, danger)
    ):
        return _with_the_wish(understood(safety.answer_danger(talk, danger, reading)), reading)
    if talk.world.held_by is not None:
        return talk
    if talk.state.alarmed < 0:
        followed = safety.after_asking(talk, reading, danger)
        if followed is not None:
            return understood(followed)
    own = danger is not None and _about_own_data(talk, danger, reading)
    asked = own or (danger is not None and danger.risk is Risk.EMERGENCY and _asks_itself(talk, reading))
    # “Only me is left” after “how many are you?” is an answer before it is a cause for fear.
    asked |= danger is not None and danger.risk is not Risk.CRISIS and _holds_what_is_asked(talk, reading)
    if danger is not None and safety.is_feared(danger) and not talk.state.alarmed and not asked:
        if not safety.leaves_room(danger, reading):
            return understood(safety.ask_gently(talk, danger))
        talk = safety.care(talk, danger)
    # What only the model hears in the answer to a question is the answer.
    answers = danger is not None and danger.rule == MODEL and _holds_what_is_asked(talk, reading)
    warned = talk.world.flows.started_by(danger.risk.value, None) if danger is not None else None
    if danger is not None and danger.risk in safety.WARNS and not (own or _tells_it(talk, warned) or answers):
        if warned is not None and top(talk) is None:
            return settle(push(understood(talk), short.frame(talk, warned, reading, None)))
        return settle(aside(safety.answer_danger(talk, danger, reading)))
    if talk.state.alarmed > 0 and safety.still_speaks_of_it(reading, open_question(talk)):
        return safety.stay(understood(talk), reading)
    talk = replace(
        talk,
        state=replace(talk.state, alarmed=0, feared=""),
        digressed=talk.digressed or talk.state.alarmed > 0,
    )
    talk = feelings.met(talk, reading)
    flow = named(talk, reading)
    if flow is not None:
        return settle(paused.take_up_same(understood(talk), flow) or push(understood(talk), flow))
    had = received.taken_back(talk, reading) or received.received(talk, reading)
    if had is not None:
        return had
    reading = sense.taken(talk, reading)
    if feelings.only_felt(talk, reading) and not _holds_what_is_asked(talk, reading):
        return settle(aside(talk))
    again = asking.followed(talk, reading)
    if again is not reading and not _holds_what_is_asked(talk, reading):
        return _act(talk, again)
    return _answered(talk, reading) or _act(talk, recognised(talk, again))


def _with_the_wish(talk: Talk, reading: Reading) -> Talk:
    """Keep the application that words of danger asked for, to go on with when the person does."""
    if reading.act is not Act.APPLY or talk.world.held_by is not None or not _asks_itself(talk, reading):
        return talk
    return replace(wishes.follow(talk, reading), replies=talk.replies)


def _asks_itself(talk: Talk, reading: Reading) -> bool:
    """Tell whether the flow that is talking, or the application now wished for, asks about danger itself."""
    frame = top(talk)
    wished = (
        talk.world.flows.started_by(reading.act.value, reading.benefit) if reading.act is Act.APPLY else None
    )
    here = talk.world.flows_of(frame.release).flows[frame.flow] if frame is not None else None
    return any(flow is not None and flow.asks_danger for flow in (here, wished))


def _asks_for_what_is_heard(talk: Talk, reading: Reading, danger: Danger) -> bool:
    """Tell whether an emergency that no rule knows is what the flow itself asks about."""
    return danger.rule == MODEL and danger.risk is Risk.EMERGENCY and _asks_itself(talk, reading)


def _about_own_data(talk: Talk, danger: Danger, reading: Reading) -> bool:
    """Tell whether what sounds like a wish for others' data, or is only feared, names a flow of its own."""
    doubtful = danger.risk is Risk.PRIVACY or safety.is_feared(danger)
    return doubtful and named(talk, reading) is not None


def _tells_it(talk: Talk, warned: Flow | None) -> bool:
    """Tell whether the flow that a warning leads to is talking already: who was warned tells more of it."""
    frame = top(talk)
    return frame is not None and warned is not None and frame.flow == warned.id


def _holds_what_is_asked(talk: Talk, reading: Reading) -> bool:
    question = open_question(talk)
    return question is not None and reading.value(question.kind) is not None


def _answered(talk: Talk, reading: Reading) -> Talk | None:
    """Take the message as the answer to what was asked; None when it is none."""
    frame, question, doubt = top(talk), open_question(talk), doubted(talk)
    if frame is None:
        return None
    if doubt is not None:
        if reading.act in WISHES:
            return None
        settled = doubting.confirm(talk, frame, doubt, reading)
        return settle(understood(settled)) if settled is not None else None
    if question is None or not _answers(question.review, reading):
        return None
    if question.review and (reading.value("choice") is not None or _refuses(reading)):
        corrected = correcting.correct(talk, frame, reading)
        if corrected is not None:
            return settle(understood(corrected))
    if question.review and _refuses(reading):
        return settle(say(understood(talk), Reply(phrase="correct_what", values=gaps(talk, frame))))
    if not answering.takes(question, reading):
        return None
    if question.yes_words and not any(word in reading.text for word in question.yes_words):
        return say(
            understood(talk), Reply(phrase=f"only_{question.id}", values=gaps(talk, frame), asks=question.id)
        )
    if answering.leaves_open(question, reading) and talk.state.misses:
        return settle(repair.not_understood(talk, reading))
    taken = answering.take(understood(talk), frame, question, reading)
    return settle(passing.keep_mentioned(taken, reading, besides=question.id))


def _refuses(reading: Reading) -> bool:
    said = reading.value("yes_no")
    return reading.act is Act.DENY if said is None else said.value == "no"


def _answers(review: bool, reading: Reading) -> bool:
    """Tell whether a message may be an answer: not when it clearly wishes something else or corrects."""
    if reading.act in WISHES - {Act.SMALLTALK, Act.OUT_OF_SCOPE}:
        return False
    return reading.act not in _NO_ANSWER or (review and reading.value("choice") is not None)


def _act(talk: Talk, reading: Reading) -> Talk:
    frame = top(talk)
    reading = sense.awaited(talk, reading)
    if frame is None and outset.takes_the_offer(talk, reading):
        return outset.look(talk, reading)
    match reading.act:
        case Act.REPEAT:
            return asides.again(understood(talk))
        case Act.REPHRASE:
            # Whoever asks for other words twice gets the simplest; a third time would only repeat them.
            misses = min(talk.state.misses + 1, 2)
            state = replace(talk.state, misses=misses, unclear=())
            return settle(replace(talk, state=state, wording=misses))
        case Act.WHY if open_question(talk) is not None:
            return asides.why(understood(talk))
        case Act.PAUSE:
            return asides.pause(understood(talk))
        case Act.RESUME:
            return settle(asides.resume(aside(talk)))
        case Act.CANCEL:
            return settle(asides.cancel(understood(talk)))
        case Act.BACK if frame is not None:
            back = correcting.reopen_last(talk, frame)
            return settle(understood(back)) if back else settle(repair.not_understood(talk, reading))
        case Act.CORRECT | Act.DENY if frame is not None:
            return _correct(talk, frame, reading)
        case Act.SMALLTALK:
            return asides.small_talk(aside(talk))
        case Act.OUT_OF_SCOPE if (
            frame is None and reading.confidence < _OUTSIDE and outset.hardship(talk, reading)
        ):
            return outset.hear(talk, reading)
        case Act.OUT_OF_SCOPE:
            return settle(say(aside(talk), Reply(phrase="out_of_scope", values=gaps(talk, frame))))
        case wish if wish in WISHES:
            return settle(wishes.follow(kept_for_later(understood(talk), reading), reading))
        case _:
            return _otherwise(talk, reading)


def _otherwise(talk: Talk, reading: Reading) -> Talk:
    """No act of its own: an opening choice, an answer to a caseworker, a fact told in passing, or not understood."""
    frame = top(talk)
    if frame is None:
        return outset.hear(talk, reading)
    question = open_question(talk)
    pointed = correcting.correct(talk, frame, reading) if question is not None and question.review else None
    if pointed is not None:
        return settle(understood(pointed))
    years = answering.age_by_itself(talk, frame, reading)
    if years is not None:
        return settle(understood(years))
    if passing.mentioned(talk, reading) or repair.tells(reading):
        before = understood(talk)
        after = _told_in_passing(before, frame, reading)
        if after is not before:
            return settle(after)
        if question is not None and passing.known_already(talk, frame, reading):
            return settle(say(before, Reply(phrase="known_already", values=gaps(talk, frame))))
    if reading.act is Act.AFFIRM and not talk.state.misses and question is not None:
        return settle(replace(talk, state=replace(talk.state, misses=1), wording=1))
    return settle(repair.not_understood(talk, reading))


def _told_in_passing(talk: Talk, frame: Frame, reading: Reading) -> Talk:
    """A fact nobody just asked for: new ones are kept, and one that differs from before corrects it."""
    kinds = {value.kind for value in reading.values} - {"relation"}
    of_person = {q.kind for q in talk.world.flows_of(frame.release).questions.values() if q.of_person}
    besides = passing.of_the_person(talk, frame, reading)
    other = answering.other_person(talk, frame, reading, besides) if not kinds or kinds & of_person else None
    if other is not None:
        return other
    corrected = correcting.correct(talk, frame, reading)
    return corrected if corrected is not None else passing.keep_mentioned(talk, reading)


def _correct(talk: Talk, frame: Frame, reading: Reading) -> Talk:
    corrected = correcting.correct(talk, frame, reading)
    if corrected is not None:
        return settle(understood(corrected))
    question = open_question(talk)
    if question is not None and not question.explicit and answering.takes(question, reading):
        return settle(answering.take(understood(talk), frame, question, reading))
    if reading.act is Act.CORRECT:
        return settle(say(understood(talk), Reply(phrase="correct_what", values=gaps(talk, frame))))
    return settle(repair.not_understood(talk, reading))
