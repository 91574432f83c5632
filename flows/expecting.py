"""Say what the next message is expected to hold: an answer to the open question, a yes or no, or a choice."""

from __future__ import annotations

from flows import repair, suggested
from flows.question import MENU
from flows.speaking import options
from flows.state import State
from flows.talk import begin, doubted, open_question, requested, top
from flows.world import World
from nlu.reading import Expecting


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
    asked = state.offered == MENU
    return Expecting(kind="choice", options=world.flows.questions[MENU].options, asked=asked)
