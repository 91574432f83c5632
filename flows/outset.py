"""A message while no flow is open: an opening choice, an answer to a caseworker, facts about someone, small words."""

from __future__ import annotations

from dataclasses import replace

from flows import answering, asides, passing, repair, wishes
from flows.flow import MENU
from flows.outcome import Reply, TellCase
from flows.overheard import overheard
from flows.settle import settle
from flows.speaking import gaps, listed
from flows.talk import Talk, order, requested, say, understood
from flows.topic import NEEDS_BENEFIT
from nlu.acts import Act
from nlu.reading import Reading

_TROUBLE = "report_trouble"
_HINT = 0.05
"""A wish of this probability is looked for behind facts told together with a benefit's name."""


def hear(talk: Talk, reading: Reading) -> Talk:
    """Follow an opening choice or the wish behind told facts, give an answer to its caseworker, or ask better."""
    chosen, request = reading.value("choice"), requested(talk)
    if chosen is not None and any(o.id == chosen.value for o in talk.world.flows.questions[MENU].options):
        return settle(wishes.follow(understood(talk), replace(reading, act=Act(str(chosen.value)))))
    if request is not None and reading.text.strip():
        talk = order(understood(talk), TellCase(number=request, words=reading.text))
        return say(talk, Reply(phrase="request_answered", values={**gaps(talk, None), "number": request}))
    behind = Act.REPORT_OTHER if _tells_of_trouble(talk, reading) else _wish_behind(reading)
    if behind is not None:
        return settle(wishes.follow(understood(talk), replace(reading, act=behind)))
    found = passing.mentioned(talk, reading)
    if found:
        talk = wishes.learn(understood(talk), found)
        values = {**gaps(talk, None), "items": listed(talk, found)}
        return say(talk, Reply(phrase="noted_what_next", values=values), repair.menu(talk))
    if not reading.text.strip():
        return wishes.greet(talk)
    if reading.act in (Act.AFFIRM, Act.DENY):
        return asides.small_talk(understood(talk))
    return settle(repair.not_understood(talk, reading))


def _tells_of_trouble(talk: Talk, reading: Reading) -> bool:
    """Tell whether somebody outside the family is told of who is in need, though nothing is wished."""
    trouble = talk.world.flows.questions.get(_TROUBLE)
    if trouble is None or reading.subject not in answering.NO_RELATIVES:
        return False
    return bool(overheard(talk, (trouble,), reading.text))


def _wish_behind(reading: Reading) -> Act | None:
    """Return the likeliest wish of a message that names a benefit, though most of its words tell facts."""
    if reading.act is not Act.INFORM or reading.benefit is None:
        return None
    wished = [guess for guess in reading.acts if guess.name in NEEDS_BENEFIT and guess.confidence >= _HINT]
    return Act(wished[0].name) if wished else None
