"""Somebody outside the family who is in need: told of without a wish, or asked about as “what can be done?”."""

from __future__ import annotations

from dataclasses import replace

from flows import members
from flows.overheard import overheard
from flows.talk import Talk, top
from nlu.acts import Act
from nlu.reading import Reading

_TROUBLE = "report_trouble"

_REPORTS = 0.1
"""From this probability on, a question what can be done for a neighbour in trouble reports the neighbour."""

_ASKS = frozenset({Act.ASK_POLICY, Act.CHECK_ELIGIBILITY, Act.OUT_OF_SCOPE})


def told_of(talk: Talk, reading: Reading) -> bool:
    """Tell whether somebody outside the family is told of who is in need, though nothing is wished."""
    trouble = talk.world.flows.questions.get(_TROUBLE)
    if trouble is None or reading.subject not in members.NO_RELATIVES:
        return False
    return bool(overheard(talk, (trouble,), reading.text))


def asked_about(talk: Talk, reading: Reading) -> Reading:
    """Take “an old man in our village fell and nobody looks after him, what can be done?” for a report of him."""
    if reading.act not in _ASKS or reading.benefit is not None or top(talk) is not None:
        return reading
    reports = any(g.name == Act.REPORT_OTHER and g.confidence >= _REPORTS for g in reading.acts)
    return replace(reading, act=Act.REPORT_OTHER) if reports and told_of(talk, reading) else reading
