"""How answers are said: values, people and places, one by one, as a list, in a review, and to a caseworker.

All words come from the phrase library; this module only chooses which.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from flows.incomes import each_with_whose
from flows.members import MANY_MAY_BE
from flows.phrases import Phrases
from flows.place import RECEIVING
from flows.question import Question
from flows.state import Answers, Frame, Told
from flows.talk import Talk, answers_of, path_of
from policies.verdict import FactValue, Unknown

_LONGEST = 24
"""Characters of a person's own words that are read back; the whole of them goes to the caseworker."""

_FEW = 8
"""Items up to which a review needs no headings."""

_STATUS = "relief_status"

_WHO_FOR = "who_for"

_NEARER = "nearer_"
"""What the names of the library's lists of nearer words for a relation begin with: `nearer_child_daughter`."""


def phrases_of(talk: Talk, frame: Frame | None) -> Phrases:
    """Return the phrases a frame speaks with."""
    return (talk.world.flows_of(frame.release) if frame else talk.world.flows).phrases


def spoken_day(phrases: Phrases, day: date) -> str:
    """Return a day as people say it, by the library's form."""
    return phrases.render("spoken_day", {"year": str(day.year), "month": str(day.month), "day": str(day.day)})


def spoken(talk: Talk, question: Question, value: FactValue, words: str = "") -> str:
    """Return an answer as it is read back: a relation by the nearest word for it, a number by its last digits.

    `words` are the person's own, which may say more nearly who it is.
    """
    phrases = talk.world.flows.phrases
    if value is Unknown.DECLINED:
        return phrases.word("spoken_declined")
    text = str(value)
    if question.kind == "relation":
        return relation(talk, text, words) or text
    if text in question.option_labels:
        return question.option_labels[text]
    match question.kind:
        case "region":
            return talk.world.policies.regions.spoken(text)
        case "date" if isinstance(value, date):
            return spoken_day(phrases, value)
        case "date":
            return spoken_day(phrases, date.fromisoformat(text))
        case "yes_no":
            return phrases.word(f"spoken_{text}", text)
        case "incomes":
            return each_with_whose(talk, value)
        case "receiving":
            cards = talk.world.policies.cards
            return phrases.word("list_comma").join(cards[b].name for b in text.split(",") if b in cards)
        case kind if f"spoken_{kind}" in phrases:
            return phrases.render(f"spoken_{kind}", {"value": text, "last4": text[-4:], "first3": text[:3]})
        case _:
            kind_of = talk.world.policies.facts.get(question.id)
            unit = kind_of.unit if kind_of is not None else ""
            return talk.world.policies.words.amount(Decimal(text), unit) if unit else text


def who(talk: Talk, answers: Answers) -> str:
    """Return the word for the person a draft is for, or nothing when that is not known yet.

    Of those whom several people may be, it is their name once that is known.
    """
    whom, name = answers.get("who_for"), answers.get("name")
    if whom is None or isinstance(whom.value, Unknown):
        return ""
    if whom.value in MANY_MAY_BE and name is not None and isinstance(name.value, str):
        return name.value
    return relation(talk, str(whom.value), whom.words)


def relation(talk: Talk, key: str, words: str) -> str:
    """Return the word for a relation: the nearer one where somebody's words name just one such, a daughter or a son."""
    begins, lists = f"{_NEARER}{key}_", talk.world.flows.words
    near = [name for name in lists if name.startswith(begins) and any(word in words for word in lists[name])]
    word = near[0].removeprefix(begins) if len(near) == 1 else key
    return talk.world.flows.phrases.word(f"relation_{word}")


def review_items(talk: Talk, frame: Frame) -> tuple[Question, ...]:
    """Return the answered questions that the review shows, group by group, in the order they were asked."""
    answers = answers_of(talk, frame)
    items = [q for q in path_of(talk).asked if q.in_review and q.id in answers]
    if len(items) <= _FEW:
        return tuple(items)
    groups = list(dict.fromkeys(item.group for item in items))
    return tuple(sorted(items, key=lambda item: groups.index(item.group)))


def review(talk: Talk, frame: Frame) -> Iterator[str]:
    """Yield the numbered lines of everything answered; many of them stand under headings."""
    answers, form = answers_of(talk, frame), phrases_of(talk, frame)
    items, heading = review_items(talk, frame), ""
    for number, item in enumerate(items, start=1):
        if len(items) > _FEW and item.group != heading:
            heading = item.group
            yield form.render("review_group", {"group": heading})
        told = _short(talk, item, answers[item.id])
        yield form.render("review_line", {"number": str(number), "label": item.label, "value": told})


def _short(talk: Talk, question: Question, told: Told) -> str:
    text = spoken(talk, question, told.value, told.words)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + talk.world.flows.phrases.word("spoken_more")


def at_desk(talk: Talk, answers: Answers) -> Iterator[str]:
    """Yield answers as lines for a caseworker, in the library's order: who speaks for themselves is no “you” there."""
    phrases = talk.world.flows.phrases
    for name, question in talk.world.flows.questions.items():
        if name in answers:
            value = (
                self_at_desk(talk, answers) if name == "who_for" else _short(talk, question, answers[name])
            )
            yield phrases.render("told_line", {"label": question.label, "value": value})


def self_at_desk(talk: Talk, answers: Answers) -> str:
    """Return the word a caseworker reads for the person something is for, or nothing."""
    told = answers.get("who_for")
    phrases = talk.world.flows.phrases
    return phrases.word("self_at_desk") if told is not None and told.value == "self" else who(talk, answers)


def listed(talk: Talk, answers: Answers) -> str:
    """Return some answers as one read-back list, whom it is for first: “for mother, Yangzhong, 83 years old”.

    Then come what belongs to that person, and the rest, each in the library's order.
    """
    questions = talk.world.flows.questions
    # What is received says the household's standing too, and a grade that there is a card.
    shown = [name for name in questions if name in answers and not _is_said(questions[name], answers)]
    shown.sort(key=lambda name: (name != _WHO_FOR, not questions[name].of_person))
    said = [item(talk, questions[name], answers[name]) for name in shown]
    # One part of a message may answer two questions; it is read back once.
    return talk.world.flows.phrases.word("list_comma").join(dict.fromkeys(said))


def _is_said(question: Question, answers: Answers) -> bool:
    """Tell whether another of the answers says this one besides."""
    if question.id == _STATUS and RECEIVING in answers:
        return True
    value = answers[question.id].value
    return any(option == value and name in answers for name, option in question.shown_by.items())


def item(talk: Talk, question: Question, told: Told) -> str:
    """Return one answer as it is read back in a sentence, in the question's own form where it has one."""
    phrases, value = talk.world.flows.phrases, _short(talk, question, told)
    form = f"noted_{question.id}"
    if form not in phrases:
        form = "noted_item_chosen" if question.options else "noted_item"
        if value == question.label:
            return value
    return phrases.render(form, {"label": question.label, "value": value})
