"""Fill the gaps: how values, people and places are said, and how a question is put with its choices.

All words come from the phrase library; this module only chooses which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from flows import consent
from flows.incomes import INCOMES, each_with_whose
from flows.journey import journey
from flows.outcome import Reply
from flows.phrases import Phrases, fill
from flows.place import RECEIVING
from flows.question import Question
from flows.state import Answers, Frame
from flows.talk import Talk, answers_of, flow_of, path_of, place
from nlu.reading import Option
from policies.contacts import nearby
from policies.regions import NATION
from policies.verdict import FactValue, Unknown

_LONGEST = 24
"""Characters of a person's own words that are read back; the whole of them goes to the caseworker."""

_FEW = 8
"""Items up to which a review needs no headings."""

_STATUS = "relief_status"
_WHO_FOR = "who_for"


_MOST_PURPOSES = 3
"""Purposes shown at a time; with the way out that is four choices."""


def phrases_of(talk: Talk, frame: Frame | None) -> Phrases:
    """Return the phrases a frame speaks with."""
    return (talk.world.flows_of(frame.release) if frame else talk.world.flows).phrases


def spoken_day(phrases: Phrases, day: date) -> str:
    """Return a day as people say it, by the library's form."""
    return phrases.render("spoken_day", {"year": str(day.year), "month": str(day.month), "day": str(day.day)})


def spoken(talk: Talk, question: Question, value: FactValue) -> str:
    """Return an answer as it is read back: a relation by its word, a number by its last digits."""
    phrases = talk.world.flows.phrases
    if value is Unknown.DECLINED:
        return phrases.word("spoken_declined")
    text = str(value)
    if question.kind == "relation":
        return phrases.word(f"relation_{text}", text)
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
    """Return the word for the person a draft is for, or nothing when that is not known yet."""
    relation = answers.get("who_for")
    if relation is None or isinstance(relation.value, Unknown):
        return ""
    return talk.world.flows.phrases.word(f"relation_{relation.value}")


def gaps(talk: Talk, frame: Frame | None) -> Mapping[str, str]:
    """Return what a phrase may say about this frame: benefit, person, place, position and the help numbers."""
    world = talk.world
    frame = _meant(talk, frame)
    answers = answers_of(talk, frame) if frame else talk.state.loose
    benefit = frame.benefit if frame else talk.state.benefit
    card = world.policies.cards.get(benefit) if benefit else None
    filled = {
        "benefit": card.name if card else world.flows.phrases.word(f"benefit_{benefit}"),
        "who": who(talk, answers),
        "day_words": day_words(talk),
        "office": "" if world.region == NATION else world.policies.regions.spoken(world.region),
    }
    for contact in nearby(world.policies.contacts, world.policies.regions, world.region):
        filled.setdefault(f"phone_{contact.kind}", contact.number)
    if frame and frame.draft:
        path = journey(place(talk, frame))
        done = len(path.asked)
        filled |= {
            "step": str(done + 1),
            "steps": str(done + path.ahead),
            "next": path.open.label if path.open else "",
        }
    elif frame and any(step.kind == "screen" for step in flow_of(talk, frame).steps.values()):
        first = place(talk, frame).to_apply_for()[:1]
        filled["first"] = world.policies.cards[first[0]].name if first else ""
    return {name: text for name, text in filled.items() if text}


def _meant(talk: Talk, frame: Frame | None) -> Frame | None:
    """Return the frame whose draft is spoken of: a flow about a draft speaks of that draft."""
    if frame is None or frame.about is None or frame.about not in talk.drafts:
        return frame
    draft = talk.drafts[frame.about]
    return Frame(flow=draft.flow, release=draft.release, benefit=draft.benefit, draft=draft.id)


def review_items(talk: Talk, frame: Frame) -> tuple[Question, ...]:
    """Return the answered questions that the review shows, group by group, in the order they were asked."""
    answers = answers_of(talk, frame)
    items = [q for q in path_of(talk).asked if q.in_review and q.id in answers]
    if len(items) <= _FEW:
        return tuple(items)
    groups = list(dict.fromkeys(item.group for item in items))
    return tuple(sorted(items, key=lambda item: groups.index(item.group)))


def options(talk: Talk, frame: Frame, question: Question) -> tuple[Option, ...]:
    """Return the numbered answers of a question; a review's are the items that can be changed."""
    if question.of_consents:
        return _of_consents(talk, question)
    if not question.review:
        filled = gaps(talk, frame)
        return tuple(replace(option, words=_worded(option.words, filled)) for option in question.options)
    return tuple(
        Option(id=item.id, number=number, words=(item.label,))
        for number, item in enumerate(review_items(talk, frame), start=1)
    )


