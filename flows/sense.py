"""Take a message for what it plainly is, in the light of what was just asked or offered.

The same words are a yes after one question and a question of their own after another.
"""

from __future__ import annotations

from dataclasses import replace

from flows import (
    another,
    in_need,
    jotted,
    rather,
    readiness,
    relatives,
    relieved,
    same_as,
    story,
    topic,
    varying,
    while_asked,
)
from flows.answer_value import AGE, may_be_age
from flows.answering import HARD_TO_RING
from flows.rather import SURE_WISHES
from flows.state import PROGRESS
from flows.talk import Talk, answers_of, open_question, requested, top
from flows.while_asked import ASKING
from nlu.acts import WISHES, Act
from nlu.reading import Reading
from nlu.text import letters_only, normalise
from nlu.values.numbers import number

_BEHIND = 0.1
"""A wish of this probability is looked for behind a “why” where nothing was asked."""

_BARE = 12
"""Characters up to which a message that names a benefit is taken to be its name alone."""

_CALLED = 0.5
"""From this probability on a benefit of the message was called by name."""

_SHORT = 14
"""Characters up to which a message that says who comes first says nothing else."""

ACKNOWLEDGING = "acknowledging"
"""The list of words that only say that something was heard."""

_AGREES = 0.5
"""Below this probability words that hold no yes do not take up an offer."""


def taken(talk: Talk, reading: Reading) -> Reading:
    """Return the reading as it is to be taken while a question is open."""
    for look in (
        rather.after_a_death,
        rather.life_told,
        rather.refused,
        rather.accused,
        relatives.spoken_of,
        topic.lacked,
        rather.must_one_book,
        rather.if_left_off,
        rather.how_often,
        _hard_to_ring,
        _years,
        same_as.same_as_told,
        in_need.another,
        in_need.asked_about,
        _first_do,
        _other_first,
        _instead,
        readiness.how_then,
        jotted.besides,
        relieved.lost_things,
        while_asked.hardly_asks,
        while_asked.status,
        while_asked.inside,
        story.going_on,
        while_asked.plain,
        readiness.agrees_only,
        another.of_another,
        another.of_another_told,
        another.elsewhere,
        another.of_another_thing,
        another.in_doubt,
        while_asked.agreed,
        story.story,
        while_asked.turned,
        varying.told_only,
        rather.perhaps_asks,
        _acknowledged,
    ):
        reading = look(talk, reading)
    return reading


def _acknowledged(talk: Talk, reading: Reading) -> Reading:
    """Take “I see” for a small word: it takes up no offer, and answers nothing but a yes or no."""
    said = letters_only(normalise(reading.text).text)
    if said not in talk.world.flows.words.get(ACKNOWLEDGING, ()) or requested(talk) is not None:
        return reading
    question = open_question(talk)
    asks_yes_no = talk.state.doubt is not None or (question is not None and question.kind == "yes_no")
    if asks_yes_no and reading.act is Act.AFFIRM:
        return reading
    return replace(reading, act=Act.SMALLTALK, values=(), also=())


def _hard_to_ring(talk: Talk, reading: Reading) -> Reading:
    """Take “she is hard of hearing”, where a telephone number is asked for, for having none of theirs to give."""
    question = open_question(talk)
    if question is None or question.kind != "phone" or reading.value("phone") is not None:
        return reading
    shown = talk.world.flows.shows(HARD_TO_RING, normalise(reading.text).text)
    return replace(reading, act=Act.SKIP) if shown else reading


def _years(talk: Talk, reading: Reading) -> Reading:
    """Take “88” in a form whose age is still to come for the age, not for goodbye, as which it is read elsewhere."""
    frame, years = top(talk), number(normalise(reading.text).text)
    if reading.act is not Act.SMALLTALK or frame is None or years is None or not may_be_age(years):
        return reading
    return reading if AGE in answers_of(talk, frame) else replace(reading, act=Act.UNCLEAR)


def _first_do(talk: Talk, reading: Reading) -> Reading:
    """Take “then do the one for care first” for the wish to apply for what it calls by name."""
    frame, text = top(talk), normalise(reading.text).text
    if (frame is not None and frame.draft) or reading.act not in (*ASKING, Act.INFORM, Act.AFFIRM):
        return reading
    called = bool(reading.benefits) and reading.benefits[0].confidence >= _CALLED
    asks = talk.world.flows.says("asks", text)
    if not called or asks or len(text) > _BARE or not talk.world.flows.shows("first_do", text):
        return reading
    return replace(reading, act=Act.APPLY, benefit=reading.benefits[0].name)


