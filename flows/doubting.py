"""A doubtful value: ask whether it is right, and settle it by the next words.

It counts only after a yes; a no opens its question again, and another value takes its place.
"""

from __future__ import annotations

from dataclasses import replace

from flows import incomes, moved
from flows.answer_value import AGE, may_be_age, value_for
from flows.answering import LAST_FIGURE, declined, record, summed, take
from flows.correcting import correct
from flows.doubtful import ONE_DENIED
from flows.outcome import Reply
from flows.question import Question
from flows.speaking import gaps
from flows.spoken import listed, spoken
from flows.state import Doubt, Frame
from flows.talk import Talk, answers_of, questions_of, say, told
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise
from nlu.values.numbers import number

_SAYS = {Act.AFFIRM: "yes", Act.DENY: "no", Act.CORRECT: "no", Act.BACK: "no"}
_SHORT = 20
"""Characters of a person's own words up to which they are said back when a value is confirmed."""

_LEFT = {"other_person": "as_before", moved.MOVED: "theirs_anew", ONE_DENIED: "asked_later"}
"""What is said after a no, by what was in doubt; else the question is put anew."""


def confirm(talk: Talk, frame: Frame, doubt: Doubt, reading: Reading) -> Talk | None:
    """Settle a doubtful value: yes records it, no opens the question again, another value takes its place.

    None when the message is about something else; the doubt then waits with its question.
    """
    question = questions_of(talk, frame)[doubt.question]
    yes_no = reading.value("yes_no") or reading.value("choice")
    said = str(yes_no.value) if yes_no else _SAYS.get(reading.act, "")
    settled = replace(talk, state=replace(talk.state, doubt=None))
    again = incomes.doubted_anew(settled, frame, question, doubt, reading)
    if again is not None:
        return summed(again, frame, question)
    fresh = value_for(question, reading)
    if fresh is not None and fresh.kind == question.kind and question.kind != "yes_no":
        return take(settled, frame, question, reading)
    years = _years_instead(doubt, reading)
    if years is not None:
        return record(settled, frame, question, told(talk, years, asked=True))
    if said != "yes" and doubt.reason not in _LEFT:
        corrected = _another_person(settled, frame, reading)
        if corrected is not None:
            free = corrected.state.doubt is None
            return replace(corrected, state=replace(corrected.state, doubt=doubt)) if free else corrected
    if said == "yes":
        return _confirmed(settled, frame, question, doubt)
    if said == "no":
        phrase = _LEFT.get(doubt.reason, "ask_anew")
        return say(settled, Reply(phrase=phrase, values=gaps(settled, frame), release=frame.release))
    if reading.act is Act.SKIP and doubt.reason != "other_person":
        return declined(settled, frame, question)
    return None


def _years_instead(doubt: Doubt, reading: Reading) -> int | None:
    """Return the years that a message ends in while an age waits: “no, 87” and “I said it wrong, 87”."""
    last = LAST_FIGURE.search(normalise(reading.text).text) if doubt.question == AGE else None
    years = number(last[1]) if last is not None else None
    return years if years is not None and may_be_age(years) else None


def _another_person(talk: Talk, frame: Frame, reading: Reading) -> Talk | None:
    """Put right whom it is for, where a no names somebody else; what was in doubt still is."""
    whose = answers_of(talk, frame).get("who_for")
    if whose is None or reading.subject in (None, whose.value):
        return None
    return correct(talk, frame, replace(reading, act=Act.CORRECT))


def _confirmed(talk: Talk, frame: Frame, question: Question, doubt: Doubt) -> Talk:
    talk = record(talk, frame, question, doubt.told)
    for name, answer in doubt.besides.items():
        talk = record(talk, frame, questions_of(talk, frame)[name], answer)
    if doubt.reason != "other_person":
        return talk
    filled = {**gaps(talk, frame), "items": listed(talk, {question.id: doubt.told, **doubt.besides})}
    return say(talk, Reply(phrase="corrected", values=filled, release=frame.release))


def doubt_reply(talk: Talk, frame: Frame, doubt: Doubt) -> Reply:
    """Return the words that ask whether a doubtful value is right."""
    question = questions_of(talk, frame)[doubt.question]
    phrases = talk.world.flows.phrases
    phrase = f"confirm_{question.kind}_{doubt.reason}"
    phrase = phrase if phrase in phrases else f"confirm_{doubt.reason}"
    phrase = phrase if phrase in phrases else "confirm_value"
    value = spoken(talk, question, doubt.told.value)
    items = listed(talk, moved.in_doubt(doubt))
    filled = {**gaps(talk, frame), "label": question.label, "value": value, "items": items}
    if incomes.INCOMES in doubt.besides:
        filled["sum"] = incomes.arithmetic(talk, doubt.besides[incomes.INCOMES].value)
    if doubt.reason == ONE_DENIED:
        names = (label for option, label in question.option_labels.items() if option != doubt.told.value)
        filled["names"] = phrases.word("list_comma").join(names)
    if len(doubt.told.words) <= _SHORT:
        filled["words"] = doubt.told.words
    choices = tuple((phrases.word(f"spoken_{word}"), str(n)) for n, word in enumerate(("yes", "no"), start=1))
    return Reply(
        phrase=phrase, values=filled, choices=choices, asks=f"confirm_{question.id}", release=frame.release
    )
