"""Facts a person tells without being asked: a value in passing, an option by its own words, whom they speak of.

They are read back, and count only where nothing was answered yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows import grade, incomes, moved, own_name, receiving
from flows.answer_value import typed
from flows.answering import agreed, new_person
from flows.doubtful import doubtful, needed
from flows.flow import Flow
from flows.members import for_household, of_another, said_of_another, speaker_of, value_of, whom
from flows.outcome import Reply
from flows.overheard import overheard_here, said_alone
from flows.place import RECEIVING, without
from flows.question import Question
from flows.speaking import gaps
from flows.spoken import listed
from flows.state import Answers, Frame, Told
from flows.talk import (
    Talk,
    answers_of,
    open_question,
    put_answers,
    questions_of,
    say,
    told,
    top,
)
from nlu.reading import Reading, Value
from nlu.text import normalise
from nlu.values.entry import ENTRY
from policies.regions import NATION

_JUDGES = ("decide", "screen")
"""Steps that look at whatever is known of a household."""

_GROWS = (RECEIVING, incomes.INCOMES)
"""Answers to which more is added as more is told."""

_OF_WHOM = ("other_person", moved.MOVED)
"""Reasons for doubt that leave open of whom somebody speaks."""

_OF_ITS_OWN = ("name", "phone")
"""Kinds of values that tell something even where nobody knows yet whose they are."""


def judges(flow: Flow) -> bool:
    """Tell whether a flow looks at whatever is known of a household."""
    return any(step.kind in _JUDGES for step in flow.steps.values())


def mentioned(talk: Talk, reading: Reading, *, besides: str | None = None) -> Mapping[str, Told]:
    """Return the facts a person mentioned without being asked, of the questions that allow it."""
    found: dict[str, Told] = {}
    questions = talk.world.flows.questions
    answered = questions[besides].kind if besides is not None and besides in questions else ""
    whose = whom(talk, reading)
    for question in questions.values():
        value = value_of(reading, question.kind, whose) if question.volunteered else None
        if value is not None and _in_an_address(value, reading):
            value = _registered(reading, answered)
        if (
            value is None
            or value.value == NATION
            or question.kind == answered
            or (question.only_with and not any(word in reading.text for word in question.only_with))
            or value.value is None
            or value.needs_confirm
            or value.others
            or (question.kind == "name" and not _their_name(value, whose, answered))
        ):
            continue
        words = reading.text[value.start : value.end]
        found[question.id] = told(talk, typed(value), asked=False, words=words)
    facts = talk.world.policies.facts
    judged = {name: question for name, question in questions.items() if name in facts}
    found |= grade.mentioned(talk, reading, whose)
    found |= {name: told(talk, option, asked=False) for name, option in _heard(judged, reading, whose)}
    found |= receiving.heard(talk, reading, whose)
    single = incomes.mentioned(talk, reading) if answered != "money_monthly" else {}
    if single:
        found = {**without(found, (incomes.INCOME,)), **single}
    who_for = questions.get("who_for")
    subject = speaker_of(reading)
    if subject and who_for and besides != "who_for" and subject not in who_for.refuses:
        found.setdefault("who_for", told(talk, subject, asked=False))
    return found


def _their_name(value: Value, whose: str | None, answered: str) -> bool:
    """Tell whether a name told unasked is surely theirs whom it is for.

    Before that is said it may be that of the one who writes; in a story, anybody's. A register's line is about one.
    """
    if value.reason == ENTRY:
        return answered != "text"
    return whose is not None and (value.whose == whose or (not value.whose and answered != "text"))


def of_the_person(talk: Talk, frame: Frame, reading: Reading) -> Mapping[str, Told]:
    """Return of what was mentioned what is the person's own whom the message speaks of."""
    questions = questions_of(talk, frame)
    found = mentioned(talk, reading)
    return {name: told for name, told in found.items() if name in questions and questions[name].of_person}


def _says_for_whom(talk: Talk, reading: Reading) -> bool:
    return normalise(reading.text).text.startswith(talk.world.flows.words.get("for_whom", ()))


def _registered(reading: Reading, answered: str) -> Value | None:
    """Return the place outside the address: where somebody lives is not where they are registered, if both are told.

    Who tells only where they live, and was not asked that, is taken to be registered there until they say otherwise.
    """
    places = [value for value in reading.values if value.kind == "region"]
    outside = next((value for value in places if not _in_an_address(value, reading)), None)
    return outside if outside is not None or answered == "address" else places[0]


def _in_an_address(value: Value, reading: Reading) -> bool:
    address = reading.value("address")
    return value.kind == "region" and address is not None and address.start <= value.start < address.end


