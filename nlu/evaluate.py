"""Compare what is understood with labelled sentences; count, and keep every miss.

Pure: it reads no file and no clock; the caller passes files, the day and, if it wants, measures the time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.problem import BadLibrary, Problem
from nlu.acts import Act
from nlu.read import Understanding
from nlu.reading import Reading
from nlu.training import Example, examples

SAFE = "none"
Reader = Callable[[str], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of how many were right."""

    right: int
    total: int

    @property
    def share(self) -> float:
        """The share that was right; 1 when nothing was asked."""
        return self.right / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One wrong answer: on which sentence, about what, what was wanted and what came."""

    example: Example
    about: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures: by what was asked (act, benefit, aspect, risk, also), by kind of sentence, and by single act."""

    overall: Mapping[str, Tally]
    by_kind: Mapping[str, Mapping[str, Tally]]
    by_act: Mapping[str, Tally]
    confusion: Mapping[tuple[str, str], int]
    misses: tuple[Miss, ...]


def labelled(files: Mapping[str, str], benefits: Sequence[str]) -> tuple[Example, ...]:
    """Read labelled sentences (path to text, the training format); raises BadLibrary with all faults."""
    problems: list[Problem] = []
    found = examples(files, benefits, problems)
    if problems:
        raise BadLibrary(problems)
    return found


def reader(understanding: Understanding, today: date) -> Reader:
    """Return what reads one message that nothing was asked before."""
    return lambda text: understanding.read(
        understanding.analyse(text), expecting=None, before=None, today=today
    )


def score(read: Reader, sentences: Sequence[Example]) -> Report:
    """Read every sentence and count what was right."""
    counts: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    acts: defaultdict[str, list[bool]] = defaultdict(list)
    confusion: Counter[tuple[str, str]] = Counter()
    misses: list[Miss] = []
    for example in sentences:
        reading = read(example.text)
        for about, wanted, got in _questions(example, reading):
            counts[(about, example.metadata.get("kind", ""))].append(wanted == got)
            if about == "act":
                acts[wanted].append(wanted == got)
                confusion[(wanted, got)] += 1
            if wanted != got:
                misses.append(Miss(example=example, about=about, wanted=wanted, got=got))
    return _report(counts, acts, confusion, misses)


def _questions(example: Example, reading: Reading) -> list[tuple[str, str, str]]:
    asked: list[tuple[str, str, str]] = []
    risk = example.metadata.get("risk", "")
    found = [str(danger.risk) for danger in reading.dangers] or [SAFE]
    asked.append(
        ("risk", risk, risk if risk in found else found[0]) if risk else ("false alarm", SAFE, found[0])
    )
    if not risk:
        asked.append(("act", str(example.act), str(reading.act)))
        for about, got in (("benefit", reading.benefit), ("aspect", reading.aspect)):
            wanted = example.labelled(about)
            if wanted:
                asked.append((about, wanted, got or SAFE))
    wanted = example.metadata.get("also", "")
    if wanted:
        others = [guess.name for guess in reading.also]
        asked.append(("also", wanted, wanted if wanted in others else ",".join(others)))
    return asked


def _report(
    counts: Mapping[tuple[str, str], Sequence[bool]],
    acts: Mapping[str, Sequence[bool]],
    confusion: Mapping[tuple[str, str], int],
    misses: Sequence[Miss],
) -> Report:
    overall: dict[str, list[bool]] = {}
    by_kind: dict[str, dict[str, Tally]] = {}
    for (about, kind), right in sorted(counts.items()):
        overall.setdefault(about, []).extend(right)
        by_kind.setdefault(kind, {})[about] = _tally(right)
    return Report(
        overall={about: _tally(right) for about, right in overall.items()},
        by_kind=by_kind,
        by_act={act: _tally(acts[act]) for act in sorted(acts)},
        confusion={pair: count for pair, count in sorted(confusion.items()) if pair[0] != pair[1]},
        misses=tuple(misses),
    )


def _tally(right: Sequence[bool]) -> Tally:
    return Tally(right=sum(right), total=len(right))


def unlabelled_acts(sentences: Sequence[Example]) -> tuple[str, ...]:
    """Return the acts that no labelled sentence shows."""
    return tuple(sorted({str(act) for act in Act} - {str(example.act) for example in sentences}))
