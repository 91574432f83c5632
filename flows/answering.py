"""Record the answer to a question: what it settles besides, and what is asked again.

A value that is doubtful is confirmed before it counts; one that cannot be right is said so and asked again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from flows import consent, incomes, moved, of_others
from flows.answer_value import AGE, BY_ITSELF, is_old_age, likely, may_be_age, typed, value_for
from flows.members import NO_RELATIVES, for_household, looks_over, names_nobody, says_for_whom, value_of, whom
from flows.outcome import Reply
from flows.question import Question
from flows.speaking import gaps
from flows.spoken import listed
from flows.state import Answers, Frame, Told, values
from flows.talk import (
    Talk,
    answers_of,
    first_time,
    flow_of,
    new_id,
    place,
    put_answers,
    put_draft,
    put_in_doubt,
    questions_of,
    said_once,
    say,
    told,
    understood,
)
from nlu.acts import Act
from nlu.reading import Reading, Value
from nlu.text import normalise
from nlu.values.numbers import NUMERAL, number
from nlu.values.owner import SELF
from policies.facts import known
from policies.verdict import Unknown

OTHER_PERSON = "other_person"
"""The reason for doubt whether it is for somebody who was spoken of."""

LAST_FIGURE = re.compile(rf"([0-9]+|{NUMERAL}+)[^0-9]{{0,2}}$")
"""The number that a message ends in."""

HARD_TO_RING = "hard_to_ring"
"""The cue of whoever hears no telephone, or has none."""

_SAID_WELL_ENOUGH = ("no_town",)
"""Reasons for doubt that ask nothing of the person: an address without its town still leads there who knows it."""


def take(talk: Talk, frame: Frame, question: Question, reading: Reading) -> Talk:
    """Record the answer to the open question; the caller has made sure with `takes` that there is one."""
    added = incomes.answered(talk, frame, question, reading)
    if added is not None:
        return summed(added, frame, question)
    value = value_for(question, reading)
    if value is None and reading.act is Act.SKIP:
        return declined(talk, frame, question)
    if value is None:
        said = "yes" if reading.act is Act.AFFIRM else "no"
        return record(talk, frame, question, told(talk, said, asked=True))
    if value.value is None or str(value.value) in question.refuses:
        return unusable(talk, frame, question, value)
    if question.of_person:
        value = value_of(reading, value.kind, whom(talk, reading)) or value
        talk = _nearer(talk, frame, reading)
        other = other_person(talk, frame, reading, {question.id: told(talk, typed(value), asked=True)})
        if other is not None:
            return other
    if (value.needs_confirm and value.reason not in _SAID_WELL_ENOUGH) or value.others:
        return _doubt(talk, frame, question, value)
    return record(talk, frame, question, told(talk, typed(value), asked=True))


def summed(talk: Talk, frame: Frame, question: Question) -> Talk:
    """Read back the one income of a household that has no other."""
    answer = answers_of(talk, frame).get(question.id)
    if answer is None or answer.turn != talk.world.turn:
        return talk
    filled = {**gaps(talk, frame), "items": listed(talk, {question.id: answer})}
    return agreed(say(talk, Reply(phrase="noted", values=filled, release=frame.release)), frame)


def _doubt(talk: Talk, frame: Frame, question: Question, value: Value) -> Talk:
    guess = told(talk, likely(value), asked=True)
    return put_in_doubt(talk, frame, question.id, guess, value.reason or "unsure")


def age_by_itself(talk: Talk, frame: Frame, reading: Reading) -> Talk | None:
    """Keep a bare number where none was asked as the age that is still to be known, or ask whether it is; else None.

    So is the last number of “not 78, 87”, where no age was told yet.
    """
    years, asked = number(reading.text.strip(" 。.")), talk.world.flows.questions.get(AGE)
    if years is None and reading.act in (Act.CORRECT, Act.DENY):
        last = LAST_FIGURE.search(normalise(reading.text).text)
        years = number(last[1]) if last is not None else None
    if asked is None or years is None or not may_be_age(years) or AGE in answers_of(talk, frame):
        return None
    if not looks_over(flow_of(talk, frame)) and not _judged_by_age(talk, frame):
        return None
    plain = frame.draft is not None and reading.act not in (Act.CORRECT, Act.DENY)
    if plain and is_old_age(years) and talk.state.doubt is None and not for_household(talk, frame):
        return years_read_back(talk, frame, years)
    return put_in_doubt(talk, frame, AGE, told(talk, years, asked=True), BY_ITSELF)


def years_read_back(talk: Talk, frame: Frame, years: int) -> Talk:
    """Keep an age that was told alone, and read it back: whoever is asked about every number grows weary."""
    answers = {**answers_of(talk, frame), AGE: told(talk, years, asked=True)}
    talk = put_answers(talk, frame, answers)
    filled = {**gaps(talk, frame), "items": listed(talk, {AGE: answers[AGE]})}
    return agreed(say(talk, Reply(phrase="noted", values=filled, release=frame.release)), frame)


def _judged_by_age(talk: Talk, frame: Frame) -> bool:
    card = talk.world.policies.cards.get(frame.benefit or "")
    checks = place(talk, frame).verdict(card.id).checks if card is not None else ()
    return any(AGE in check.facts for check in checks)


def other_person(talk: Talk, frame: Frame, reading: Reading, besides: Answers) -> Talk | None:
    """Ask whether it is for the person now spoken of, when that is another one; None when it is the same."""
    relation = answers_of(talk, frame).get("who_for")
    if relation is None or reading.subject in (None, relation.value) or frame.draft is None:
        return None
    if for_household(talk, frame) or _looks_after(talk, reading):
        return None
    if not besides and not says_for_whom(talk, reading):
        # “Her husband died long ago” is about her.
        return None
    person = told(talk, str(reading.subject), asked=True)
    return put_in_doubt(talk, frame, "who_for", person, OTHER_PERSON, besides)


def _looks_after(talk: Talk, reading: Reading) -> bool:
    """Tell whether whoever is spoken of is only the one who looks after the person."""
    text = normalise(reading.text).text
    spoken_of = [v for v in reading.values if v.kind == "relation" and v.value == reading.subject]
    return any(talk.world.flows.shows("looks_after", text[value.end :]) for value in spoken_of)


def _nearer(talk: Talk, frame: Frame, reading: Reading) -> Talk:
    """Take “my mother” for “somebody of the family” said before."""
    relation, asked = answers_of(talk, frame).get("who_for"), questions_of(talk, frame)
    if (
        relation is None
        or not names_nobody(asked["who_for"], relation)
        or reading.subject in (None, "self", *NO_RELATIVES)
    ):
        return talk
    answers = {**answers_of(talk, frame), "who_for": replace(relation, value=str(reading.subject))}
    return put_answers(talk, frame, answers)


def record(talk: Talk, frame: Frame, question: Question, answer: Told) -> Talk:
    """Write one answer down; an answer to who it is for also settles whose draft this is."""
    before = answers_of(talk, frame).get(question.id)
    another = question.id == "who_for" and (before is None or before.value != answer.value)
    if another and before is not None and not names_nobody(question, before):
        talk = moved.left_behind(talk, frame)
    talk = put_answers(talk, frame, {**answers_of(talk, frame), question.id: answer})
    talk = moved.told_anew(consent.recorded(talk, frame, question, answer.value), question.id)
    if another and frame.draft:
        talk = of_others.recalled(new_person(talk, frame.draft), frame)
    return agreed(incomes.agreeing(talk, frame, question.id), frame)


def agreed(talk: Talk, frame: Frame) -> Talk:
    """Let what follows from an identity number stand in place of what was remembered, and say so."""
    kinds, answers = talk.world.policies.facts, answers_of(talk, frame)
    complete = known(kinds, values(answers), talk.world.today)
    surer = {
        name: replace(answer, value=complete[name])
        for name, answer in answers.items()
        if name in kinds and kinds[name].derived is not None and complete[name] != answer.value
    }
    if not surer:
        return talk
    talk = put_answers(talk, frame, {**answers, **surer})
    said = {name: answer for name, answer in surer.items() if not isinstance(answers[name].value, Unknown)}
    if not said:
        return talk
    filled = {**gaps(talk, frame), "items": listed(talk, said)}
    return say(talk, Reply(phrase="surer_by_papers", values=filled, release=frame.release))


def new_person(talk: Talk, draft_id: str) -> Talk:
    """Give the draft a person of its own: each new answer to whom it is for is another one."""
    talk, person = new_id(talk, "person")
    return put_draft(talk, replace(talk.drafts[draft_id], person=person))


def declined(talk: Talk, frame: Frame, question: Question) -> Talk:
    """Leave a question that the person does not know or will not answer to the caseworker; one that is needed stays."""
    if question.required:
        needed = "consent_needed" if question.purpose else "needed"
        # Told once; who says so again is helped as one who does not understand.
        talk = replace(talk, state=replace(talk.state, misses=1))
        return say(talk, Reply(phrase=needed, values=gaps(talk, frame), release=frame.release))
    if _may_give_their_own(talk, frame, question):
        talk = said_once(understood(talk), HARD_TO_RING)
        return say(talk, Reply(phrase="your_own_phone", values=gaps(talk, frame), release=frame.release))
    if not question.label and not talk.state.misses:
        # An offer is nothing to be left to a caseworker: it is made once more in other words.
        return replace(talk, state=replace(talk.state, misses=1), wording=1)
    talk = record(understood(talk), frame, question, told(talk, Unknown.DECLINED, asked=True))
    if not question.label:
        return talk
    return say(talk, Reply(phrase="declined_noted", values=gaps(talk, frame), release=frame.release))


def _may_give_their_own(talk: Talk, frame: Frame, question: Question) -> bool:
    """Tell whether a helper says that the person hears no telephone: then theirs will do, and is asked for once."""
    if question.kind != "phone" or frame.draft is None or not first_time(talk, HARD_TO_RING):
        return False
    whose = answers_of(talk, frame).get("who_for")
    helped = whose is not None and whose.value != SELF
    return helped and talk.world.flows.shows(HARD_TO_RING, normalise(talk.words).text)


def unusable(talk: Talk, frame: Frame, question: Question, value: Value) -> Talk:
    """Say what is wrong with a value that cannot be right; its question stays open."""
    phrases = talk.world.flows.phrases
    phrase = f"bad_{value.kind}_{value.reason or value.value}"
    phrase = phrase if phrase in phrases else f"bad_{value.kind}"
    phrase = phrase if phrase in phrases else "bad_value"
    filled = {**gaps(talk, frame), "label": question.label}
    return say(talk, Reply(phrase=phrase, values=filled, release=frame.release))
