"""The grade and the kind of a disability that somebody tells in passing, as answers to the questions about them."""

from __future__ import annotations

from flows.members import value_of
from flows.state import Answers
from flows.talk import Talk, told
from nlu.reading import Reading

_SAID = "disability_grade"
_LEVEL, _KIND = "disability_level", "disability_kind"


def mentioned(talk: Talk, reading: Reading, whose: str | None) -> Answers:
    """Return the level and the kind that a message tells of a person; a doubtful grade tells neither."""
    value = value_of(reading, _SAID, whose)
    if value is None or value.needs_confirm or not isinstance(value.value, str):
        return {}
    grade, _, kind = value.value.partition(":")
    questions = talk.world.flows.questions
    levels = questions[_LEVEL].options if _LEVEL in questions else ()
    found = {}
    if grade.isdigit() and 1 <= int(grade) <= len(levels):
        found[_LEVEL] = told(talk, levels[int(grade) - 1].id, asked=False)
    kinds = questions[_KIND].options if _KIND in questions and kind else ()
    called = next((option for option in kinds if kind in option.words), None)
    if called is not None:
        found[_KIND] = told(talk, called.id, asked=False)
    return found
