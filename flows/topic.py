"""Which benefit a message is about that names none: the last topic, what its facts decide, or the likeliest."""

from __future__ import annotations

from dataclasses import replace

from flows.passing import mentioned
from flows.repair import ruled_out
from flows.state import values
from flows.talk import Talk, answers_of, open_question, top
from nlu.acts import Act
from nlu.reading import Guess, Reading
from nlu.text import normalise
from policies.catalogue import Card
from policies.screen import screen
from policies.verdict import Answer

NEEDS_BENEFIT = frozenset({Act.APPLY, Act.CHECK_ELIGIBILITY, Act.ASK_POLICY, Act.APPOINTMENT_OR_LOCATION})

_LIKELIEST = 0.35
"""From this probability on a benefit that is not named is taken to be meant; the answer names it."""

CALLED = 0.9
"""Below this probability a benefit was guessed from the words around it, not called by its name."""

_CONCEIVABLE = 0.1
"""From this probability on the words go with a benefit that the facts told with them decide."""


def benefit_meant(talk: Talk, reading: Reading) -> str | None:
    """Return the benefit that a wish is about, None where the person has to say which."""
    if reading.act not in NEEDS_BENEFIT:
        return reading.benefit
    if _is_no_name(talk, reading):
        return _by_facts(talk, replace(reading, benefit=None))
    guessed = bool(reading.benefits) and reading.benefits[0].confidence < CALLED
    if reading.act is Act.APPLY and reading.benefit is not None:
        reading = replace(reading, benefit=_to_be_had(talk, reading))
    if reading.benefit is not None and not (guessed and _ruled_out(talk, reading, reading.benefit)):
        return (_by_facts(talk, reading) if guessed else None) or reading.benefit
    frame = top(talk)
    if talk.state.benefit is None and frame is not None:
        return frame.benefit
    return talk.state.benefit or _by_facts(talk, reading) or _likeliest(talk, reading)


def lacked(talk: Talk, reading: Reading) -> Reading:
    """Take “and if I have no dibao?” for a question about what was spoken of, not about what one has not."""
    topic, name = talk.state.benefit, reading.benefit
    card = talk.world.policies.cards.get(name or "")
    if card is None or topic in (None, name) or topic not in talk.world.policies.cards or reading.parts:
        return reading
    if not only_lacked(talk, card, reading.text):
        return reading
    if open_question(talk) is not None and not talk.world.flows.says("asks", reading.text):
        told = tuple(one for one in reading.values if one.kind != "yes_no")
        return replace(reading, act=Act.INFORM, values=told, benefit=None, benefits=(), also=())
    return replace(reading, benefit=topic, benefits=(Guess(name=topic, confidence=CALLED),))


def only_lacked(talk: Talk, card: Card, text: str) -> bool:
    """Tell whether words name a benefit only to say that one has it not."""
    plain, without = normalise(text).text, talk.world.flows.words.get("without", ())
    before = [plain[: plain.index(word)] for word in (card.name, *card.called) if word in plain]
    return bool(before) and all(words.endswith(without) for words in before)


def _is_no_name(talk: Talk, reading: Reading) -> bool:
    """Tell whether what a message calls a benefit is what people say who know no name: “the grant for the poor”.

    Whoever asks for “some money” does not mean what only sounds likely and gives none.
    """
    card = talk.world.policies.cards.get(reading.benefit or "")
    text = normalise(reading.text).text
    if card is None:
        return reading.benefit is not None and talk.world.flows.says("unnamed", text)
    guessed = reading.benefit not in talk.world.policies.named_in(text)
    gives = bool(card.amounts) or card.unit == "household"
    return guessed and not gives and talk.world.flows.says("some_money", text)


def _to_be_had(talk: Talk, reading: Reading) -> str | None:
    """Return the benefit to apply for: beside one that is done some other way, the one that has an application."""
    started = talk.world.flows.started_by
    also = (guess.name for guess in reading.benefits if guess.confidence >= _LIKELIEST)
    fit = (name for name in (reading.benefit, *also) if name and started(reading.act.value, name) is not None)
    return next(fit, reading.benefit)


def asks_for_anything(talk: Talk, reading: Reading) -> bool:
    """Tell whether somebody tells of a household and asks what there is for it, naming no benefit.

    What the telling suggests most is then one of several that are looked over. In the middle of something it is
    asked of somebody else.
    """
    if reading.act is not Act.CHECK_ELIGIBILITY or (top(talk) is not None and not of_another(talk, reading)):
        return False
    return not talk.world.policies.named_in(reading.text) and talk.world.flows.says("anything", reading.text)


def of_another(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message speaks of somebody else than the one whom what is talked about is for."""
    frame = top(talk)
    whose = answers_of(talk, frame).get("who_for") if frame is not None else None
    return whose is not None and reading.subject not in (None, str(whose.value))


def called(talk: Talk, reading: Reading) -> frozenset[str]:
    """Return the benefits that a message calls by name."""
    guessed = (guess.name for guess in reading.benefits if guess.confidence >= CALLED)
    return frozenset((*talk.world.policies.named_in(reading.text), *guessed))


def _ruled_out(talk: Talk, reading: Reading, benefit: str) -> bool:
    """Tell whether what a message tells of somebody rules out a benefit that it suggests and does not name."""
    return bool(mentioned(talk, reading).keys() - {"who_for"}) and benefit in ruled_out(talk, reading)


def _likeliest(talk: Talk, reading: Reading) -> str | None:
    """Return the benefit a message speaks of without its name, when it is much likelier than any other."""
    first = next(iter(reading.benefits), None)
    likely = first is not None and first.confidence >= _LIKELIEST and first.name in talk.world.policies.cards
    return first.name if first and likely and not _ruled_out(talk, reading, first.name) else None


def _by_facts(talk: Talk, reading: Reading) -> str | None:
    """Return the benefit that what a message tells of somebody gives them: "my father is 88, how much is it?".

    Of several it is the one that the words suggest most.
    """
    now = mentioned(talk, reading)
    if not now:
        return None
    world, facts = talk.world, values({**talk.state.loose, **now})
    looked_over = screen(world.policies, facts, region=world.region, today=world.today)
    given = [
        result.benefit
        for result in looked_over.answered(Answer.YES)
        if any(not now.keys().isdisjoint(check.facts) for check in result.verdict.checks)
    ]
    suggested = [guess.name for guess in reading.benefits if guess.confidence >= _CONCEIVABLE]
    only = given[0] if len(given) == 1 and reading.benefit is None else None
    return next((name for name in suggested if name in given), only)