def _instead(talk: Talk, reading: Reading) -> Reading:
    """Take “no, rather the other one” and “not for mother, for father” for the wish to apply for that instead."""
    frame = top(talk)
    if frame is None or frame.draft is None or reading.act in SURE_WISHES:
        return reading
    text = normalise(reading.text).text
    settles = len(text) <= _BARE and talk.world.flows.shows("settles_on", text)
    if not settles and not talk.world.flows.shows("instead", text):
        return reading
    if reading.act is Act.ASK_POLICY and reading.benefit == frame.benefit:
        return reading
    # A benefit that was only guessed, not called by name, is none that somebody changes to.
    called = [guess.name for guess in reading.benefits if guess.confidence >= _CALLED]
    other = next((name for name in called if name != frame.benefit), None)
    if other is not None and talk.world.flows.started_by(Act.APPLY.value, other) is not None:
        return replace(reading, act=Act.APPLY, benefit=other)
    if settles and called[:1] == [frame.benefit]:
        return replace(reading, act=Act.RESUME)
    whose = answers_of(talk, frame).get("who_for")
    named = [str(v.value) for v in reading.values if v.kind == "relation" and v.value]
    if reading.act is Act.CANCEL and whose is not None and len(named) > 1 and named[-1] != whose.value:
        return replace(reading, act=Act.APPLY, benefit=frame.benefit, subject=named[-1])
    return reading


def _other_first(talk: Talk, reading: Reading) -> Reading:
    """Take “first do it for my mother”, in the middle of father's, for the wish to apply for the same for her."""
    frame, text = top(talk), normalise(reading.text).text
    if frame is None or frame.draft is None or reading.act in SURE_WISHES or len(text) > _SHORT:
        return reading
    whose = answers_of(talk, frame).get("who_for")
    named = {str(value.value) for value in reading.values if value.kind == "relation" and value.value}
    tells = any(value.kind not in ("relation", "yes_no") for value in reading.values)
    if whose is None or len(named) != 1 or whose.value in named or tells:
        return reading
    if reading.benefit not in (None, frame.benefit) or not talk.world.flows.shows("other_first", text):
        return reading
    return replace(reading, act=Act.APPLY, benefit=frame.benefit, subject=named.pop(), also=())


def plain_yes(reading: Reading) -> bool:
    """Tell whether a message agrees; words that only sound a little like it, such as the name of a place, do not."""
    return reading.act is Act.AFFIRM and (
        reading.value("yes_no") is not None or reading.confidence >= _AGREES
    )


def awaited(talk: Talk, reading: Reading) -> Reading:
    """A bare name of a benefit after “which one?” carries on the wish that waited for it; a yes takes an offer."""
    words = normalise(reading.text).text
    if (
        reading.act is Act.QUERY_PROGRESS
        and talk.state.offered == PROGRESS
        and len(words) <= _BARE
        and talk.world.flows.shows("asks_to_look", words)
    ):
        return replace(reading, act=Act.HUMAN)
    if reading.act is Act.WHY and open_question(talk) is None:
        # “Why has mine been stopped?” asks about the matter, where no question of ours is there to be asked about.
        likely = (guess for guess in reading.acts if guess.confidence >= _BEHIND and guess.name in WISHES)
        behind = next(likely, None)
        return replace(reading, act=Act(behind.name)) if behind is not None else reading
    if plain_yes(reading) and not talk.state.frames and talk.state.offered == Act.APPLY.value:
        return replace(reading, act=Act.APPLY, benefit=talk.state.benefit)
    chosen = reading.value("choice")
    if chosen is not None and chosen.value in talk.state.which:
        return replace(reading, act=Act(talk.state.wish or Act.ASK_POLICY), benefit=str(chosen.value))
    asks = reading.act is Act.ASK_POLICY and talk.world.flows.shows(
        "asks_of_it", normalise(reading.text).text
    )
    bare = len(reading.text) <= _BARE and reading.benefit is not None and not asks
    if talk.state.wish and bare and reading.act in (Act.ASK_POLICY, Act.INFORM, Act.CHOOSE, Act.UNCLEAR):
        return replace(reading, act=Act(talk.state.wish))
    if bare and reading.act in (Act.INFORM, Act.CHOOSE, Act.UNCLEAR) and not reading.values:
        return replace(reading, act=Act.ASK_POLICY)
    return reading
