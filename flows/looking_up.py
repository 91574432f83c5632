"""Look a question up among the cards' common ones, by the person's own words, where its aspect alone does not answer.

What is asked of a benefit and stands neither in an aspect nor in a common question is said to be unwritten: the words
of another aspect are no answer to it.
"""

from __future__ import annotations

from dataclasses import replace

from flows.state import Frame
from flows.supposing import HUKOU
from flows.talk import Talk, open_question
from nlu.acts import Act
from nlu.reading import Guess, Reading
from nlu.text import letters_only, normalise
from policies.search import Hint, Hit, answers, beyond_names, search

UNWRITTEN = "unwritten"
"""Stands for the aspect of a question that the card does not answer."""

_ASPECT_SURE, _SURE, _SURER, _SUREST = 0.9, 0.4, 0.7, 0.85
"""Where understanding is this sure of an aspect, a common question must be so sure to go before its own answer: of the
same aspect, of another one, and where an amount is asked and the common question tells of something else."""

_ALONE, _AHEAD = 0.5, 0.15
"""What names no benefit must be so likely a common question, and so much likelier than any other."""

_ASPECT_LIKELY = 0.4
"""An aspect less likely than this is not what a whole question asks."""

_NAMED = 0.5
"""From this probability on a benefit was called by its name."""

_SPOKEN_OF = 0.9
"""How likely the benefit spoken of is meant by a question that names none."""

_AMOUNT, _ELIGIBILITY, _OTHER = "amount", "eligibility", "other"
_SHORTEST = 5
_IN_GENERAL = 6
"""Letters up to which a question of a sure aspect asks nothing more particular."""

_FOLLOW_UP = 12
"""Characters up to which a question that names nothing goes on about what was spoken of."""

_SUGGESTED = 0.15
"""From this probability on the words of a question suggest a benefit that they do not name."""

_UNRECOGNISED = frozenset({Act.UNCLEAR, Act.OUT_OF_SCOPE, Act.WHY})


def hint(reading: Reading) -> Hint:
    """Return what understanding says of a question, for looking it up.

    Of two benefits called by name the question may be about either: a “dibao household” asks about a funeral.
    """
    first = max((guess.confidence for guess in reading.benefits), default=0.0)
    return Hint(
        benefits={
            guess.name: first if guess.confidence >= _NAMED else guess.confidence
            for guess in reading.benefits
        },
        aspects={guess.name: guess.confidence for guess in reading.aspects},
        outside=reading.outside,
    )


def recognised(talk: Talk, reading: Reading) -> Reading:
    """Take a message that names no benefit, or was not understood, for the common question it asks."""
    lost = reading.act in _UNRECOGNISED and len(reading.text) >= _SHORTEST and open_question(talk) is None
    if _guesses_another(talk, reading):
        hit = _of_the_topic(talk, replace(reading, benefit=None, benefits=()))
        if hit is None:
            return reading
        meant = (Guess(name=hit.benefit, confidence=_SPOKEN_OF),)
        return replace(reading, benefit=hit.benefit, benefits=meant, aspect=hit.question.aspect)
    if not lost and (reading.act is not Act.ASK_POLICY or reading.benefit is not None):
        return reading
    hit = (_of_the_topic(talk, reading) if lost else None) or _hit(talk, reading)
    if hit is None or hit.score < _ALONE or hit.lead < _AHEAD or hit.question.aspect == _AMOUNT:
        return reading
    if not lost and _leaves_the_topic(talk, reading, hit):
        return reading
    return replace(reading, act=Act.ASK_POLICY, benefit=hit.benefit, aspect=hit.question.aspect)


def _guesses_another(talk: Talk, reading: Reading) -> bool:
    """Tell whether a short question that calls no benefit by its name is guessed to be about another one."""
    if reading.act is not Act.ASK_POLICY or reading.benefit is None or len(reading.text) > _FOLLOW_UP:
        return False
    if talk.state.benefit in (None, reading.benefit):
        return False
    card = talk.world.policies.cards.get(reading.benefit)
    return card is None or not card.named_in(reading.text)


def _of_the_topic(talk: Talk, reading: Reading) -> Hit | None:
    """Return what words that were not understood surely ask of the benefit spoken of."""
    hit = _hit(talk, reading, talk.state.benefit)
    return hit if hit is not None and hit.benefit == talk.state.benefit and hit.score >= _SURER else None


