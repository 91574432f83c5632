"""When a message was not understood: ask better, then show choices, then hand over to a person.

The same words are never said twice in a row, and nobody is asked more than three times.
"""

from __future__ import annotations

from dataclasses import replace

from flows import handover, jotted
from flows.journey import journey
from flows.manners import MOST_OPTIONS
from flows.outcome import NoteUnanswered, Reply, choices_of
from flows.passing import mentioned
from flows.question import MENU
from flows.speaking import gaps
from flows.state import values
from flows.talk import Talk, open_question, order, place, say, top
from flows.world import World
from nlu.acts import Act
from nlu.reading import Guess, Option, Reading
from nlu.text import normalise
from nlu.values.having import lacks
from policies.screen import screen

WHICH = "which_benefit"
"""The question, and its phrase, that lets a person choose among benefits."""

_UNCLEAR = 3
"""Messages that were not understood and are kept for the person who takes over."""

_CONCEIVABLE = 0.1
"""A benefit below this probability is not what the words may mean: it is not offered."""

_LONGEST = 200

_TELLS = 0.6
"""From this probability on a message that answers nothing is heard as something told besides."""

_TOLD_BESIDES = ("told_besides", "told_besides_again", "told_besides_first")
"""What is said to one who goes on telling other things than what was asked; they did not fail to be understood."""

_WRITTEN = ("jotted", "jotted_again", "told_besides_first")
"""What is said to them where a caseworker reads along."""

_MOST_TOLD = len(_TOLD_BESIDES) + 1
"""Messages in a row beside what was asked after which a person takes over."""

_LIKELY = 0.15
"""A benefit below this probability is not worth offering in “do you mean”."""

_NAMED = 0.9
"""From this probability on a benefit was called by its name: nobody is asked which one they mean."""


def not_understood(talk: Talk, reading: Reading) -> Talk:
    """Take the next step of the repair ladder."""
    misses = talk.state.misses + 1
    asked = open_question(talk) is not None or talk.state.doubt is not None
    telling = asked and (tells(reading) or lacks(normalise(reading.text).text))
    frame = top(talk)
    written = telling and frame is not None and jotted.is_read(talk, frame)
    if written and frame is not None:
        talk = jotted.jot(talk, frame, reading)
    before = talk.state.unclear[-_UNCLEAR + 1 :] if misses > 1 else ()
    unclear = (*before, talk.words[:_LONGEST])
    talk = replace(talk, state=replace(talk.state, misses=misses, unclear=unclear), wording=misses)
    if misses >= (_MOST_TOLD if telling else 3):
        return _to_a_person(talk)
    if asked:
        phrase = _TOLD_BESIDES[misses - 1] if telling else f"not_understood_{misses}"
        phrase = _WRITTEN[misses - 1] if written else phrase
        return say(talk, Reply(phrase=phrase, values=gaps(talk, top(talk))))
    likely = tuple(
        g for g in reading.benefits if g.confidence >= _LIKELY and g.name in talk.world.policies.cards
    )[:3]
    named = bool(likely) and likely[0].confidence >= _NAMED
    if misses == 1 and len(likely) > 1 and not named:
        return _which(talk, likely)
    region = talk.world.region
    talk = order(
        talk, NoteUnanswered(text=talk.words, benefit=reading.benefit, aspect=reading.aspect, region=region)
    )
    phrase = f"not_understood_{misses}"
    if misses == 1 and named:
        talk, phrase = replace(talk, state=replace(talk.state, benefit=likely[0].name)), "not_understood_of"
    return say(talk, Reply(phrase=phrase, values=gaps(talk, None)), menu(talk))


def tells(reading: Reading) -> bool:
    """Tell whether a message tells something, though nothing that was asked."""
    if reading.act is Act.INFORM:
        return True
    leading = next(iter(reading.acts), None)
    return leading is not None and leading.name == Act.INFORM and leading.confidence >= _TELLS


