"""Which comparisons tell a person why: those that decided, or could still decide, and not the roads not taken."""

from __future__ import annotations

from collections.abc import Mapping

from policies.rules import EQUAL, UNEQUAL, All, Any, Compare, Criterion, Not
from policies.verdict import Answer

FLIPPED = {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.UNKNOWN: Answer.UNKNOWN}


def telling(criterion: Criterion, answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the ids of the comparisons worth saying, given the answer of each.

    Of several ways of which one is open, only that one is told; of conditions of which one is not met, those
    that are still unknown no longer matter. Of two lines for one fact the nearer one is told.
    """
    match criterion:
        case Compare():
            return frozenset({criterion.id})
        case Not(part=part):
            return telling(part, answers)
        case All(parts=parts):
            refused = _answer(criterion, answers) is Answer.NO
            kept = [part for part in parts if not refused or _answer(part, answers) is not Answer.UNKNOWN]
            kept = [part for part in kept if not _outdone(part, kept, answers)]
        case Any(parts=parts):
            kept = _ways(parts, answers)
    return frozenset().union(*(telling(part, answers) for part in kept))


def _outdone(part: Criterion, others: list[Criterion], answers: Mapping[str, Answer]) -> bool:
    """Tell whether a line is told better by a nearer one for the same fact, which stands after it in the card."""
    if not isinstance(part, Compare):
        return False
    after = others[others.index(part) + 1 :]
    return any(
        isinstance(other, Compare)
        and other.fact == part.fact
        and (
            (
                other.relation == part.relation
                and not (answers[part.id] is Answer.NO and answers[other.id] is not Answer.NO)
            )
            # “Is this”, “is not that”: both would say the same value, and a met one beside an open one puzzles.
            or (
                {other.relation, part.relation} == {EQUAL, UNEQUAL}
                and answers[part.id] is Answer.YES
                and answers[other.id] is not Answer.NO
            )
        )
        for other in after
    )


def _ways(parts: tuple[Criterion, ...], answers: Mapping[str, Answer]) -> list[Criterion]:
    for wanted in (Answer.YES, Answer.UNKNOWN):
        found = [part for part in parts if _answer(part, answers) is wanted]
        if found:
            return found[:1] if wanted is Answer.YES else found
    return list(parts)


def _answer(criterion: Criterion, answers: Mapping[str, Answer]) -> Answer:
    match criterion:
        case Compare():
            return answers[criterion.id]
        case Not(part=part):
            return FLIPPED[_answer(part, answers)]
        case All(parts=parts):
            return _joined({_answer(part, answers) for part in parts}, Answer.NO)
        case Any(parts=parts):
            return _joined({_answer(part, answers) for part in parts}, Answer.YES)


def _joined(answers: set[Answer], decisive: Answer) -> Answer:
    if decisive in answers:
        return decisive
    return Answer.UNKNOWN if Answer.UNKNOWN in answers else FLIPPED[decisive]
