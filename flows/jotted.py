"""What somebody tells besides in a flow that a caseworker will read is written down for them in the person's own words.

Whoever is asked the name and says when they are at home has told something of use, though nothing that was asked.
"""

from __future__ import annotations

from dataclasses import replace

from flows import short
from flows.another import names
from flows.answer_value import may_be_age
from flows.question import Question
from flows.state import Frame
from flows.talk import Talk, answers_of, flow_of, open_question, put_answers, told, top
from flows.while_asked import ASKING
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise
from nlu.values.having import had
from nlu.values.numbers import number

_LONGEST = 2000

_OF_ITS_OWN = 0.9
"""Below this probability words that ask nothing are told besides, whatever wish they sound like."""

_SHORTEST = 3
"""Characters of words that tell something."""

_CHOSEN = ("choice", "yes_no")

_YES_OR_NO = frozenset({Act.AFFIRM, Act.DENY})

_HARDLY = 0.8
"""Below this probability words of some length that hold no choice, yes or no are no turn of the talk."""

_TURNS = frozenset({Act.WHY, Act.CANCEL, Act.PAUSE, Act.RESUME, Act.BACK, Act.APPLY, Act.OUT_OF_SCOPE})
"""What people who are telling something are taken for by mistake; of a choice, also for a yes or a no."""

_LONGER = 4
"""Characters of words that only sound like a turn of the talk."""

_NAME = 8
"""Characters of the name of a benefit that stands alone."""

_POLITE = ("thanking", "leaving", "calling")
"""The lists of words that are small talk and tell nothing."""


def is_read(talk: Talk, frame: Frame | None) -> bool:
    """Tell whether a caseworker will read what is said in a flow, beside its answers."""
    return frame is not None and frame.draft is None and short.rings(flow_of(talk, frame))


def jot(talk: Talk, frame: Frame, reading: Reading) -> Talk:
    """Add a message to the words that began a flow; a place in it is where the caseworkers look for the person."""
    answers = answers_of(talk, frame)
    before = f"{answers[short.OPENING].value}\n" if short.OPENING in answers else ""
    whole = told(talk, f"{before}{reading.text}"[:_LONGEST], asked=False)
    talk = put_answers(talk, frame, {**answers, short.OPENING: whole})
    if reading.region is None:
        return talk
    here = told(talk, reading.region, asked=False)
    return replace(talk, state=replace(talk.state, loose={**talk.state.loose, "place": here}))


def besides(talk: Talk, reading: Reading) -> Reading:
    """Take “at home”, “tomorrow morning at home” for something told, where words are asked for that will be read."""
    question = open_question(talk)
    if question is None or not is_read(talk, top(talk)):
        return reading
    words, flows = normalise(reading.text).text, talk.world.flows
    told = flows.shows("told_of_before", words) or _tells_what_is_had(talk, question, words)
    if question.kind == "yes_no" and reading.act in _YES_OR_NO and told:
        # “It always came before” is no yes to what is to be done now, and “I have no work” no no.
        return replace(reading, act=Act.INFORM, values=tuple(v for v in reading.values if v.kind != "yes_no"))
    if _sounds_like_a_turn(talk, question, reading, words):
        told_only = tuple(value for value in reading.values if value.kind != "yes_no")
        return replace(reading, act=Act.INFORM, benefit=None, benefits=(), also=(), values=told_only)
    if question.kind in _CHOSEN and _in_a_word(talk, question, reading, words):
        told_only = tuple(value for value in reading.values if value.kind != "choice")
        return replace(reading, act=Act.INFORM, benefit=None, benefits=(), also=(), values=told_only)
    if reading.confidence >= _OF_ITS_OWN:
        return reading
    # What is no name and no number tells something; what is none of the choices may have been meant for one.
    vague = reading.act is Act.UNCLEAR and question.kind not in _CHOSEN and len(words) >= _SHORTEST
    if flows.says("asks", words) or flows.says("wants", words):
        return reading
    chats = reading.act is Act.SMALLTALK and not any(flows.says(name, words) for name in _POLITE)
    asks = reading.act in ASKING and reading.benefit is None
    if not chats and not asks and not vague:
        return reading
    # What such words are guessed to be about is none that they name.
    return replace(reading, act=Act.INFORM, benefit=None, benefits=(), also=())


def _tells_what_is_had(talk: Talk, question: Question, words: str) -> bool:
    what = had(words)
    return bool(what) and not names(talk, question, what)


def _in_a_word(talk: Talk, question: Question, reading: Reading, words: str) -> bool:
    """Tell whether a message is no more than the name of a benefit, or a number that may be an age.

    So somebody tells bit by bit which money it is about, and whose.
    """
    chosen = reading.value("choice")
    if len(words) > _NAME or (chosen is not None and chosen.value is not None):
        return False
    years = number(words)
    if years is not None:
        return may_be_age(years)
    # What only looks like a choice where there is none but yes and no: the short name of a benefit.
    named = reading.act is Act.CHOOSE and question.kind == "yes_no"
    named = named or bool(talk.world.policies.named_in(words))
    asks = talk.world.flows.says("asks", words) or talk.world.flows.says("wants", words)
    return named and not asks and reading.act in (*ASKING, Act.UNCLEAR, Act.CHOOSE)


def _sounds_like_a_turn(talk: Talk, question: Question, reading: Reading, words: str) -> bool:
    """Tell whether “I filled in the number” after “did you pay?” only sounds a little like the wish to stop."""
    turns = _TURNS | _YES_OR_NO if question.kind == "choice" else _TURNS
    if question.kind not in _CHOSEN or reading.act not in turns or reading.confidence >= _HARDLY:
        return False
    if len(words) < _LONGER or reading.value("choice") is not None or reading.value("yes_no") is not None:
        return False
    flows = talk.world.flows
    return not flows.says("asks", words) and not flows.shows("to_be_done", words)
