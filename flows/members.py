"""Whose household it is about, and whom of it a message speaks of."""

from __future__ import annotations

from flows.flow import Flow
from flows.place import RECEIVING
from flows.question import Question, said
from flows.state import Frame, Told
from flows.talk import Talk, answers_of, flow_of, top
from nlu.reading import Reading, Value
from nlu.text import letters_only, normalise
from nlu.values.choice import choice
from nlu.values.owner import HOUSEHOLD, SELF

NO_RELATIVES = ("neighbour", "villager")
"""Relations of those who are no family of whoever tells of them."""

MANY_MAY_BE = frozenset({"other_relative", *NO_RELATIVES, ""})
"""Relations that several people may be: what one of them told or may see is not the others'."""

SOME_RELATIVE = "other_relative"
"""Stands for whom it is for until they say who of the family it is."""


def names_nobody(question: Question, told: Told) -> bool:
    """Tell whether somebody of the family is all that was said: who says “my uncle” means nobody else."""
    if told.value != SOME_RELATIVE:
        return False
    words = normalise(told.words).text
    meant = choice(words, question.options)
    some = (word for option in question.options if option.id == SOME_RELATIVE for word in option.words)
    return (meant is not None and meant.value == SOME_RELATIVE) or any(word in words for word in some)


def for_household(talk: Talk, frame: Frame) -> bool:
    """Tell whether it is about a whole household: whoever else is spoken of then belongs to it.

    So it is where a household gets the benefit, and where one is looked over for all there is.
    """
    card = talk.world.policies.cards.get(frame.benefit or "")
    flow = flow_of(talk, frame)
    return (card is not None and card.unit == "household") or looks_over(flow)


def looks_over(flow: Flow) -> bool:
    """Tell whether a flow looks over a household for all there is."""
    return any(step.kind == "screen" for step in flow.steps.values())


def whom(talk: Talk, reading: Reading) -> str | None:
    """Return whom a message is about: the person it is for, unless it speaks of nobody but others."""
    frame = top(talk)
    whose = answers_of(talk, frame).get("who_for") if frame is not None else None
    answered = str(whose.value) if whose is not None and isinstance(whose.value, str) else None
    spoken_of = {value.value for value in reading.values if value.kind == "relation"}
    subject = speaker_of(reading)
    return answered if subject is None or answered in spoken_of else subject


def speaker_of(reading: Reading) -> str | None:
    """Return whom a message speaks of; who says “I am on dibao” and names nobody else speaks of themselves."""
    own = any(value.kind == RECEIVING and value.whose == SELF for value in reading.values)
    return reading.subject or (SELF if own else None)


def of_them(value: Value, whose: str | None) -> bool:
    """Tell whether a value may be of a person, or of all of the household: the words give it to nobody else."""
    if value.whose in ("", HOUSEHOLD, whose) or whose is None:
        return True
    return whose == SOME_RELATIVE and value.whose != SELF


def says_for_whom(talk: Talk, reading: Reading) -> bool:
    """Tell whether a message says for whom it is, and does not only speak of somebody: “father is not at home”."""
    words = talk.world.flows.words
    text = normalise(reading.text).text
    if text.startswith(words.get("for_whom", ())):
        return True
    people = sorted((v.start, v.end) for v in reading.values if v.kind == "relation")
    left = reading.text
    for start, end in reversed(people):
        left = left[:start] + left[end:]
    for word in sorted(words.get("only_whom", ()), key=len, reverse=True):
        left = left.replace(word, "")
    return not letters_only(normalise(left).text)


def value_of(reading: Reading, kind: str, whose: str | None) -> Value | None:
    """Return the first value of a kind that may be of a person, passing over what is said of others."""
    return next((value for value in reading.values if value.kind == kind and of_them(value, whose)), None)


def of_another(talk: Talk, frame: Frame, question: Question, value: Value, reading: Reading) -> bool:
    """Tell whether a value that would be of the person it is for is said of another one of the household."""
    whose = answers_of(talk, frame).get("who_for")
    if (
        whose is None
        or whose.value == SOME_RELATIVE
        or not question.of_person
        or not for_household(talk, frame)
    ):
        return False
    spoken_of = [v for v in reading.values if v.kind == "relation" and v.start <= value.start]
    return bool(spoken_of) and max(spoken_of, key=lambda v: v.start).value != whose.value


def said_of_another(question: Question, option: str, reading: Reading, whose: str | None) -> bool:
    """Tell whether the words of an option stand behind another one than the person: “father is 85, mother disabled”."""
    clean = normalise(reading.text)
    places = [clean.text.find(word) for word in question.heard_by[option] if said(word, clean.text)]
    people = [value for value in reading.values if value.kind == "relation" and value.value]
    for place in places:
        before = [one for one in people if one.start < clean.span(place, place + 1)[1]]
        if whose is None or not before or max(before, key=lambda one: one.start).value == whose:
            return False
    return True
