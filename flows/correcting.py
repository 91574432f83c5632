"""Change earlier answers: to what the person now says, or by asking again what they point at or go back to."""

from __future__ import annotations

import re

from flows import incomes
from flows.answer_value import likely, monthly, typed
from flows.answering import record, unusable
from flows.earnings import stored, total
from flows.members import for_household, of_another, says_for_whom
from flows.outcome import Reply
from flows.place import RECEIVING, without
from flows.question import Question
from flows.question import said as said_plainly
from flows.speaking import gaps
from flows.spoken import listed
from flows.state import Frame
from flows.talk import Talk, answers_of, open_question, put_answers, questions_of, say, told
from nlu.acts import Act
from nlu.reading import Reading
from nlu.text import normalise
from nlu.values.name import instead
from nlu.values.numbers import NUMERAL, number
from policies.verdict import FactValue

_FIGURE = re.compile(rf"[0-9]+|{NUMERAL}+")
_COUNTS = ("age", "household_size")
"""Kinds of answers that are a bare count."""

_AGAINST = frozenset({Act.CORRECT, Act.DENY})
"""Acts that say something stands wrong."""


def correct(talk: Talk, frame: Frame, reading: Reading) -> Talk | None:
    """Change earlier answers to what the person now says; None when nothing they said was asked before."""
    changes = _changes(talk, frame, reading)
    if changes:
        single = incomes.corrected(talk, answers_of(talk, frame), reading)
        for question, new in changes:
            talk = record(talk, frame, question, told(talk, new, asked=True))
        if single is not None:
            anew = told(talk, stored(single), asked=False)
            talk = put_answers(talk, frame, {**answers_of(talk, frame), incomes.INCOMES: anew})
        now = answers_of(talk, frame)
        stands = {question.id: now[question.id] for question, new in changes if now[question.id].value == new}
        if not stands:
            return talk
        filled = {**gaps(talk, frame), "items": listed(talk, stands)}
        return say(talk, Reply(phrase="corrected", values=filled, release=frame.release))
    for value in reading.values:
        wrong = _same_kind(talk, frame, value.kind) if value.value is None else None
        if wrong is not None:
            return unusable(reopen(talk, frame, wrong), frame, wrong, value)
    pointed = _pointed_at(talk, frame, reading)
    return reopen(talk, frame, pointed) if pointed is not None else None


def _changes(talk: Talk, frame: Frame, reading: Reading) -> list[tuple[Question, FactValue]]:
    """Return the questions that were answered and what the message says instead."""
    questions, answers = questions_of(talk, frame), answers_of(talk, frame)
    changes = _chosen_anew(talk, frame, reading) or _number_instead(talk, frame, reading)
    # Whoever is spoken of beside something else may be one of the household, or the reason for it.
    # The whole message, where words are asked for, is no fact of its own.
    more = sum(value.kind not in ("yes_no", "text") for value in reading.values) > 1
    beside = bool(changes) or (for_household(talk, frame) and more and not _of_the_other(reading))
    whose, refused = answers.get("who_for"), questions["who_for"].refuses
    sums = talk.state.doubt is not None and talk.state.doubt.reason == incomes.ADDED
    # Whose income of several is another one is no word on whom it is for.
    tells = any(v.kind not in ("relation", "yes_no", "text") for v in reading.values)
    says_whom = reading.act in _AGAINST or tells or says_for_whom(talk, reading)
    means_it = not sums and says_whom and (not for_household(talk, frame) or reading.act in _AGAINST)
    if (
        reading.subject
        and whose
        and means_it
        and not beside
        and reading.subject not in (whose.value, *refused)
    ):
        changes["who_for"] = reading.subject
    # “Father is 86, mother 82”: whoever is named besides the one it is for takes nobody's place.
    named = {v.value for v in reading.values if v.kind == "relation"}
    too = whose is not None and whose.value in named and reading.act not in _AGAINST
    single = incomes.corrected(talk, answers, reading)
    if single is not None and incomes.INCOME in questions:
        changes[incomes.INCOME] = total(single)
    for value in map(monthly, reading.values):
        question = _same_kind(talk, frame, value.kind) if value.value is not None else None
        if question is None or question.id in changes or str(value.value) in question.refuses:
            continue
        if value.others or value.kind == RECEIVING:
            continue
        if value.kind == "relation" and (beside or not means_it or too):
            continue
        if changes.get("who_for") is None and of_another(talk, frame, question, value, reading):
            continue
        if typed(value) != answers[question.id].value and question.kind not in ("choice", "yes_no", "text"):
            changes[question.id] = likely(value)
    if not changes and reading.act in _AGAINST:
        changes |= _another_name(talk, frame, reading)
    return [(questions[name], value) for name, value in changes.items()]