def without_card(talk: Talk, reading: Reading) -> Talk:
    """Say that nothing checked is known of what somebody wishes for, and keep their words for the editors."""
    asked = NoteUnanswered(
        text=talk.words, benefit=reading.benefit, aspect=reading.aspect, region=talk.world.region
    )
    return say(order(talk, asked), Reply(phrase="no_card_yet", values=gaps(talk, None)))


def menu(talk: Talk) -> Reply:
    """Return the opening choices."""
    question = talk.world.flows.questions[MENU]
    choices = choices_of(question.options)
    wording = question.wordings[min(talk.wording, len(question.wordings) - 1)]
    return Reply(phrase=wording, values=gaps(talk, None), choices=choices, asks=MENU)


def which_benefit(talk: Talk, reading: Reading) -> Talk:
    """Ask which benefit is meant, naming those that the words make conceivable; where they make no two, ask openly."""
    cards, out = talk.world.policies.cards, ruled_out(talk, reading)
    likely = [g for g in reading.benefits if g.name in cards and g.confidence >= _CONCEIVABLE]
    likely = [guess for guess in likely if guess.name not in out]
    return _which(talk, tuple(likely[:MOST_OPTIONS])) if len(likely) > 1 else _openly(talk, reading)


def _openly(talk: Talk, reading: Reading) -> Talk:
    """Ask in words what is meant: whoever tells of their life is offered a look, whoever would apply what there is."""
    possible = talk.world.flows.can_apply_for()
    order_ = [name for name in talk.world.policies.matrix.order if name in possible]
    names = talk.world.flows.phrases.word("list_comma").join(
        talk.world.policies.cards[name].name for name in order_
    )
    filled = {**gaps(talk, None), "names": names}
    if _in_the_middle(talk):
        return say(talk, Reply(phrase="which_by_name", values=filled))
    told = mentioned(talk, reading).keys() - {"who_for"}
    if told or talk.world.flows.shows("hardship", normalise(reading.text).text):
        heard = () if told else (Reply(phrase="hardship_heard", values=gaps(talk, None)),)
        return say(talk, *heard, Reply(phrase="offer_look", values=gaps(talk, None)))
    if talk.state.wish == Act.APPLY.value:
        return say(talk, Reply(phrase="which_to_apply", values=filled))
    return say(talk, replace(menu(talk), phrase="which_openly"))


def _in_the_middle(talk: Talk) -> bool:
    return any(journey(place(talk, frame)).open for frame in talk.state.frames)


def ruled_out(talk: Talk, reading: Reading) -> frozenset[str]:
    """Return the benefits that what was told so far rules out: nobody of twenty-six is asked about old age."""
    told = values({**talk.state.loose, **mentioned(talk, reading)})
    world = talk.world
    if not told:
        return frozenset()
    found = screen(world.policies, told, region=world.region, today=world.today)
    return frozenset(result.benefit for result in found.refused)


def _which(talk: Talk, likely: tuple[Guess, ...]) -> Talk:
    """Offer benefits by number; in the middle of a flow by name, since numbers then belong to its question."""
    options = which_options(talk.world, tuple(guess.name for guess in likely))
    if _in_the_middle(talk):
        names = talk.world.flows.phrases.word("list_comma").join(option.words[0] for option in options)
        return say(talk, Reply(phrase="which_by_name", values={**gaps(talk, None), "names": names}))
    talk = replace(talk, state=replace(talk.state, which=tuple(option.id for option in options)))
    choices = choices_of(options)
    return say(talk, Reply(phrase=WHICH, values=gaps(talk, None), choices=choices, asks=WHICH))


def which_options(world: World, benefits: tuple[str, ...]) -> tuple[Option, ...]:
    """Return benefits as numbered choices, called by their cards' names."""
    return tuple(
        Option(id=benefit, number=number, words=(world.policies.cards[benefit].name,))
        for number, benefit in enumerate(benefits, start=1)
        if benefit in world.policies.cards
    )


def _to_a_person(talk: Talk) -> Talk:
    talk = handover.called(talk, talk.words, "not_understood_3", None)
    return replace(talk, state=replace(talk.state, misses=0), wording=0)
