"""Somebody outside the family who is in need: told of without a wish, or asked about as “what can be done?”."""

from __future__ import annotations

from dataclasses import replace

from flows import members
from flows.overheard import overheard
from flows.state import Frame
from flows.talk import Talk, answers_of, top
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise

_TROUBLE = "report_trouble"

_REPORTS = 0.05
"""From this probability on, a question what can be done for a neighbour in trouble reports the neighbour."""

_ASKS = frozenset({Act.ASK_POLICY, Act.CHECK_ELIGIBILITY, Act.OUT_OF_SCOPE})

_GOES_ON = frozenset({Act.INFORM, Act.UNCLEAR, Act.CHOOSE, Act.ASK_POLICY, Act.COMPLAIN, Act.CORRECT})


def _of_the_family(talk: Talk, frame: Frame) -> bool:
    whose = answers_of(talk, frame).get("who_for")
    return whose is not None and whose.value not in members.NO_RELATIVES


def told_of(talk: Talk, reading: Reading) -> bool:
    """Tell whether somebody outside the family is told of who is in need, though nothing is wished."""
    trouble = talk.world.flows.questions.get(_TROUBLE)
    if trouble is None or reading.subject not in members.NO_RELATIVES:
        return False
    return bool(overheard(talk, (trouble,), reading.text))


def another(talk: Talk, reading: Reading) -> Reading:
    """Take “the second is Grandma Zhang, who cannot see”, after a report was taken, for the next report."""
    if reading.act not in _GOES_ON or top(talk) is not None:
        return reading
    reported = any(case.kind == "report" for case in talk.world.cases)
    shown = talk.world.flows.shows("another_in_need", normalise(reading.text).text)
    return replace(reading, act=Act.REPORT_OTHER) if reported and shown else reading


def asked_about(talk: Talk, reading: Reading) -> Reading:
    """Take “an old man in our village fell and nobody looks after him, what can be done?” for a report of him."""
    frame = top(talk)
    if reading.act not in _ASKS or reading.benefit is not None:
        return reading
    if frame is not None and not (frame.draft and _of_the_family(talk, frame)):
        return reading
    words = normalise(reading.text).text
    reports = talk.world.flows.shows("asks_to_report", words) or any(
        g.name == Act.REPORT_OTHER and g.confidence >= _REPORTS for g in reading.acts
    )
    return replace(reading, act=Act.REPORT_OTHER) if reports and told_of(talk, reading) else reading
