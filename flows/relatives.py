"""An answer about the relatives of the person it is for: whoever it names is one of them, and not whom it is for."""

from __future__ import annotations

from dataclasses import replace

from flows.talk import Talk, answers_of, open_question, top
from flows.while_asked import ASKING
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_OF_THE_TALK = frozenset(
    {Act.CORRECT, Act.BACK, Act.REPEAT, Act.REPHRASE, Act.WHY, Act.PAUSE, Act.RESUME, Act.CANCEL, Act.HUMAN}
)
"""What is said about the conversation, or about an earlier answer."""

_ANSWERS = frozenset({Act.AFFIRM, Act.DENY, Act.SKIP, Act.CHOOSE})


def spoken_of(talk: Talk, reading: Reading) -> Reading:
    """Take whoever is named where the relatives are asked about for one of them: “the daughter is on dibao herself”.

    Whoever says for whom it is, or what is wrong, speaks of something else.
    """
    question, frame = open_question(talk), top(talk)
    if question is None or frame is None or not question.of_relatives or reading.act in _OF_THE_TALK:
        return reading
    whose, words = answers_of(talk, frame).get("who_for"), normalise(reading.text).text
    flows = talk.world.flows
    if whose is None or reading.subject is None or words.startswith(flows.words.get("for_whom", ())):
        return reading
    if reading.act in ASKING and flows.says("asks", words):
        return reading
    theirs = tuple(v for v in reading.values if v.kind != "relation" and v.whose in ("", whose.value))
    said = reading.act if reading.act in _ANSWERS else Act.INFORM
    return replace(reading, act=said, subject=None, values=theirs, benefit=None, benefits=(), also=())
