"""Danger before anything else: what certain danger, danger that is only feared, and words after it call for.

What the open question or the flow itself asks about is an answer to it before it is a cause for fear.
"""

from __future__ import annotations

from dataclasses import replace

from flows import relieved, safety, short, staying, wishes
from flows.feelings import mourns
from flows.flow import Flow
from flows.named import named
from flows.settle import settle
from flows.stack import push
from flows.talk import Talk, aside, flow_of, open_question, top, understood
from nlu.acts import Act, Risk
from nlu.heard import MODEL
from nlu.reading import Danger, Reading
from nlu.text import normalise


def attended(talk: Talk, reading: Reading) -> tuple[Talk, bool]:
    """Do what a message's danger calls for; tell whether that is all there is to do in this turn.

    While a person holds the conversation nothing but certain danger is answered.
    """
    danger = _of_whom(talk, reading, safety.gravest(reading))
    if talk.world.held_by is None and relieved.people_are_safe(talk, reading, danger):
        return settle(relieved.relieved(understood(talk), reading)), True
    if (
        danger is not None
        and safety.is_certain(danger)
        and not _asks_for_what_is_heard(talk, reading, danger)
    ):
        return _with_the_wish(understood(safety.answer_danger(talk, danger, reading)), reading), True
    if talk.world.held_by is not None:
        return talk, True
    if talk.state.alarmed < 0:
        followed = safety.after_asking(talk, reading, danger)
        if followed is not None:
            return understood(followed), True
    if danger is not None:
        talk, done = _feared_or_warned(talk, reading, danger)
        if done:
            return talk, True
    if talk.state.alarmed > 0 and staying.still_speaks_of_it(talk, reading, open_question(talk)):
        return staying.stay(understood(talk), reading), True
    digressed = talk.digressed or talk.state.alarmed > 0
    return replace(talk, state=replace(talk.state, alarmed=0, feared=""), digressed=digressed), False


def _feared_or_warned(talk: Talk, reading: Reading, danger: Danger) -> tuple[Talk, bool]:
    """Ask gently about a danger that is feared, or warn of one that threatens nobody's life."""
    own = _about_own_data(talk, danger, reading) or _accuses(talk, danger, reading)
    asked = own or (danger.risk is Risk.EMERGENCY and _asks_itself(talk, reading))
    # “Only me is left” after “how many are you?” is an answer before it is a cause for fear.
    asked |= danger.risk is not Risk.CRISIS and holds_what_is_asked(talk, reading)
    asked |= relieved.things_lost(talk, reading, danger)
    if safety.is_feared(danger) and not talk.state.alarmed and not asked:
        if not safety.leaves_room(danger, reading):
            return understood(safety.ask_gently(talk, danger)), True
        if not _mourned(talk, reading, danger):
            talk = safety.care(talk, danger)
    # What only the model hears in the answer to a question is the answer.
    answers = danger.rule == MODEL and holds_what_is_asked(talk, reading)
    warned = talk.world.flows.started_by(danger.risk.value, None)
    if danger.risk in safety.WARNS and not (own or answers or _tells_it(talk, warned)):
        if warned is not None and top(talk) is None:
            return settle(push(understood(talk), short.frame(talk, warned, reading, None))), True
        return settle(aside(safety.answer_danger(talk, danger, reading))), True
    return talk, False


def _mourned(talk: Talk, reading: Reading, danger: Danger) -> bool:
    """Tell whether one whose mother died and who asks what to do only sounds to the model like a child left alone."""
    return danger.rule == MODEL and danger.risk is Risk.MINOR and mourns(talk, reading)


def _of_whom(talk: Talk, reading: Reading, danger: Danger | None) -> Danger | None:
    """Take a child in danger whom the model alone hears, where somebody in a home is told of, for that one's danger."""
    if danger is None or danger.rule != MODEL or danger.risk is not Risk.MINOR:
        return danger
    old = talk.world.flows.shows("somebody_old", normalise(reading.text).text)
    return replace(danger, risk=Risk.EMERGENCY) if old else danger


def _accuses(talk: Talk, danger: Danger, reading: Reading) -> bool:
    """Tell whether “they have a car and are on dibao” complains of somebody, and asks for nobody's data."""
    shown = talk.world.flows.shows("accuses", normalise(reading.text).text)
    return danger.risk is Risk.PRIVACY and reading.act is Act.COMPLAIN and shown


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
    here = flow_of(talk, frame) if frame is not None else None
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


def holds_what_is_asked(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message holds a value of the kind that is asked for."""
    question = open_question(talk)
    return question is not None and reading.value(question.kind) is not None
