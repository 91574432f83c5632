"""After words of danger the people turn out to be safe: be relieved with them, and go on to what was lost.

Only a fire, a flood and their like leave things lost; after any other danger relief is all there is to say.
"""

from __future__ import annotations

from dataclasses import replace

from flows.outcome import Reply
from flows.safety import DISASTER
from flows.speaking import gaps
from flows.stack import push
from flows.state import Frame
from flows.talk import Talk, say, top
from nlu.acts import WISHES, Act, Risk
from nlu.reading import Danger, Reading
from nlu.text import normalise

FLOW = "after_disaster"
_SAFE = "people_safe"
_BENEFIT = "linshi_jiuzhu"

_GOES_ON = WISHES - {Act.APPLY, Act.COMPLAIN, Act.SMALLTALK, Act.OUT_OF_SCOPE, Act.REPORT_OTHER}
"""Wishes of something else, which are served themselves."""

_PLAINLY = 0.9
"""From this probability on a message wishes it, and does not only sound like one who has lost everything."""


def people_are_safe(talk: Talk, reading: Reading, danger: Danger | None) -> bool:
    """Tell whether a message says, of an emergency told in it or just before, that nobody came to harm."""
    goes_on = reading.act in _GOES_ON and reading.confidence >= _PLAINLY
    if goes_on or not talk.world.flows.shows(_SAFE, normalise(reading.text).text):
        return False
    if danger is not None:
        return danger.risk is Risk.EMERGENCY and _lost(talk, reading)
    return talk.state.alarmed > 0


def relieved(talk: Talk, reading: Reading) -> Talk:
    """Say that this is good to hear, and ask whether to apply for relief where things were lost."""
    lost = _lost(talk, reading)
    talk = replace(talk, state=replace(talk.state, alarmed=0, feared=""), digressed=False)
    talk = say(talk, Reply(phrase="people_are_safe", values=gaps(talk, None), urgent=True))
    if _applies(talk):
        return say(talk, Reply(phrase="relief_goes_on", values=gaps(talk, None)))
    if not lost:
        return talk
    return push(talk, Frame(flow=FLOW, release=talk.world.flows.release, benefit=_BENEFIT))


def _lost(talk: Talk, reading: Reading) -> bool:
    words = normalise(f"{talk.state.feared}\n{talk.state.before}\n{reading.text}").text
    return talk.world.flows.shows(DISASTER, words)


def _applies(talk: Talk) -> bool:
    """Tell whether relief is being applied for already."""
    frame = top(talk)
    return frame is not None and frame.benefit == _BENEFIT
