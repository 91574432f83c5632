"""The one function: what a person said, where they stood, and what the world is like give the next words.

Order of attention: danger; the silence while a person holds the conversation; danger that is only feared; an answer to
what was asked; words about the conversation itself; a correction; a new wish; and when none fits, the repair ladder.

Length: forty lines are the imports of what it hands a message on to; the rest is one walk.
"""

from __future__ import annotations

from dataclasses import replace

from flows import (
    after_call,
    alarm,
    answer_value,
    answering,
    as_far,
    asides,
    asking,
    certified,
    correcting,
    earlier,
    editing,
    feelings,
    inside,
    misread,
    next_person,
    of_others,
    outset,
    own_name,
    passing,
    paused,
    received,
    relieved,
    repair,
    retold,
    safety,
    sees_to_it,
    sense,
    short,
    waiting,
    while_asked,
    wishes,
)
from flows.answered import answered
from flows.looking_up import recognised
from flows.named import named
from flows.nearby import near_here
from flows.outcome import Outcome, Reply
from flows.question import MENU
from flows.settle import kept_for_later, settle
from flows.speaking import gaps
from flows.state import Frame, State
from flows.talk import Talk, aside, begin, kept_drafts, open_question, questions_of, say, top, understood
from flows.world import Calmed, Edited, Happened, Heard, World
from nlu.acts import WISHES, Act
from nlu.reading import Reading

_BEFORE = 300
"""Characters of the last message kept for a follow-up such as “and my mother?”."""

_AGREED = 2
"""Times that somebody may agree where a value is asked for, before that counts as not understood."""

_OUTSIDE = 0.6
"""Below this probability a hard life that is told of is not another office's matter."""


_LIFE, _OF_A_LIFE = 40, 0.9
"""Characters from which a message tells a life, and the probability that then stands for another office's matter."""


def advance(state: State, heard: Heard, world: World) -> Outcome:
    """Return the next state, the replies and the commands for one message or happening."""
    if isinstance(heard, Happened):
        talk = inside.hear(begin(state, world, ""), heard)
    else:
        said = heard.reading if isinstance(heard, (Edited, Calmed)) else heard
        reading = near_here(said, world)
        talk = whole = begin(state, world, reading.text)
        match heard:
            case Edited():
                talk = editing.changed(talk, replace(heard, reading=reading)) or _said(talk, reading)
            case Calmed():
                talk = _calmed(talk, reading)
            case _:
                talk = _said(talk, reading)
        talk = as_far.said_back(talk, reading)
        # A status told in a word is not what the next question is about.
        told = while_asked.status(whole, reading) is not reading
        if not (state.before and (told or reading.continues or asking.goes_on(whole, reading))):
            talk = replace(talk, state=replace(talk.state, before=reading.text[:_BEFORE]))
    if talk.replies:
        which = talk.state.which if any(reply.asks == repair.WHICH for reply in talk.replies) else ()
        talk = replace(talk, state=replace(talk.state, offered=_offered(talk.replies), which=which))
    return Outcome(state=talk.state, replies=talk.replies, commands=kept_drafts(talk) + talk.commands)


def _offered(replies: tuple[Reply, ...]) -> str:
    """Return what the last words put before the person besides a question: the opening choices, or to apply."""
    if any(reply.asks == MENU for reply in replies):
        return MENU
    offers = [outset.OFFERS[reply.phrase] for reply in replies if reply.phrase in outset.OFFERS]
    return next((offer for offer in offers if offer != outset.TOLD_ON), offers[0] if offers else "")


def _outside(reading: Reading) -> float:
    """Return the probability from which a hard life that is told of is another office's matter after all."""
    return _OF_A_LIFE if len(reading.text) >= _LIFE else _OUTSIDE


def _calmed(talk: Talk, reading: Reading) -> Talk:
    """Take up the wish, or the answer, that stood in words which were feared for in vain."""
    talk = safety.no_fear(talk)
    if reading.act in WISHES - {Act.SMALLTALK} or alarm.holds_what_is_asked(talk, reading):
        return _said(talk, replace(reading, dangers=()))
    return settle(aside(talk))