def asks_rule(talk: Talk, reading: Reading) -> bool:
    """Tell whether “can we have it, though …?” asks what the rule is: a common question of a card answers it.

    What only the person's own facts can answer is judged instead, and so is everything told while that is under way.
    """
    if reading.act is not Act.CHECK_ELIGIBILITY or open_question(talk) is not None:
        return False
    hit = _hit(talk, reading)
    return hit is not None and hit.score >= _SURER and hit.lead >= _AHEAD and not hit.question.judged


def _leaves_the_topic(talk: Talk, reading: Reading, hit: Hit) -> bool:
    """Tell whether a short question that names none would be answered from another card than what was spoken of.

    It is not, unless its words suggest that other one; where nothing was spoken of, it may be about any of them.
    """
    if hit.benefit == talk.state.benefit or reading.aspect in (None, _OTHER):
        return False
    if len(reading.text) > _FOLLOW_UP:
        return False
    suggested = (guess.confidence for guess in reading.benefits if guess.name == hit.benefit)
    return max(suggested, default=0.0) < _SUGGESTED


def looked_up(talk: Talk, frame: Frame, reading: Reading) -> Frame:
    """Give a question's frame the common question it asks, or note that its card does not answer it."""
    text = normalise(reading.text).text
    if _asks_in_general(talk, reading, frame.benefit):
        return frame
    says_more = beyond_names(talk.world.policies.index, text, frame.benefit or "")
    likely = next((guess.confidence for guess in reading.aspects if guess.name == reading.aspect), 1.0)
    vague = reading.aspect in (None, _OTHER) or likely < _ASPECT_LIKELY
    hit = _hit(talk, reading, frame.benefit) if says_more or vague else None
    strays = hit is not None and hit.benefit != frame.benefit and _leaves_the_topic(talk, reading, hit)
    if hit is not None and not strays and not _gives_way(hit, reading):
        return replace(frame, benefit=hit.benefit, aspect=hit.question.aspect, common=hit.question.ask)
    if vague and frame.benefit and says_more:
        # Who tells an age asks what there is for it: the figures by age answer that.
        return replace(frame, aspect=_AMOUNT if reading.value("age") is not None else UNWRITTEN)
    return frame


def _asks_in_general(talk: Talk, reading: Reading, benefit: str | None) -> bool:
    """Tell whether a message asks who may have a benefit and nothing more particular: the aspect's own answer is it."""
    card = talk.world.policies.cards.get(benefit or "")
    if card is None or reading.aspect != _ELIGIBILITY:
        return False
    general = talk.world.flows.words.get("in_general", ())
    left = normalise(reading.text).text
    for word in sorted((card.name, *card.called, *general), key=len, reverse=True):
        left = left.replace(word, "")
    return not letters_only(left)


def _hit(talk: Talk, reading: Reading, spoken_of: str | None = None) -> Hit | None:
    """Return a sure hit; a question that names no benefit is about the one spoken of, where there is one."""
    found, known = talk.world.policies.index, hint(reading)
    if reading.benefit is None and spoken_of is not None:
        known = replace(known, benefits={**known.benefits, spoken_of: _SPOKEN_OF})
    places = talk.world.policies.regions.chain(_here(talk, reading))
    hit = search(found, normalise(reading.text).text.lower(), known, places=places)
    return hit if answers(found, hit) else None


def _here(talk: Talk, reading: Reading) -> str:
    """Return the place that a question is about: the one it names, the one spoken of, or else the account's."""
    asked = talk.state.asked_of.get(HUKOU) or talk.state.loose.get("place") or talk.state.loose.get(HUKOU)
    return reading.region or (str(asked.value) if asked is not None else talk.world.region)


def _gives_way(hit: Hit, reading: Reading) -> bool:
    """Tell whether the aspect's own answer goes first: understanding is sure of it, and the hit is not.

    What is said of an amount without a figure gives way to the figures themselves.
    """
    if hit.question.aspect == _AMOUNT and not any(passage.slots for passage in hit.question.passages):
        return reading.aspect == _AMOUNT
    sure = next((guess.name for guess in reading.aspects if guess.confidence >= _ASPECT_SURE), None)
    if sure is None:
        return False
    if sure != _AMOUNT:
        # “When is it paid?” says nothing more particular than the aspect itself.
        particular = len(letters_only(normalise(reading.text).text)) > _IN_GENERAL
        return hit.score < (_SURE if particular and sure == hit.question.aspect else _SURER)
    return hit.score < (_SURER if hit.question.aspect == _AMOUNT else _SUREST)
