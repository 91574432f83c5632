"""Take what was read as a wish, or as hardly anything, for the question or the complaint that it plainly is."""

from __future__ import annotations

from dataclasses import replace

from flows.feelings import mourns
from flows.talk import Talk, top
from nlu.acts import Act, Risk
from nlu.reading import Guess, Reading
from nlu.text import normalise

SURE_WISHES = frozenset({Act.HUMAN, Act.COMPLAIN, Act.QUERY_PROGRESS, Act.REPORT_OTHER, Act.CERTIFY})
"""Wishes that no change of mind about an application explains better."""

CERTIFICATION, CERTIFY = "certification", "certify"
"""The benefit, and the flow that does it."""

_STOPS, _PROCESS, _DURATION = "change_or_stop", "process", "duration"

_OUTSIDE = 0.7
"""Below this probability words in the middle of a matter are not another office's."""

_PERHAPS = 0.35
"""From this probability on, words in the middle of a matter that ask something ask about its rule."""

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
    missing = talk.world.flows.questions.get("money_missing")
    if missing is not None and missing.heard_in(normalise(reading.text).text):
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


def if_left_off(talk: Talk, reading: Reading) -> Reading:
    """Take “and if we do not?” in the middle of a certification for the question what becomes of the money."""
    frame = top(talk)
    if frame is None or frame.flow != CERTIFY or reading.act in SURE_WISHES - {Act.CERTIFY}:
        return reading
    if not talk.world.flows.shows("asks_if_left_off", normalise(reading.text).text):
        return reading
    return replace(reading, act=Act.ASK_POLICY, benefit=CERTIFICATION, aspect=_STOPS, also=())


def how_often(talk: Talk, reading: Reading) -> Reading:
    """Take “must we again this year?” for the question how often one certifies, and “was it done?” for how it stands.

    Neither is the wish to certify.
    """
    frame = top(talk)
    about = reading.act is Act.CERTIFY or CERTIFICATION in (reading.benefit, talk.state.benefit)
    if not about or (frame is not None and frame.flow != CERTIFY):
        return reading
    words, flows = normalise(reading.text).text, talk.world.flows
    if flows.shows("asks_if_certified", words):
        return replace(reading, act=Act.QUERY_PROGRESS, aspect=None, aspects=(), also=())
    if not flows.shows("how_often_certified", words):
        return reading
    return replace(reading, act=Act.ASK_POLICY, benefit=CERTIFICATION, aspect=_DURATION, aspects=(), also=())


def perhaps_asks(talk: Talk, reading: Reading) -> Reading:
    """Take what was hardly understood, and asks something, for the question it is likeliest to be."""
    asked = next((guess for guess in reading.acts if guess.name == Act.ASK_POLICY), None)
    hardly = reading.act is Act.UNCLEAR or (reading.act is Act.OUT_OF_SCOPE and reading.confidence < _OUTSIDE)
    if not hardly or asked is None or asked.confidence < _PERHAPS or reading.values:
        return reading
    frame, asks = top(talk), talk.world.flows.says("asks", reading.text)
    if frame is None or frame.benefit is None or not asks:
        return reading
    return replace(reading, act=Act.ASK_POLICY, aspect=reading.aspects[0].name if reading.aspects else None)


def must_one_book(talk: Talk, reading: Reading) -> Reading:
    """Take “must one book?” for the question how it is done, and not for the wish to book."""
    if reading.act is not Act.APPOINTMENT_OR_LOCATION:
        return reading
    asks = talk.world.flows.shows("must_one_book", normalise(reading.text).text)
    return replace(reading, act=Act.ASK_POLICY, aspect=_PROCESS) if asks else reading
