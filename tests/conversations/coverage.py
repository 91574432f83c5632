"""`make coverage-flows`: which steps, branches and repairs of the flows no conversation test has walked.

A step with several branches is walked when each of them was taken: then every condition was met once and failed once.
Repairs are counted for the flow that was open. With `--require` an unwalked step or branch is a failure.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from flows.draw import Drawing, condition, says
from tests.conversations.play import Player, player
from tests.conversations.recorder import Recorder
from tests.conversations.repairs import NOTHING, Repair
from tests.conversations.script import scripts

HEADS = ("flow", "steps", "branches", "repairs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A step or branch that no conversation walks: where it stands, and what it does in words."""

    flow: str
    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.flow}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """How much of one flow was walked, out of how much; `unwalked` names the rest."""

    flow: str
    steps: tuple[int, int]
    branches: tuple[int, int]
    repairs: frozenset[Repair]
    unwalked: tuple[Gap, ...]


def walked(player: Player) -> tuple[Walked, ...]:
    """Play every script in its first wording and return what was walked of each flow."""
    for script in scripts():
        player.says(script)
    known = player.libraries.libraries
    return tuple(
        _of(Drawing(flow=flow, library=known.flows, policies=known.policies), player.recorder)
        for _, flow in sorted(known.flows.flows.items())
    )


def _of(drawing: Drawing, recorder: Recorder) -> Walked:
    flow = drawing.flow
    steps = [step for step in flow.steps.values() if step.kind not in ("noop", "set_slots")]
    passed = [step for step in steps if (flow.id, step.id) in recorder.steps]
    forks = [(s, n) for s in flow.steps.values() if len(s.branches) > 1 for n in range(len(s.branches))]
    taken = [(step, number) for step, number in forks if (flow.id, step.id, number) in recorder.branches]
    return Walked(
        flow=flow.id,
        steps=(len(passed), len(steps)),
        branches=(len(taken), len(forks)),
        repairs=frozenset(repair for name, repair in recorder.repairs if name == flow.id),
        unwalked=tuple(_gaps(drawing, recorder)),
    )


def _gaps(drawing: Drawing, recorder: Recorder) -> Iterator[Gap]:
    flow, word = drawing.flow, drawing.phrases.word
    for step in flow.steps.values():
        at = {"flow": flow.id, "path": flow.path, "line": step.line}
        if (flow.id, step.id) not in recorder.steps:
            yield Gap(**at, words=says(drawing, step))  # type: ignore[arg-type]
            continue
        for number, branch in enumerate(step.branches if len(step.branches) > 1 else ()):
            if (flow.id, step.id, number) not in recorder.branches:
                when = condition(drawing, branch.when) if branch.when else word("outline_else")
                yield Gap(**at, words=f"{says(drawing, step)} — {when}")  # type: ignore[arg-type]


def report(found: tuple[Walked, ...], repairs: Collection[tuple[str, Repair]]) -> str:
    """Return the table, what no conversation walks, and the repairs each flow that was open has not met."""
    rows = [HEADS, *(_row(each) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = ["  ".join(x.ljust(width) for x, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    gaps = [f"  {gap}" for each in found for gap in each.unwalked]
    missed = [
        f"  {each.flow}: {', '.join(repair for repair in Repair if repair not in each.repairs)}"
        for each in found
        if each.repairs and len(each.repairs) < len(Repair)
    ]
    never = [repair for repair in Repair if not any(repair in each.repairs for each in found)]
    never = [repair for repair in never if (NOTHING, repair) not in repairs]
    return "\n".join(
        [
            *lines,
            f"\nSteps and branches no conversation walks: {len(gaps)}",
            *gaps,
            "\nRepairs no conversation shows, by the flow that was open:",
            *missed,
            f"\nRepairs shown in no flow at all: {', '.join(never) or 'none'}",
        ]
    )


def _row(each: Walked) -> tuple[str, ...]:
    steps, branches = (f"{some} of {all_}" for some, all_ in (each.steps, each.branches))
    return (each.flow, steps, branches if each.branches[1] else "-", str(len(each.repairs) or "-"))


def main() -> int:
    """Print the report; 1 when something is required that no conversation walks."""
    playing = player()
    found = walked(playing)
    print(report(found, playing.recorder.repairs))
    return int("--require" in sys.argv[1:] and any(each.unwalked for each in found))


if __name__ == "__main__":
    sys.exit(main())