def _of_consents(talk: Talk, question: Question) -> tuple[Option, ...]:
    """Return the options that are purposes spoken of: three, what is no purpose at all, and after it the rest.

    The rest are not shown with numbers; they are named in the question and answered in words.
    """
    meant, purposes = consent.purposes(talk, question.of_consents), talk.world.flows.purposes
    of_purposes = [option for option in question.options if option.id in meant]
    none = [option for option in question.options if option.id not in purposes]
    ordered = (*of_purposes[:_MOST_PURPOSES], *none, *of_purposes[_MOST_PURPOSES:])
    return tuple(replace(option, number=number) for number, option in enumerate(ordered, start=1))


def _worded(words: tuple[str, ...], filled: Mapping[str, str]) -> tuple[str, ...]:
    """Fill the gaps in an option's words; a word whose gap nobody fills is left out."""
    return tuple(word for word in (fill(word, filled) for word in words) if word)


def day_words(talk: Talk) -> str:
    """Return the words of the day, which somebody reads aloud to show that they are there."""
    lines = talk.world.flows.phrases.word("day_words").splitlines()
    return lines[talk.world.today.toordinal() % len(lines)] if lines else ""


def ask(talk: Talk, frame: Frame, question: Question) -> Reply:
    """Put a question, in the flow's own words where it has some; a later wording when it was not understood."""
    wording = question.wordings[min(talk.wording, len(question.wordings) - 1)]
    own = f"{wording}_in_{frame.flow}"
    wording = own if own in phrases_of(talk, frame) else wording
    values = dict(gaps(talk, frame))
    some = answers_of(talk, frame).get(INCOMES)
    if some is not None and f"{wording}_besides" in phrases_of(talk, frame):
        wording = f"{wording}_besides"
        values["items"] = listed(talk, {INCOMES: some})
    if question.review:
        values["review"] = "\n".join(_review(talk, frame))
        choices: tuple[tuple[str, str], ...] = ()
    else:
        shown = options(talk, frame, question)
        if question.of_consents:
            shown, more = shown[: _MOST_PURPOSES + 1], shown[_MOST_PURPOSES + 1 :]
            values["more"] = talk.world.flows.phrases.word("list_comma").join(o.words[0] for o in more)
        choices = tuple((option.words[0], str(option.number)) for option in shown)
    values = {name: text for name, text in values.items() if text}
    return Reply(phrase=wording, values=values, choices=choices, asks=question.id, release=frame.release)


def _review(talk: Talk, frame: Frame) -> Iterator[str]:
    """Yield the numbered lines of everything answered; many of them stand under headings."""
    answers, form = answers_of(talk, frame), phrases_of(talk, frame)
    items, heading = review_items(talk, frame), ""
    for number, item in enumerate(items, start=1):
        if len(items) > _FEW and item.group != heading:
            heading = item.group
            yield form.render("review_group", {"group": heading})
        told = _short(talk, item, answers[item.id].value)
        yield form.render("review_line", {"number": str(number), "label": item.label, "value": told})


def _short(talk: Talk, question: Question, value: FactValue) -> str:
    text = spoken(talk, question, value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + talk.world.flows.phrases.word("spoken_more")


def at_desk(talk: Talk, answers: Answers) -> Iterator[str]:
    """Yield answers as lines for a caseworker, in the library's order: who speaks for themselves is no “you” there."""
    phrases = talk.world.flows.phrases
    for name, question in talk.world.flows.questions.items():
        if name in answers:
            value = (
                self_at_desk(talk, answers)
                if name == "who_for"
                else _short(talk, question, answers[name].value)
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
    # What is received says the household's standing too.
    shown = [name for name in questions if name in answers and (name != _STATUS or RECEIVING not in answers)]
    shown.sort(key=lambda name: (name != _WHO_FOR, not questions[name].of_person))
    said = [item(talk, questions[name], answers[name].value) for name in shown]
    # One part of a message may answer two questions; it is read back once.
    return talk.world.flows.phrases.word("list_comma").join(dict.fromkeys(said))


def item(talk: Talk, question: Question, value: FactValue) -> str:
    """Return one answer as it is read back in a sentence, in the question's own form where it has one."""
    phrases = talk.world.flows.phrases
    form = f"noted_{question.id}" if f"noted_{question.id}" in phrases else "noted_item"
    return phrases.render(form, {"label": question.label, "value": _short(talk, question, value)})