def _another_name(talk: Talk, frame: Frame, reading: Reading) -> dict[str, FactValue]:
    """Return the name that a message gives in place of the one told last, where it is much like it or called a name."""
    question = _same_kind(talk, frame, "name")
    new = instead(normalise(reading.text).text)
    if question is None or new is None:
        return {}
    before = str(answers_of(talk, frame)[question.id].value)
    called = any(word in reading.text for word in (question.label, *question.called))
    return {question.id: new} if new != before and (called or set(new) & set(before)) else {}


def _of_the_other(reading: Reading) -> bool:
    """Tell whether a message gives the person it speaks of an age of theirs, and nothing of the household's."""
    said = [value for value in reading.values if value.kind not in ("relation", "yes_no")]
    return bool(said) and all(v.kind == "age" and v.whose in ("", reading.subject) for v in said)


def _pointed_at(talk: Talk, frame: Frame, reading: Reading) -> Question | None:
    """Return the answered question that a number or a label of the review, or a word for it, points at."""
    chosen = reading.value("choice")
    question = questions_of(talk, frame).get(str(chosen.value)) if chosen else None
    if question is not None and question.id in answers_of(talk, frame):
        return question
    reviewing = open_question(talk)
    pointing = reading.act in _AGAINST or (reviewing is not None and reviewing.review)
    return _called(talk, frame, reading.text) if pointing else None


def _called(talk: Talk, frame: Frame, words: str) -> Question | None:
    """Return the answered question whose name stands in a message, of several the one with the longest name."""
    questions = questions_of(talk, frame)
    asked = [
        questions[name] for name in answers_of(talk, frame) if name in questions and questions[name].in_review
    ]
    named = [
        (len(name), place) for place, q in enumerate(asked) for name in (q.label, *q.called) if name in words
    ]
    return asked[max(named)[1]] if named else None


def _chosen_anew(talk: Talk, frame: Frame, reading: Reading) -> dict[str, FactValue]:
    """Return the one answered choice of which the message names another option."""
    questions, words = questions_of(talk, frame), normalise(reading.text).text
    asked = open_question(talk)
    # What also answers the open question says nothing about an earlier one: “none of these” is said often.
    now = {word for option in asked.options for word in option.words} if asked is not None else set()
    found: dict[str, FactValue] = {}
    for name, answer in answers_of(talk, frame).items():
        question = questions.get(name)
        if question is None or not question.options or not question.in_review:
            continue
        said = set(question.heard_in(words))
        if reading.act in _AGAINST and question.kind == "choice":
            said |= {o for o in _labelled(question, words) if question.option_labels[o] not in now}
        new = said - {str(answer.value)}
        if len(new) == 1:
            found[name] = new.pop()
    return found if len(found) == 1 else {}


def _labelled(question: Question, words: str) -> set[str]:
    """Return the options whose labels stand in a text, neither denied there nor within what another one is called."""
    longer = [(o.id, word) for o in question.options for word in o.words if word in words]
    return {
        option
        for option, label in question.option_labels.items()
        if said_plainly(normalise(label).text, words)
        and not any(label in word for other, word in longer if other != option)
    }


def _number_instead(talk: Talk, frame: Frame, reading: Reading) -> dict[str, FactValue]:
    """Return the one answer that a message takes back by its number, with the number it names instead: “not 81, 82”."""
    said = [number(figure) for figure in _FIGURE.findall(normalise(reading.text).text)]
    if reading.act not in _AGAINST or len(said) != 2 or said[0] == said[1] or said[1] is None:
        return {}
    questions = questions_of(talk, frame)
    meant = [
        name
        for name, answer in answers_of(talk, frame).items()
        if name in questions and questions[name].kind in _COUNTS and answer.value == said[0]
    ]
    return {meant[0]: said[1]} if len(meant) == 1 else {}


def _same_kind(talk: Talk, frame: Frame, kind: str) -> Question | None:
    """Return the question of a kind that was answered last."""
    questions = questions_of(talk, frame)
    asked = [questions[name] for name in answers_of(talk, frame) if name in questions]
    return next((q for q in reversed(asked) if q.kind == kind and not q.review), None)


def reopen(talk: Talk, frame: Frame, question: Question) -> Talk:
    """Forget one answer so that its question is asked again; what follows from it opens by itself."""
    return put_answers(talk, frame, without(answers_of(talk, frame), (question.id,)))


def reopen_last(talk: Talk, frame: Frame) -> Talk | None:
    """Forget the answer given last, for “one step back”; None when nothing was asked yet."""
    asked = [(t.turn, name) for name, t in answers_of(talk, frame).items() if t.asked]
    if not asked:
        return None
    question = questions_of(talk, frame).get(max(asked)[1])
    return reopen(talk, frame, question) if question else None
