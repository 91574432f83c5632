"""A message while no flow is open: an opening choice, an answer to a caseworker, facts about someone, small words."""

from __future__ import annotations

from dataclasses import replace

from flows import asides, in_need, misread, passing, repair, sense, short, wishes
from flows.feelings import MOURNED
from flows.named import FORGET
from flows.outcome import Reply, TellCase
from flows.progress import HANDED_IN
from flows.question import MENU
from flows.settle import kept_for_later, settle
from flows.speaking import gaps
from flows.spoken import listed
from flows.state import CHECK, LOOK, PROGRESS
from flows.talk import Talk, first_time, order, requested, say, understood
from flows.topic import NEEDS_BENEFIT
from flows.varying import variation
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise
from nlu.values.having import had
from nlu.values.owner import SELF
from policies.catalogue import Card

_PLAIN = 4
"""Characters of a yes or no that says nothing else."""

_BARE = 8
"""Characters up to which words such as “have a look then” say nothing else."""

_ASKS = frozenset({Act.ASK_POLICY, Act.APPLY, Act.QUERY_PROGRESS})

_TELLS = frozenset({Act.INFORM, Act.UNCLEAR, Act.OUT_OF_SCOPE, Act.DENY})
"""Acts that a message may be read as which only goes on telling."""

_SOUNDS = frozenset({Act.ASK_POLICY, Act.CHECK_ELIGIBILITY, Act.REPORT_OTHER})
"""Wishes that what is told of a hard life is read as."""

_WHO_MAY = "eligibility"

TOLD_ON = "told_on"
"""Stands for work just put before a person, to whom more may be told."""

OFFERS = {
    "offer_apply": Act.APPLY.value,
    "offer_apply_here": Act.APPLY.value,
    "offer_look": LOOK,
    "offer_check": CHECK,
    "progress_none": PROGRESS,
    "kept_ways": FORGET,
    "who_sees": FORGET,
    "complaint_taken": TOLD_ON,
    "report_taken": TOLD_ON,
    "more_told_on": TOLD_ON,
}
"""Phrases that offer something which a yes takes up."""

_CERTIFICATION = "certification"
"""What nobody applies for, and nobody is judged for: it is offered to be done."""

_SURELY = 0.5
"""From this probability on a further wish stands in the words of a choice."""

_HINT = 0.05
"""A wish of this probability is looked for behind facts told together with a benefit's name."""


def hear(talk: Talk, reading: Reading) -> Talk:
    """Follow an opening choice or the wish behind told facts, give an answer to its caseworker, or ask better."""
    chosen, request = reading.value("choice"), requested(talk)
    if chosen is not None and any(o.id == chosen.value for o in talk.world.flows.questions[MENU].options):
        wished = _with_the_rest(replace(reading, act=Act(str(chosen.value))))
        return settle(wishes.follow(kept_for_later(understood(talk), wished), wished))
    if request is not None and reading.text.strip():
        talk = order(understood(talk), TellCase(number=request, words=reading.text))
        return say(talk, Reply(phrase="request_answered", values={**gaps(talk, None), "number": request}))
    behind = Act.REPORT_OTHER if in_need.told_of(talk, reading) else _wish_behind(talk, reading)
    behind = Act.QUERY_PROGRESS if _handed_in(talk, reading) else behind
    if behind is not None:
        return settle(wishes.follow(understood(talk), replace(reading, act=behind)))
    found = passing.mentioned(talk, reading)
    if found:
        talk = wishes.learn(understood(talk), found)
        if found.keys() == {"who_for"} and found["who_for"].value == SELF:
            return offer_to_look(say(talk, Reply(phrase="heard_you", values=gaps(talk, None))))
        values = {**gaps(talk, None), "items": listed(talk, found)}
        return offer_to_look(say(talk, Reply(phrase="noted_what_next", values=values)))
    if misread.was_told(talk):
        return settle(understood(talk))
    if not reading.text.strip():
        return wishes.greet(talk)
    if hardship(talk, reading) and talk.state.offered not in (LOOK, CHECK):
        return offer_to_look(say(understood(talk), Reply(phrase="hardship_heard", values=gaps(talk, None))))
    if repair.tells(reading) and reading.value("choice") is None and talk.state.offered not in (LOOK, CHECK):
        return offer_to_look(say(understood(talk), Reply(phrase="heard_you", values=gaps(talk, None))))
    words = normalise(reading.text).text
    if reading.act in (Act.AFFIRM, Act.DENY) and len(words) <= _PLAIN and not had(words):
        return asides.small_talk(understood(talk))
    return settle(repair.not_understood(talk, reading))


