"""Hard news (a death, a refusal, what others have wrongly), taken for what is meant and not for what it sounds like."""

from __future__ import annotations

from dataclasses import replace

from flows.feelings import mourns
from flows.talk import Talk
from nlu.acts import Act, Risk
from nlu.reading import Guess, Reading
from nlu.text import normalise

_STOPS, _PROCESS = "change_or_stop", "process"

FUNERAL = "funeral"
_HOW = (Guess(name=_PROCESS, confidence=1.0),)
_VAGUELY = (None, "other", "process", "eligibility")
"""Aspects of a question that names nothing it is about."""

_READ_AS_WISHES = frozenset({Act.QUERY_PROGRESS, Act.CHECK_ELIGIBILITY, Act.APPLY, Act.ASK_POLICY})
"""Wishes that a refusal told of sounds like."""

_SURELY_WISHED = 0.8
"""From this probability on they are those wishes."""


def after_a_death(talk: Talk, reading: Reading) -> Reading:
    """Take “he died, and the money still comes” for the question what is to be done."""
    if talk.state.frames or not mourns(talk, reading):
        return reading
    if reading.act is Act.ASK_POLICY and reading.benefit is None and reading.aspect in _VAGUELY:
        # “He died, and I do not know what to do” asks how a funeral is seen to.
        return replace(reading, benefit=FUNERAL, aspect=_PROCESS, aspects=_HOW)
    buries = reading.benefit == FUNERAL and (reading.act, reading.aspect) == (Act.ASK_POLICY, _STOPS)
    tells = reading.act in (Act.QUERY_PROGRESS, Act.INFORM) and reading.benefit is not None
    if not buries and not tells:
        return reading
    # A funeral stops nothing: what is asked is how it is done.
    if reading.benefit == FUNERAL:
        return replace(reading, act=Act.ASK_POLICY, aspect=_PROCESS, aspects=_HOW)
    return replace(reading, act=Act.ASK_POLICY, aspect=_STOPS)


def life_told(talk: Talk, reading: Reading) -> Reading:
    """Take “he died, the children are small, we cannot go on” for a life told, not for money missed."""
    if talk.state.frames or reading.act is not Act.QUERY_PROGRESS or reading.benefit is not None:
        return reading
    flows, words = talk.world.flows, normalise(reading.text).text
    missing = flows.questions.get("money_missing")
    of_money = missing is not None and bool(missing.heard_in(words))
    if of_money:
        return reading
    strained = any(danger.risk is Risk.DISTRESS for danger in reading.dangers)
    told = mourns(talk, reading) or (strained and reading.confidence < _SURELY_WISHED)
    return replace(reading, act=Act.APPLY, also=()) if told else reading


def refused(talk: Talk, reading: Reading) -> Reading:
    """Take “it was not granted, they say my son earns too much” for an objection, and not for a new wish to have it.

    Whoever handed it in here is told what became of it instead.
    """
    flows, words = talk.world.flows, normalise(reading.text).text
    if talk.state.frames or reading.act not in _READ_AS_WISHES or not flows.shows("refused", words):
        return reading
    if flows.shows("asks_whether_granted", words) or flows.shows("to_be_done", words):
        return reading
    surely = reading.act is not Act.QUERY_PROGRESS and reading.confidence >= _SURELY_WISHED
    here = any(case.kind == "application" for case in talk.world.cases)
    return reading if surely or here else replace(reading, act=Act.COMPLAIN, also=())


def accused(talk: Talk, reading: Reading) -> Reading:
    """Take “they have a car and are on dibao” for a complaint, and for no wish to have something besides."""
    shown = talk.world.flows.shows("accuses", normalise(reading.text).text)
    return replace(reading, also=()) if shown and reading.act is Act.COMPLAIN else reading
