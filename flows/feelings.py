"""Words a heavy message is met with before its business is dealt with: somebody died, somebody can hardly go on.

Each is said once in a conversation; the business goes on after it in the same turn.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.outcome import Reply
from flows.speaking import gaps
from flows.talk import Talk, first_time, said_once, say, top
from nlu.acts import WISHES, Act, Risk
from nlu.reading import Reading
from nlu.text import normalise

DISASTER = "disaster"
"""The cue of a fire, a flood and their like."""

MOURNING, LONG_AGO, DIED = "mourning", "long_ago", "died"
MOURNED = "sorry_for_loss"
"""What is said to one who mourns; nothing is offered to be applied for after it."""

_BUSINESS = WISHES - {Act.SMALLTALK, Act.OUT_OF_SCOPE, Act.COMPLAIN}


def met(talk: Talk, reading: Reading) -> Talk:
    """Say first what a person who listens would say first."""
    for phrase in _felt(talk, reading):
        if first_time(talk, phrase):
            talk = say(said_once(talk, phrase), Reply(phrase=phrase, values=gaps(talk, top(talk))))
    return talk


def only_felt(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message that was met holds nothing else to deal with."""
    return bool(talk.replies) and reading.act not in _BUSINESS


def _felt(talk: Talk, reading: Reading) -> Iterator[str]:
    if mourns(talk, reading):
        yield MOURNED
    if any(danger.risk is Risk.DISTRESS for danger in reading.dangers):
        yield "sorry_it_is_hard"


def tells_of_a_death(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message says that somebody of the family died, however long ago."""
    return talk.world.flows.shows(DIED, normalise(reading.text).text)


def mourns(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message says that somebody of the family died lately."""
    text, flows = normalise(reading.text).text, talk.world.flows
    return flows.shows(MOURNING, text) and not flows.shows(LONG_AGO, text)
