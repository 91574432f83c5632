"""A follow-up that asks again for another circumstance: “and if they have a car?”, “and in a home for the old?”.

Its own words are looked up among the common questions of the card that was spoken of, whatever other benefit they name.
"""

from __future__ import annotations

from dataclasses import replace

from flows.talk import Talk, open_question
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import letters_only, normalise
from nlu.values.having import had
from policies.answers import common_answer
from policies.catalogue import Question
from policies.search import of_benefit

_LONGEST = 16
"""Characters up to which a message only varies what was asked."""

_LIKELY = 0.5
"""From this probability on a common question is what the words ask."""

_TELLS = frozenset({Act.DENY, Act.AFFIRM, Act.INFORM, Act.UNCLEAR, Act.SKIP, Act.ASK_POLICY})
"""What a message that only tells of having or not having is read as."""

VARIES, _SUPPOSES, _LACKS = "varies", "supposes", "lacks"

_OF_CASES = frozenset({"eligibility", "change_or_stop", "other"})
"""Aspects under which cards speak of somebody's circumstances; any other counts only where it was asked before."""


def variation(talk: Talk, reading: Reading) -> Question | None:
    """Return the common question of the benefit spoken of that a message asks, where it only varies what was asked."""
    benefit = talk.topic_before
    card = talk.world.policies.cards.get(benefit or "")
    text = normalise(reading.text).text
    if card is None or benefit is None or len(text) > _LONGEST:
        return None
    has = not talk.world.flows.shows(VARIES, text)
    if has and not _only_has(talk, reading, text):
        return None
    if not talk.world.flows.shows(_SUPPOSES, text) and not _circumstance(talk, text):
        return None
    found = of_benefit(talk.world.policies.index, text.lower(), benefit, least=_LIKELY)
    of_it = (question for question in found if question.aspect in _OF_CASES | {talk.state.aspect})
    return next(
        (
            question
            for question in of_it
            if _answered(talk, benefit, question) and not (has and _of_the_contrary(talk, question, text))
        ),
        None,
    )


def told_only(talk: Talk, reading: Reading) -> Reading:
    """Take “no house”, which no common question of the card is about, for something told and no question."""
    text = normalise(reading.text).text
    if reading.act is not Act.ASK_POLICY or not _only_has(talk, reading, text):
        return reading
    if variation(talk, reading) is not None:
        return reading
    return replace(reading, act=Act.INFORM, benefit=None, benefits=(), aspect=None, aspects=(), also=())


def _only_has(talk: Talk, reading: Reading, text: str) -> bool:
    """Tell whether “no telephone”, said while nothing is asked, tells only what somebody has or has not."""
    asks = reading.benefit not in (None, talk.topic_before) or talk.world.flows.says("asks", text)
    return open_question(talk) is None and reading.act in _TELLS and not asks and bool(had(text))


def _of_the_contrary(talk: Talk, question: Question, text: str) -> bool:
    """Tell whether “no house” would be answered with what is said to those who have one."""
    lacks = talk.world.flows.words.get(_LACKS, ())
    ways = (question.ask, *question.also)
    return text.startswith(lacks) and not any(word in way for way in ways for word in lacks)


def _answered(talk: Talk, benefit: str, question: Question) -> bool:
    world = talk.world
    told = common_answer(
        world.policies, benefit, question.ask, region=world.region, on=world.today, today=world.today
    )
    return told is not None


def _circumstance(talk: Talk, text: str) -> bool:
    """Tell whether something is told besides names of benefits and little words: “and dibao?” asks of another one."""
    cards, words = talk.world.policies.cards.values(), talk.world.flows.words
    if any(word in text for word in words.get("standing", ())):
        return True
    names = (name for card in cards for name in (card.name, *card.called))
    for word in sorted((*names, *words.get("follow", ())), key=len, reverse=True):
        text = text.replace(word, "")
    return bool(letters_only(text))
