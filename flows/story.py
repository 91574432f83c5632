"""In a story that is told (a complaint, a report, “what happened?”), take words that could be a wish for more of it."""

from __future__ import annotations

from dataclasses import replace

from flows import answer_value
from flows.talk import Talk, flow_of, open_question, top
from flows.while_asked import ASKING
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.said import WHOLE_MESSAGE
from nlu.text import letters_only, normalise

_LONG = 12
"""Characters over which the answer to “what happened?” is a story."""

_OF_ITS_OWN = 0.8
"""Below this probability a wish in the middle of a complaint may be part of it."""

_ALSO_COMPLAINS = 0.1
"""From this probability on, words in the middle of a complaint that sound like the wish to apply go on complaining."""

_TOLD_AT_LENGTH = frozenset({Act.COMPLAIN.value, Act.REPORT_OTHER.value})

_TELLS = frozenset({Act.COMPLAIN, Act.REPORT_OTHER, Act.QUERY_PROGRESS, Act.SKIP, Act.DENY, Act.AFFIRM})
"""What a story reads as when its teller repeats a wish, or says what was forgotten, refused or agreed to in it."""

_SOME_WORDS = 4
"""Characters from which words that answer nothing tell something."""

_MORE_WORDS = 5
"""Characters from which words that nobody understood do."""


def going_on(talk: Talk, reading: Reading) -> Reading:
    """Take what hardly sounds like a wish of its own, in the middle of a complaint or a report, for more of it."""
    frame = top(talk)
    if frame is None or frame.draft:
        return reading
    flow = flow_of(talk, frame)
    if not flow.triggers or flow.triggers[0].intent not in _TOLD_AT_LENGTH:
        return reading
    told = Act(flow.triggers[0].intent)
    if _gives_up(talk, reading):
        return replace(reading, act=Act.CANCEL, also=())
    if _argues(talk, reading) or _names_the_matter(talk, reading):
        return replace(reading, act=told, also=())
    asks = talk.world.flows.says("asks", reading.text)
    if (_hardly_asks(reading) or _tells_more(talk, reading)) and not asks:
        # What is told is no wish to be taken up later.
        return replace(reading, act=told, also=())
    return replace(reading, act=told, also=()) if _sounds_also(reading, told) else reading


def _gives_up(talk: Talk, reading: Reading) -> bool:
    """Tell whether “never mind”, where one of several is to be chosen, says that nothing more will be said."""
    question, said = open_question(talk), letters_only(normalise(reading.text).text)
    return question is not None and question.kind == "choice" and said in talk.world.flows.words["gives_up"]


def _argues(talk: Talk, reading: Reading) -> bool:
    """Tell whether “why do we get none?” goes on arguing, and does not ask why something is asked."""
    return reading.act is Act.WHY and talk.world.flows.shows("argues", normalise(reading.text).text)


def _names_the_matter(talk: Talk, reading: Reading) -> bool:
    """Tell whether “it was about the allowance” only says what the story is about."""
    return reading.act is Act.APPLY and talk.world.flows.shows("names_matter", normalise(reading.text).text)


def _sounds_also(reading: Reading, told: Act) -> bool:
    """Tell whether a wish to apply is as well a complaint: “they will not let me apply” names what was refused."""
    guesses = (*reading.acts, *reading.also)
    heard = any(guess.name == told and guess.confidence >= _ALSO_COMPLAINS for guess in guesses)
    return reading.act is Act.APPLY and heard


def _hardly_asks(reading: Reading) -> bool:
    return reading.act in ASKING and reading.confidence < _OF_ITS_OWN


def _tells_more(talk: Talk, reading: Reading) -> bool:
    """Tell whether words of some length answer nothing and are about nothing else: the story goes on."""
    question = open_question(talk)
    least = _MORE_WORDS if reading.act is Act.UNCLEAR else _SOME_WORDS
    if question is None or question.kind in WHOLE_MESSAGE or len(reading.text) < least:
        return False
    other = reading.act is Act.COMPLAIN and reading.confidence < _OF_ITS_OWN
    return (other or reading.act in (Act.UNCLEAR, Act.INFORM)) and not answer_value.takes(question, reading)


def story(talk: Talk, reading: Reading) -> Reading:
    """Take a long message after “what happened?” for the answer, though it complains, reports, or tells of a “no”."""
    question = open_question(talk)
    if question is None or question.kind != "text" or reading.act not in _TELLS or len(reading.text) <= _LONG:
        return reading
    whole = Value(kind="text", value=reading.text, start=0, end=len(reading.text))
    return replace(reading, act=Act.INFORM, values=(whole, *reading.values), also=())
