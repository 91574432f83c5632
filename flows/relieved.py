"""After words of danger the people turn out to be safe: be relieved with them, and go on to what was lost.

Only a fire, a flood and their like leave things lost; after any other danger relief is all there is to say. A disaster
that is over is first heard so: should somebody be hurt, the number; then whether to apply for relief.
"""

from __future__ import annotations

from dataclasses import replace

from flows.feelings import DISASTER, LONG_AGO
from flows.members import NO_RELATIVES
from flows.outcome import Reply
from flows.speaking import gaps
from flows.stack import push
from flows.state import Frame
from flows.talk import Talk, say, top
from nlu.acts import WISHES, Act, Risk
from nlu.reading import Danger, Reading, Value
from nlu.text import normalise

FLOW = "after_disaster"
_SAFE = "people_safe"
_BENEFIT = "linshi_jiuzhu"

_PAST = "disaster_past"
_GONE = "things_gone"
_OVER_READ_AS = frozenset({Act.INFORM, Act.UNCLEAR, Act.OUT_OF_SCOPE, Act.QUERY_PROGRESS, Act.COMPLAIN})
"""What a disaster that is over is read as by whoever asks for nothing yet."""

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
    return talk.state.alarmed > 0 or _asks(talk)


def relieved(talk: Talk, reading: Reading) -> Talk:
    """Say that this is good to hear, and ask whether to apply for relief where things were lost."""
    lost = _lost(talk, reading)
    talk = replace(talk, state=replace(talk.state, alarmed=0, feared=""), digressed=False)
    talk = say(talk, Reply(phrase="people_are_safe", values=gaps(talk, None), urgent=True))
    if _applies(talk) and not _asks(talk):
        return say(talk, Reply(phrase="relief_goes_on", values=gaps(talk, None)))
    return push(talk, _frame(talk)) if lost and not _asks(talk) else talk


def over(talk: Talk, reading: Reading) -> Talk | None:
    """Hear of a disaster in the household that is over, and ask whether to apply for relief; None for anything else."""
    words, flows = normalise(reading.text).text, talk.world.flows
    told = flows.shows(DISASTER, words) and not (flows.shows(LONG_AGO, words) or flows.shows(_PAST, words))
    sure = reading.act not in (*_OVER_READ_AS, Act.APPLY) or (
        reading.act in WISHES and reading.confidence >= _PLAINLY
    )
    if sure or not told or flows.says("asks", words) or reading.subject in NO_RELATIVES or talk.state.frames:
        return None
    safe = flows.shows(_SAFE, words)
    talk = say(talk, Reply(phrase="people_are_safe" if safe else "disaster_heard", values=gaps(talk, None)))
    return push(talk, _frame(talk))


def things_lost(talk: Talk, reading: Reading, danger: Danger | None) -> bool:
    """Tell whether “everything in the house is gone” goes on telling of a disaster, and is no word of hunger."""
    feared = danger is not None and danger.risk is Risk.EMERGENCY and danger.confidence < 1
    return feared and _asks(talk) and talk.world.flows.shows(_GONE, normalise(reading.text).text)


def lost_things(talk: Talk, reading: Reading) -> Reading:
    """Take “everything burnt, the papers too”, where relief is offered, for a yes, whatever wish it sounds like."""
    words = normalise(reading.text).text
    if not _asks(talk) or reading.act in (Act.AFFIRM, Act.DENY, Act.CHOOSE, Act.CANCEL, Act.PAUSE):
        return reading
    if reading.confidence >= _PLAINLY or not talk.world.flows.shows(_GONE, words):
        return reading
    yes = Value(kind="yes_no", value="yes", start=0, end=len(reading.text))
    return replace(reading, act=Act.AFFIRM, benefit=None, benefits=(), also=(), values=(yes, *reading.values))


def _asks(talk: Talk) -> bool:
    """Tell whether relief after a disaster is what is being asked about."""
    frame = top(talk)
    return frame is not None and frame.flow == FLOW


def _frame(talk: Talk) -> Frame:
    return Frame(flow=FLOW, release=talk.world.flows.release, benefit=_BENEFIT)


def _lost(talk: Talk, reading: Reading) -> bool:
    words = normalise(f"{talk.state.feared}\n{talk.state.before}\n{reading.text}").text
    return talk.world.flows.shows(DISASTER, words)


def _applies(talk: Talk) -> bool:
    """Tell whether relief is being applied for already."""
    frame = top(talk)
    return frame is not None and frame.benefit == _BENEFIT
