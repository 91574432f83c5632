"""Read how residents might ask, and what a search answers to it: the right question, another one, or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policies.search import Hint, Index, answers, search
from tests.written import written

READ = Path(__file__).parent / "questions.yaml"
Hints = Callable[[str], Hint]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in a resident's words, and the card's common question it asks (empty: none answers it)."""

    says: str
    benefit: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of the answerable were answered rightly or wrongly, and how many of the others were answered."""

    right: int
    wrong: int
    answered_for_nothing: int
    answerable: int

    @property
    def precision(self) -> float:
        """The share of right answers among all that were given."""
        return self.right / max(1, self.right + self.wrong + self.answered_for_nothing)

    @property
    def recall(self) -> float:
        """The share of the answerable that were answered rightly."""
        return self.right / self.answerable


@cache
def asked(part: str) -> tuple[Asked, ...]:
    """Return the questions of a part of the file: `fit` or `held`."""
    return tuple(Asked(**entry) for entry in written(READ.read_text("utf-8"))[part])


def count(found: Index, questions: Sequence[Asked], hints: Hints) -> Counted:
    """Ask every question and count."""
    right = wrong = idle = 0
    for question in questions:
        hit = search(found, question.says, hints(question.says))
        if hit is None or not answers(found, hit):
            continue
        if not question.ask:
            idle += 1
        elif (hit.benefit, hit.question.ask) == (question.benefit, question.ask):
            right += 1
        else:
            wrong += 1
    answerable = sum(bool(question.ask) for question in questions)
    return Counted(right=right, wrong=wrong, answered_for_nothing=idle, answerable=answerable)
