"""Write down, while conversations are played, which steps and branches were walked and how people were helped on.

Every turn goes through `flows.advance`; a recorder stands in its place for as long as it records. What a turn replayed
is found in the turn's own memory of replays, and walked once more here, up to the open question.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import bot.turn
from flows.advance import advance
from flows.flow import END, Flow, Step
from flows.journey import _holds, _pass, _Walk
from flows.outcome import Outcome
from flows.place import Place
from flows.state import State
from flows.talk import begin, open_question
from flows.world import Heard, World
from tests.conversations.repairs import DEEP, Repair, flow_spoken_of, shown

Branched = tuple[str, str, int]


@dataclass(slots=True)
class Recorder:
    """What was walked so far: steps by flow and id, branches by their number, repairs by the flow that was open."""

    steps: set[tuple[str, str]] = field(default_factory=set)
    branches: set[Branched] = field(default_factory=set)
    repairs: set[tuple[str, Repair]] = field(default_factory=set)
    _strayed: tuple[str, str, int] = ("", "", 0)
    _put_away: date = date.max

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record every turn that is taken in this process until the end of the block."""
        vars(bot.turn)["advance"] = self.advance
        try:
            yield
        finally:
            vars(bot.turn)["advance"] = advance

    def advance(self, state: State, heard: Heard, world: World) -> Outcome:
        """Do what the engine does, and write down what it walked."""
        outcome = advance(state, heard, world)
        for place in _replayed(world):
            for flow, step, branch in trail(place):
                self.steps.add((flow.id, step.id))
                self.branches.add((flow.id, step.id, branch))
        now = begin(state, world, "").state
        repairs = set(shown(now, heard, world, outcome))
        repairs |= set(self._over_turns(now, outcome.state, world, repairs))
        for repair in repairs:
            self.repairs.add((flow_spoken_of(repair, now, outcome.state, world), repair))
        return outcome

    def _over_turns(
        self, before: State, after: State, world: World, now: AbstractSet[Repair]
    ) -> Iterator[Repair]:
        """Yield what takes more than one turn: three digressions from one question, and days between two words."""
        asked, still = (open_question(begin(state, world, "")) for state in (before, after))
        here = ("", "") if asked is None else (before.frames[-1].flow, asked.id)
        same = still is not None and still.id == here[1] and len(after.frames) == len(before.frames)
        times = self._strayed[2] if self._strayed[:2] == here else 0
        self._strayed = (*here, times + 1 if same and Repair.DIGRESS in now else times if same else 0)
        if self._strayed[2] >= DEEP:
            yield Repair.THREE_DEEP
        if Repair.RESUME in now and world.today > self._put_away:
            yield Repair.DAYS_LATER
        self._put_away = world.today


def _replayed(world: World) -> Iterator[Place]:
    """Yield the places whose journeys this turn replayed."""
    for (release, flow, benefit, aspect, region, on, _), (answers, _path) in list(world.memory.paths.items()):
        yield Place(
            flows=world.flows_of(str(release)),
            flow=str(flow),
            benefit=None if benefit is None else str(benefit),
            aspect=None if aspect is None else str(aspect),
            answers=answers,
            policies=world.policies,
            region=str(region),
            today=world.today,
            on=on,  # type: ignore[arg-type]
        )


def trail(place: Place) -> Iterator[tuple[Flow, Step, int]]:
    """Yield the steps that the answers lead through, up to the open question, each with the branch it took.

    A step that stops at an open question took none and is -1; the steps beyond, which a journey counts, are not
    walked yet.
    """
    walk, flow = _Walk(place=place), place.flows.flows[place.flow]
    here = flow.first
    while True:
        while here == END and walk.callers:
            flow, step = walk.callers.pop()
            number = _branch(walk, step)
            yield flow, step, number
            here = step.branches[number].then
        if here == END:
            return
        step = flow.steps[here]
        if step.kind == "call":
            yield flow, step, -1
            walk.callers.append((flow, step))
            flow = place.flows.flows[step.name]
            here = flow.first
            continue
        if step.kind == "link":
            yield flow, step, 0
            return
        _pass(walk, flow, step)
        if walk.open is not None:
            yield flow, step, -1
            return
        number = _branch(walk, step)
        yield flow, step, number
        here = step.branches[number].then


def _branch(walk: _Walk, step: Step) -> int:
    return next(number for number, branch in enumerate(step.branches) if _holds(walk, branch))
