"""What was told of one person, when it turns out to be for another: theirs only where the person who tells it says so.

The household's own facts stand; where a family is registered is taken to be one place.
"""

from __future__ import annotations

from dataclasses import replace

from flows import receiving
from flows.place import RECEIVING, without
from flows.state import Answers, Doubt, Frame, Told
from flows.talk import Talk, answers_of, put_answers, put_in_doubt, questions_of
from policies.verdict import Unknown

MOVED = "moved"
"""The reason of a doubt whether facts told of one person are another's too."""

_OF_THE_FAMILY = frozenset({"hukou", "residence"})
_HOUSEHOLD = "household"


def left_behind(talk: Talk, frame: Frame) -> Talk:
    """Take what was told of the person it was for out of the answers, and ask whether it goes for the new one."""
    questions, answers = questions_of(talk, frame), answers_of(talk, frame)
    theirs = {
        name: told
        for name, told in answers.items()
        if name in questions and questions[name].of_person and name not in _OF_THE_FAMILY
    }
    talk = put_answers(talk, frame, _of_the_household(talk, without(answers, tuple(theirs))))
    # What a question on the way remembered of that person is not the new one's either.
    loose = {name: told for name, told in talk.state.loose.items() if name not in theirs}
    talk = replace(talk, state=replace(talk.state, loose=loose))
    known = {name: told for name, told in theirs.items() if not isinstance(told.value, Unknown)}
    if not known:
        return talk
    first = next(iter(known))
    besides = {name: told for name, told in known.items() if name != first}
    return put_in_doubt(talk, frame, first, known[first], MOVED, besides)


def told_anew(talk: Talk, name: str) -> Talk:
    """Ask no longer whether a fact goes for the new person: it was just told of them."""
    doubt = talk.state.doubt
    if doubt is None or doubt.reason != MOVED:
        return talk
    left = {n: told for n, told in in_doubt(doubt).items() if n != name}
    first = next(iter(left), None)
    now = None
    if first is not None:
        besides = {n: told for n, told in left.items() if n != first}
        now = replace(doubt, question=first, told=left[first], besides=besides)
    return replace(talk, state=replace(talk.state, doubt=now))


def in_doubt(doubt: Doubt) -> Answers:
    """Return all the answers that a doubt is about."""
    return {doubt.question: doubt.told, **doubt.besides}


def _of_the_household(talk: Talk, answers: Answers) -> Answers:
    """Keep of what is received only what a household gets: the rest was one person's."""
    if RECEIVING not in answers:
        return answers
    cards = talk.world.policies.cards
    had = receiving.benefits(answers[RECEIVING].value)
    kept = ",".join(name for name in had if name in cards and cards[name].unit == _HOUSEHOLD)
    left: dict[str, Told] = {name: told for name, told in answers.items() if name != RECEIVING}
    return {**left, RECEIVING: replace(answers[RECEIVING], value=kept)} if kept else left