def _said(talk: Talk, reading: Reading) -> Talk:
    talk, done = alarm.attended(talk, reading)
    if done:
        return talk
    talk = of_others.heard(feelings.met(talk, reading), reading)
    another = next_person.begun(talk, reading)
    if another is not None:
        return another
    reading = next_person.as_helped(talk, reading)
    flow = named(talk, reading)
    if flow is not None:
        about = talk.world.flows.flows[flow.flow].benefit
        if about is not None and top(talk) is None:
            talk = replace(talk, state=replace(talk.state, benefit=about))
        return settle(paused.take_up_same(understood(talk), flow) or short.opened(understood(talk), flow))
    begun = earlier.gone_back(talk, reading)
    if begun is not None:
        return settle(understood(begun))
    had = (
        received.taken_back(talk, reading)
        or received.received(talk, reading)
        or certified.certified(talk, reading)
        or sees_to_it.told(talk, reading)
        or after_call.told(talk, reading)
        or after_call.told_more(talk, reading)
        or retold.told_again(talk, reading)
    )
    if had is not None:
        return had
    reading = sense.taken(talk, reading)
    if feelings.only_felt(talk, reading) and not alarm.holds_what_is_asked(talk, reading):
        return settle(aside(talk))
    talk = misread.wrong_besides(talk, reading)
    again = asking.followed(talk, reading)
    if again is not reading and not alarm.holds_what_is_asked(talk, reading):
        return _act(talk, again)
    return answered(talk, reading) or _act(talk, recognised(talk, again))


def _act(talk: Talk, reading: Reading) -> Talk:
    frame = top(talk)
    reading = sense.awaited(talk, reading)
    talk, reading = waiting.put_by(talk, reading)
    if frame is None and outset.takes_the_offer(talk, reading):
        return outset.look(talk, reading)
    disaster = relieved.over(talk, reading) if reading.act is not Act.APPLY else None
    if disaster is not None:
        return settle(understood(wishes.learn(disaster, passing.mentioned(talk, reading))))
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
            frame is None and reading.confidence < _outside(reading) and outset.hardship(talk, reading)
        ):
            return outset.hear(talk, reading)
        case Act.OUT_OF_SCOPE:
            return settle(say(aside(talk), Reply(phrase="out_of_scope", values=gaps(talk, frame))))
        case wish if wish in WISHES:
            followed = wishes.follow(kept_for_later(understood(talk), reading), reading)
            return settle(waiting.answered_besides(followed))
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
    alone = answering.age_by_itself(talk, frame, reading) or own_name.by_itself(talk, frame, reading)
    if alone is not None:
        return settle(understood(alone))
    if passing.mentioned(talk, reading) or repair.tells(reading):
        before = understood(talk)
        after = _told_in_passing(before, frame, reading)
        if after is not before:
            return settle(after)
        if question is not None and passing.known_already(talk, frame, reading):
            return settle(say(before, Reply(phrase="known_already", values=gaps(talk, frame))))
    if misread.was_told(talk):
        return settle(understood(talk))
    if reading.act is Act.AFFIRM and talk.state.misses < _AGREED and question is not None:
        # “All right” agrees to be asked: the question comes again, in plainer words.
        misses = talk.state.misses + 1
        return settle(replace(talk, state=replace(talk.state, misses=misses), wording=misses))
    return settle(repair.not_understood(talk, reading))


def _told_in_passing(talk: Talk, frame: Frame, reading: Reading) -> Talk:
    """A fact nobody just asked for: new ones are kept, and one that differs from before corrects it."""
    kinds = {value.kind for value in reading.values} - {"relation"}
    of_person = {q.kind for q in questions_of(talk, frame).values() if q.of_person}
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
    if question is not None and not question.explicit and answer_value.takes(question, reading):
        return settle(answering.take(understood(talk), frame, question, reading))
    years = answering.age_by_itself(talk, frame, reading)
    if years is not None:
        return settle(understood(years))
    # “No savings” answers another question than the one that is open.
    before = understood(talk)
    kept = passing.keep_mentioned(before, reading) if passing.mentioned(talk, reading) else before
    if kept is not before:
        return settle(kept)
    if reading.act is Act.CORRECT:
        return settle(say(understood(talk), Reply(phrase="correct_what", values=gaps(talk, frame))))
    return settle(repair.not_understood(talk, reading))
