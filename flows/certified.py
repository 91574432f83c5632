"""“The certification was done already”: no wish for one.

Whoever looks for money that did not come is told that it is written down for the person who looks; nobody else is
sent through a certification that they have behind them.
"""

from __future__ import annotations

from dataclasses import replace

from flows import answer_value, answering, jotted
from flows.outcome import Reply
from flows.question import Question
from flows.rather import CERTIFICATION, CERTIFY
from flows.settle import settle
from flows.speaking import gaps
from flows.stack import pop
from flows.state import Frame
from flows.talk import Talk, answers_of, aside, open_question, say, top, understood
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.text import normalise

_LONGEST = 30
"""Characters up to which a message that says it was done says little else."""

_OTHER_MATTERS = frozenset({Act.QUERY_PROGRESS, Act.COMPLAIN, Act.APPLY, Act.HUMAN, Act.REPORT_OTHER})


def certified(talk: Talk, reading: Reading) -> Talk | None:
    """Keep that a certification was done; None where a message says no such thing, or asks something of it."""
    words, flows = normalise(reading.text).text, talk.world.flows
    if len(words) > _LONGEST or reading.act in _OTHER_MATTERS or flows.shows("certified_asks", words):
        return None
    frame, question = top(talk), open_question(talk)
    spoken_of = talk.state.benefit == CERTIFICATION or (frame is not None and frame.flow == CERTIFY)
    if not flows.shows("certified", words) and not (spoken_of and flows.shows("done_already", words)):
        return None
    if frame is not None and frame.flow == CERTIFY:
        return settle(say(aside(pop(talk)), _said(talk, "certified_already", frame)))
    if frame is None or question is None:
        return say(understood(talk), _said(talk, "certified_already", None))
    if answer_value.takes(question, reading):
        return None
    return settle(_kept(talk, frame, question, reading))


def _kept(talk: Talk, frame: Frame, question: Question, reading: Reading) -> Talk:
    """Keep it for the person who reads along, as the story itself where that is asked for; else only hear it."""
    if not jotted.is_read(talk, frame):
        return say(aside(talk), _said(talk, "certified_already", frame))
    if question.kind == "text" and question.id not in answers_of(talk, frame):
        whole = Value(kind="text", value=reading.text, start=0, end=len(reading.text))
        told = replace(reading, act=Act.INFORM, values=(whole, *reading.values))
        return answering.take(understood(talk), frame, question, told)
    return say(jotted.jot(aside(talk), frame, reading), _said(talk, "certified_jotted", frame))


def _said(talk: Talk, phrase: str, frame: Frame | None) -> Reply:
    return Reply(phrase=phrase, values=gaps(talk, frame))
