"""Compare what is understood with labelled sentences; count, and keep every miss.

Pure: it reads no file and no clock; the caller passes sentences and what reads one, and measures the time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nlu.acts import WISHES, Act
from nlu.curves import Calibration, Rejection, calibration, rejection
from nlu.read import Understanding
from nlu.reading import Analysis, Expecting, Option, Reading
from nlu.trials import Trial

SAFE = "none"
Reader = Callable[[Trial], Reading]
# A trial that expects a choice had options shown; which they were is not labelled.
_OPTIONS = tuple(Option(id=f"option{n}", number=n, words=()) for n in range(1, 6))
_IN_SCOPE = WISHES - {Act.OUT_OF_SCOPE}
_REFUSALS = frozenset({Act.OUT_OF_SCOPE, Act.UNCLEAR})


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

    trial: Trial
    about: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures: by what was asked (act, benefit, aspect, value …), by kind of sentence, and by single label.

    `refused` counts the wishes of ours that were taken for another office's or not understood: fewer are better.
    """

    overall: Mapping[str, Tally]
    by_kind: Mapping[str, Mapping[str, Tally]]
    by_label: Mapping[str, Mapping[str, Tally]]
    confusion: Mapping[str, Mapping[tuple[str, str], int]]
    refused: Tally
    calibration: Calibration
    rejection: Rejection
    misses: tuple[Miss, ...]


def reader(
    understanding: Understanding, today: date, analyse: Callable[[str], Analysis] | None = None
) -> Reader:
    """Return what reads one sentence as its trial says it was sent; another `analyse` may stand before ours."""
    see = analyse or understanding.analyse

    def read(trial: Trial) -> Reading:
        options = _OPTIONS if trial.expecting == "choice" else ()
        expecting = Expecting(kind=trial.expecting, options=options) if trial.expecting else None
        return understanding.read(
            see(trial.text), expecting=expecting, before=trial.before or None, today=today
        )

    return read


def score(read: Reader, sentences: Sequence[Trial]) -> Report:
    """Read every sentence and count what was right."""
    readings = [(trial, read(trial)) for trial in sentences]
    counts: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    labels: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    confusion: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    misses: list[Miss] = []
    for trial, reading in readings:
        for about, wanted, got in _questions(trial, reading):
            counts[(about, trial.kind)].append(wanted == got)
            labels[(about, wanted)].append(wanted == got)
            if wanted != got:
                confusion[about][(wanted, got)] += 1
                misses.append(Miss(trial=trial, about=about, wanted=wanted, got=got))
    alone = [(trial, reading) for trial, reading in readings if _on_the_act(trial) and not trial.expecting]
    ours = [reading for trial, reading in alone if trial.act in _IN_SCOPE]
    return Report(
        overall=_grouped(counts)[0],
        by_kind=_grouped(counts)[1],
        by_label=_by_label(labels),
        confusion={about: dict(found.most_common()) for about, found in confusion.items()},
        refused=_tally([reading.act in _REFUSALS for reading in ours]),
        calibration=calibration([(reading.confidence, reading.act == trial.act) for trial, reading in alone]),
        rejection=rejection(
            [reading.outside for reading in ours],
            [reading.outside for trial, reading in alone if trial.act is Act.OUT_OF_SCOPE],
        ),
        misses=tuple(misses),
    )


def _on_the_act(trial: Trial) -> bool:
    """A danger without a wish, and a sentence that only looks like a danger, are judged by the danger alone."""
    return not (trial.act is Act.UNCLEAR and (trial.risk or trial.kind.startswith("risk")))


def _questions(trial: Trial, reading: Reading) -> Iterator[tuple[str, str, str]]:
    dangers = [str(danger.risk) for danger in reading.dangers] or [SAFE]
    if trial.risk:
        yield "risk", trial.risk, trial.risk if trial.risk in dangers else dangers[0]
    else:
        # Only feared, a danger is asked about: no alarm is raised.
        sure = [str(danger.risk) for danger in reading.dangers if danger.confidence == 1] or [SAFE]
        yield "false alarm", SAFE, sure[0]
        yield "false worry", SAFE, SAFE if sure[0] != SAFE else dangers[0]
    if _on_the_act(trial):
        yield "act", str(trial.act), str(reading.act)
        if trial.benefit:
            yield "benefit", trial.benefit, reading.benefit or SAFE
        if trial.aspect:
            yield "aspect", trial.aspect, reading.aspect or SAFE
    others = [guess.name for guess in reading.also]
    for wanted in trial.also:
        yield "also", wanted, wanted if wanted in others else ",".join(others) or SAFE
    for kind, wanted in trial.values.items():
        if "." not in kind:
            read = [value for value in reading.values if value.kind == kind]
            # A relation may be labelled by its key or by whom exactly the words name.
            found = [_written(value.value) for value in read] + [
                value.exactly for value in read if value.exactly
            ]
            yield (
                "value",
                f"{kind}={wanted}",
                f"{kind}={wanted if wanted in found else ','.join(found) or SAFE}",
            )


def _written(value: Decimal | int | str | None) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _grouped(
    counts: Mapping[tuple[str, str], Sequence[bool]],
) -> tuple[Mapping[str, Tally], Mapping[str, Mapping[str, Tally]]]:
    overall: dict[str, list[bool]] = {}
    by_kind: dict[str, dict[str, Tally]] = {}
    for (about, kind), right in sorted(counts.items()):
        overall.setdefault(about, []).extend(right)
        by_kind.setdefault(kind, {})[about] = _tally(right)
    return {about: _tally(right) for about, right in overall.items()}, by_kind


def _by_label(labels: Mapping[tuple[str, str], Sequence[bool]]) -> Mapping[str, Mapping[str, Tally]]:
    found: dict[str, dict[str, Tally]] = {}
    for (about, wanted), right in sorted(labels.items()):
        if about in ("act", "benefit", "aspect", "risk"):
            found.setdefault(about, {})[wanted] = _tally(right)
        elif about == "value":
            kind = wanted.partition("=")[0]
            before = found.setdefault(about, {}).get(kind, Tally(right=0, total=0))
            found[about][kind] = Tally(right=before.right + sum(right), total=before.total + len(right))
    return found


def _tally(right: Sequence[bool]) -> Tally:
    return Tally(right=sum(right), total=len(right))


def unlabelled_acts(sentences: Sequence[Trial]) -> tuple[str, ...]:
    """Return the acts that no labelled sentence shows."""
    return tuple(sorted({str(act) for act in Act} - {str(trial.act) for trial in sentences}))
