"""What the household gets already: heard in passing, kept together, and never proposed to it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.members import of_them
from flows.place import RECEIVING
from flows.state import Answers, Told
from flows.talk import Talk, told
from nlu.reading import Reading
from policies.verdict import FactValue

ALSO = "also_gets"
STATUS = "relief_status"


def benefits(value: FactValue | None) -> tuple[str, ...]:
    """Return the ids of an answer that names what is received."""
    return tuple(name for name in str(value or "").split(",") if name)


def heard(talk: Talk, reading: Reading, whose: str | None) -> Mapping[str, Told]:
    """Return what a message says is received by whom it is about, or by all of the household.

    A benefit that is also a household's standing answers the question of that standing too.
    """
    said = [value for value in reading.values if value.kind == RECEIVING and of_them(value, whose)]
    had = tuple(dict.fromkeys(str(value.value) for value in said))
    questions, found = talk.world.flows.questions, dict[str, Told]()
    if not had or RECEIVING not in questions:
        return found
    found[RECEIVING] = told(talk, ",".join(had), asked=False)
    for name in (STATUS, ALSO):
        standing = [one for one in had if name in questions and one in questions[name].option_labels]
        if standing:
            found[name] = told(talk, standing[0], asked=False)
    return found


def together(before: Answers, new: Answers) -> Answers:
    """Return new answers with what was received before added to what is received by them."""
    if RECEIVING not in before or RECEIVING not in new:
        return new
    had = _all((before[RECEIVING], new[RECEIVING]))
    if had == benefits(before[RECEIVING].value):
        return {name: answer for name, answer in new.items() if name != RECEIVING}
    return {**new, RECEIVING: _replaced(new[RECEIVING], had)}


def standing(talk: Talk, answers: Answers) -> tuple[str, ...]:
    """Return the benefits that answers say are received, as such or as the household's standing."""
    said = (answers[name].value for name in (RECEIVING, STATUS, ALSO) if name in answers)
    named = (one for value in said for one in benefits(value))
    return tuple(dict.fromkeys(one for one in named if one in talk.world.policies.cards))


def less(answers: Answers, names: tuple[str, ...]) -> Answers:
    """Return answers in which some benefits are received no longer; the question of the standing opens again."""
    kept: dict[str, Told] = {}
    for name, answer in answers.items():
        if name not in (RECEIVING, STATUS, ALSO):
            kept[name] = answer
            continue
        left = tuple(one for one in benefits(answer.value) if one not in names)
        if left:
            kept[name] = _replaced(answer, left)
    return kept


def _all(answers: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for answer in answers for name in benefits(answer.value)))


def _replaced(answer: Told, had: tuple[str, ...]) -> Told:
    return Told(value=",".join(had), words=answer.words, turn=answer.turn, asked=answer.asked)
