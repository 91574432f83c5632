"""The name of whoever writes, told before it was said for whom it is: it counts once that is themselves."""

from __future__ import annotations

from dataclasses import replace

from flows.answer_value import BY_ITSELF, typed
from flows.outcome import Reply
from flows.speaking import gaps
from flows.spoken import listed
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, put_in_doubt, say, told
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import letters_only, normalise
from nlu.values.name import is_name
from nlu.values.owner import SELF

NAME = "name"
"""The question that asks for the name."""

_TOLD = 0.4
"""From this probability on a bare word is something told."""

_LONG = 3
"""Characters of most names; shorter words are too often something else."""

_KEPT = "own_name"
"""Stands for it among what was told before any draft, until the next draft begins."""


def kept(talk: Talk, frame: Frame, reading: Reading) -> Talk:
    """Keep the writer's own name, and read it back, while it is not known for whom it is."""
    name = next((v for v in reading.values if v.kind == NAME and v.whose == SELF and v.value), None)
    asked = NAME in talk.world.flows.questions and "who_for" not in answers_of(talk, frame)
    if name is None or name.needs_confirm or not asked:
        return talk
    own = told(talk, typed(name), asked=False, words=reading.text[name.start : name.end])
    talk = replace(talk, state=replace(talk.state, loose={**talk.state.loose, _KEPT: own}))
    filled = {**gaps(talk, frame), "items": listed(talk, {NAME: own})}
    return say(talk, Reply(phrase="noted", values=filled, release=frame.release))


def by_itself(talk: Talk, frame: Frame, reading: Reading) -> Talk | None:
    """Ask whether a bare name, told before it was asked for, is the person's; None where it is none, or none is needed.

    Only words that are read as something told may be one: an illness is no name.
    """
    words = letters_only(normalise(reading.text).text)
    leading = reading.acts[0] if reading.acts else None
    told_so = leading is not None and leading.name == Act.INFORM and leading.confidence >= _TOLD
    if reading.act is not Act.UNCLEAR or reading.values or not told_so or talk.state.doubt is not None:
        return None
    asked = frame.draft is not None and NAME in talk.world.flows_of(frame.release).asked_in(frame.flow)
    if not asked or NAME in answers_of(talk, frame) or len(words) != _LONG or not is_name(words):
        return None
    return put_in_doubt(talk, frame, NAME, told(talk, words, asked=True), BY_ITSELF)


def of_oneself(talk: Talk, answers: Answers) -> Answers:
    """Return the name as an answer, where what is answered is for whoever writes."""
    own, whose = talk.state.loose.get(_KEPT), answers.get("who_for")
    return {NAME: own} if own is not None and whose is not None and whose.value == SELF else {}