def _heard(
    questions: Mapping[str, Question], reading: Reading, whose: str | None
) -> Iterator[tuple[str, str]]:
    """Yield each question with the one option whose own words stand in a message and are said of nobody else."""
    words = normalise(reading.text).text
    for question in questions.values():
        options = question.heard_in(words)
        if len(options) == 1 and not (
            question.of_person and said_of_another(question, options[0], reading, whose)
        ):
            yield question.id, options[0]


def _of_use(talk: Talk, frame: Frame, name: str) -> bool:
    """Tell whether a fact serves what is talked about: whoever reports a neighbour tells nothing about themselves."""
    library = talk.world.flows_of(frame.release)
    flow = library.flows[frame.flow]
    return bool(frame.draft) or judges(flow) or name in library.asked_in(flow.id)


def keep_mentioned(talk: Talk, reading: Reading, *, besides: str | None = None) -> Talk:
    """Keep what was mentioned besides the answer, where nothing was answered yet, and read it back.

    Nothing is kept while it is in doubt of whom the person speaks.
    """
    frame, doubt = top(talk), talk.state.doubt
    if frame is None or (doubt is not None and doubt.reason in _OF_WHOM):
        return talk
    talk = _people(talk, frame, reading, besides)
    talk = own_name.kept(talk, frame, reading) if _of_use(talk, frame, own_name.NAME) else talk
    answers = answers_of(talk, frame)
    found: Answers = {**mentioned(talk, reading, besides=besides), **overheard_here(talk, frame, reading)}
    own = own_name.of_oneself(talk, answers)
    found = {**own, **found}
    if besides is None and reading.value("choice") is None:
        found = {**said_alone(talk, frame, reading), **found}
    # Whoever is spoken of in passing belongs to the household; whom it is for is said when it is begun, or asked.
    apart: set[str | None] = {besides} if doubt is None else {besides, doubt.question}
    if for_household(talk, frame) and not _says_for_whom(talk, reading):
        apart |= {"who_for"}
    apart |= _of_others(talk, frame, reading)
    found = incomes.together(answers, receiving.together(answers, found))
    new = {
        n: t
        for n, t in found.items()
        if (n not in answers or n in _GROWS) and n not in apart and _of_use(talk, frame, n)
    }
    if not new:
        return doubtful(talk, frame, reading, besides)
    new |= _shows(talk, frame, new)
    talk = put_answers(talk, frame, {**answers, **new})
    if frame.draft and "who_for" in new:
        talk = new_person(talk, frame.draft)
    # A name that was read back when it was told is not read back again.
    filled = {
        **gaps(talk, frame),
        "items": listed(talk, {n: t for n, t in new.items() if t is not own.get(n)}),
    }
    if filled["items"]:
        talk = say(talk, Reply(phrase="noted", values=filled, release=frame.release))
    return doubtful(agreed(talk, frame), frame, reading, besides)


def _shows(talk: Talk, frame: Frame, new: Answers) -> Answers:
    """Return what something told shows besides: a grade shows a card, whether it was asked for already or comes later.

    A consent is shown only where it was just asked for.
    """
    answers, asked = answers_of(talk, frame), open_question(talk)
    found: dict[str, Told] = {}
    for name, question in talk.world.flows_of(frame.release).questions.items():
        now = asked is not None and asked.id == name
        later = name in talk.world.policies.facts and name not in answers and needed(talk, frame, name)
        option = next((option for told_of, option in question.shown_by.items() if told_of in new), None)
        if option and name not in new and (now or later):
            found[name] = told(talk, option, asked=now)
    return found


def known_already(talk: Talk, frame: Frame, reading: Reading) -> bool:
    """Tell whether a message says again what was said before, and nothing else that could be told apart."""
    answers, found = answers_of(talk, frame), mentioned(talk, reading)
    questions = questions_of(talk, frame)
    kept = {(questions[name].kind, told.value) for name, told in answers.items() if name in questions}
    new = (v for v in reading.values if v.kind in _OF_ITS_OWN and (v.kind, typed(v)) not in kept)
    return (
        bool(found)
        and not any(new)
        and all(name in answers and answers[name].value == t.value for name, t in found.items())
    )


def _of_others(talk: Talk, frame: Frame, reading: Reading) -> set[str]:
    """Return the questions whose value in this message is another one's of the household."""
    said = ((q, reading.value(q.kind)) for q in talk.world.flows.questions.values() if q.volunteered)
    return {q.id for q, value in said if value is not None and of_another(talk, frame, q, value, reading)}


def _people(talk: Talk, frame: Frame, reading: Reading, asked: str | None) -> Talk:
    """Let an answer that names relatives also answer the question of who they are."""
    questions, answers = questions_of(talk, frame), answers_of(talk, frame)
    who = questions[asked].people if asked and asked in questions and asked in answers else ""
    if not who or who in answers or reading.value("relation") is None:
        return talk
    return put_answers(talk, frame, {**answers, who: told(talk, reading.text, asked=True)})