def offer_to_look(talk: Talk) -> Talk:
    """Offer to see whether what was told is enough for what was spoken of, or else what there is for them."""
    benefit = talk.state.benefit
    if not first_time(talk, MOURNED):
        return talk
    if benefit == _CERTIFICATION:
        return say(talk, Reply(phrase="offer_certify", values=gaps(talk, None)))
    card = talk.world.policies.cards.get(benefit or "")
    if card is not None and talk.state.aspect is not None:
        if card.id in talk.world.policies.matrix.also:
            # Nobody is judged here for what another office gives; whoever tells of themselves may want to know more.
            return say(talk, Reply(phrase="offer_look", values=gaps(talk, None)))
        if not _is_judged(card):
            return talk
        return say(talk, Reply(phrase="offer_check", values={**gaps(talk, None), "benefit": card.name}))
    return say(talk, Reply(phrase="offer_look", values=gaps(talk, None)))


def _is_judged(card: Card) -> bool:
    """Tell whether somebody may ask to be judged for it: nobody asks whether they are enough for a wedding."""
    return card.criteria is not None and (bool(card.amounts) or card.unit == "household")


def takes_the_offer(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message takes up the offer to look: by a yes, or by going on to tell how they live."""
    if talk.state.offered not in (LOOK, CHECK):
        return False
    bare = len(reading.text) <= _BARE and reading.act not in (Act.DENY, Act.CANCEL, Act.PAUSE)
    if bare and talk.world.flows.says("takes_offer", reading.text):
        return not (reading.act in _ASKS and reading.benefit is not None)
    # Whoever was offered to be judged and asks nothing goes on to tell, whatever that sounds like.
    leading = reading.acts[0].name if reading.acts else ""
    sounds = reading.act in _SOUNDS and reading.act == leading and reading.aspect in (None, _WHO_MAY)
    told = talk.state.offered == CHECK and sounds and not _asks(talk, reading)
    tells = told or (reading.act in _TELLS and (repair.tells(reading) or hardship(talk, reading)))
    return sense.plain_yes(reading) or tells


def _asks(talk: Talk, reading: Reading) -> bool:
    named = any(card.named_in(reading.text) for card in talk.world.policies.cards.values())
    named = named or variation(talk, reading) is not None
    return named or talk.world.flows.says("asks", reading.text)


def look(talk: Talk, reading: Reading) -> Talk:
    """Take up the offer: judge what was spoken of, or look over everything there is."""
    benefit = talk.state.benefit if talk.state.offered == CHECK else None
    flow = (
        talk.world.flows.for_none(Act.CHECK_ELIGIBILITY.value)
        if benefit is None
        else talk.world.flows.started_by(Act.CHECK_ELIGIBILITY.value, benefit)
    )
    if flow is None:
        return settle(repair.not_understood(talk, reading))
    return settle(short.opened(understood(talk), short.frame(talk, flow, reading, benefit)))


def hardship(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message tells of a hard life, whatever else it may be read as."""
    return talk.world.flows.shows("hardship", normalise(reading.text).text)


def _handed_in(talk: Talk, reading: Reading) -> bool:
    """Tell whether somebody who asked how far it is now says that it was handed in at a counter."""
    question = talk.world.flows.questions.get(HANDED_IN)
    words = normalise(reading.text).text
    return talk.state.offered == PROGRESS and question is not None and bool(question.heard_in(words))


def _with_the_rest(reading: Reading) -> Reading:
    """Return a choice with the further wishes of its message, where it is a sentence that wishes the very thing."""
    agrees = bool(reading.acts) and reading.acts[0].name == reading.act
    rest = tuple(guess for guess in reading.acts[1:] if guess.confidence >= _SURELY)
    return replace(reading, also=rest) if agrees and not reading.also else reading


def _wish_behind(talk: Talk, reading: Reading) -> Act | None:
    """Return the likeliest wish of a message that names a benefit, though most of its words tell facts.

    Whoever asks nothing and says that it is to be done (also what was spoken of just before), or gives an identity
    number, applies.
    """
    if reading.act is not Act.INFORM or (reading.benefit or talk.state.benefit) is None:
        return None
    asks = talk.world.flows.says("asks", reading.text)
    applies = talk.world.flows.shows("to_be_done", normalise(reading.text).text)
    named = reading.benefit is not None
    if not asks and (applies or (named and reading.value("id_number") is not None)):
        return Act.APPLY
    if not named:
        return None
    wished = [guess for guess in reading.acts if guess.name in NEEDS_BENEFIT and guess.confidence >= _HINT]
    return Act(wished[0].name) if wished else None
