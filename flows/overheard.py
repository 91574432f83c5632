"""Hear the answers to a flow's questions in a message that says several things at once.

Which words show what is the editors' (`heard_by`). Whoever tells who, where and what in one breath is asked none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.question import Question, said
from flows.speaking import day_words
from flows.state import Answers, Frame, Told
from flows.talk import Talk, answers_of, told
from nlu.reading import Reading
from nlu.text import clauses, letters_only, normalise

_DAY_WORDS = "{day_words}"
"""Stands among the words of an option for those of the day."""

_LIKELIER_THAN_NOT = 0.5


def overheard(talk: Talk, questions: Iterable[Question], text: str) -> Answers:
    """Return the answers that a message holds to questions nobody put, each with the words that show it."""
    found: dict[str, Told] = {}
    for question in questions:
        heard = next(_heard(question, text, day_words(talk)), None)
        if heard is not None:
            found[question.id] = told(talk, heard[0], asked=False, words=heard[1])
    return found


def overheard_here(talk: Talk, frame: Frame, reading: Reading) -> Answers:
    """Return the answers to the questions of a flow whose own words stand in a message."""
    library = talk.world.flows_of(frame.release)
    return overheard(talk, (library.questions[n] for n in library.asked_in(frame.flow)), reading.text)


def said_alone(talk: Talk, frame: Frame, reading: Reading) -> Answers:
    """Return the answer that a message is by itself: the option of just one question that is still to come."""
    said, library = letters_only(normalise(reading.text).text), talk.world.flows_of(frame.release)
    asked = library.asked_in(frame.flow)
    answers, facts = answers_of(talk, frame), talk.world.policies.facts
    found = {
        name: told(talk, option.id, asked=False)
        for name, question in library.questions.items()
        if (name in facts or name in asked) and name not in answers and question.kind == "choice"
        for option in question.options
        if any(said == letters_only(word) for word in option.words)
        and not question.denied_by(option.id, said)
    }
    return found if len(found) == 1 and said else {}


def of_wish(talk: Talk, questions: Iterable[Question], reading: Reading) -> Answers:
    """Return the answers that what a wish asks about gives by itself, likelier than not."""
    found: dict[str, Told] = {}
    for question in questions:
        for option in {*question.heard_as.values()}:
            alike = (guess for guess in reading.aspects if question.heard_as.get(guess.name) == option)
            if sum(guess.confidence for guess in alike) > _LIKELIER_THAN_NOT:
                found[question.id] = told(talk, option, asked=False)
    return found


def _heard(question: Question, text: str, today: str) -> Iterator[tuple[str, str]]:
    plain = normalise(text).text
    parts = [plain[start:end] for start, end in clauses(plain)] or [plain]
    for option, words in question.heard_by.items():
        meant = [word.replace(_DAY_WORDS, today) for word in words]
        # “Do not ring me” is no wish to be rung; words that tell a story tell it whatever they deny.
        shown = [
            part for part in parts if any(said(word, part) if option else word in part for word in meant)
        ]
        if shown:
            told_so = " ".join(shown)
            yield option or told_so, told_so
