"""What a replay depends on, and the memory that lets each replay of one turn be made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from flows.library import Flows
from flows.state import Answers, values
from policies.decide import decide
from policies.policies import Policies
from policies.screen import Screening, screen
from policies.verdict import Answer, Facts, Verdict

if TYPE_CHECKING:
    from flows.journey import Path


RECEIVING = "receiving"
"""The answer that holds the benefits a household says it has already, their ids joined by commas."""


@dataclass(slots=True)
class Memory:
    """The replays and verdicts of one turn.

    Answers never change in place, so the same ones lead the same way: a key holds their identity, and what is kept
    under it holds the answers themselves, so that no others can come to have it.
    """

    paths: dict[tuple[object, ...], tuple[Answers, Path]] = field(default_factory=dict)
    screenings: dict[tuple[object, ...], tuple[Answers, Screening]] = field(default_factory=dict)
    verdicts: dict[tuple[object, ...], tuple[Answers, Verdict]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Everything a replay depends on: whose answers, which flow and benefit, where and on which day.

    `on` is the day a question is about, `today` the day we reckon from.
    """

    flows: Flows
    flow: str
    benefit: str | None
    aspect: str | None
    answers: Answers
    policies: Policies
    region: str
    today: date
    on: date
    memory: Memory = field(default_factory=Memory)

    @property
    def facts(self) -> Facts:
        """The bare facts of the answers."""
        return values(self.answers)

    @property
    def here(self) -> str:
        """The region that counts: where the person's household register is, or else the account's."""
        register = self.facts.get("hukou")
        return register if isinstance(register, str) else self.region

    def verdict(self, benefit: str) -> Verdict:
        """Return what policy says of a benefit on the answers of this place."""
        key = (benefit, self.region, self.today, id(self.answers))
        if key not in self.memory.verdicts:
            verdict = decide(self.policies, benefit, self.facts, region=self.region, today=self.today)
            self.memory.verdicts[key] = (self.answers, verdict)
        return self.memory.verdicts[key][1]

    def screening(self) -> Screening:
        """Return what policy says of every benefit for the household of these answers."""
        key = (self.region, self.today, id(self.answers))
        if key not in self.memory.screenings:
            facts = self.facts
            received = str(facts.get(RECEIVING) or "").split(",")
            found = screen(self.policies, facts, region=self.region, today=self.today, received=received)
            self.memory.screenings[key] = (self.answers, found)
        return self.memory.screenings[key][1]

    def to_apply_for(self) -> tuple[str, ...]:
        """Return the benefits found for the household that can be applied for here, the sure ones first."""
        found, possible = self.screening(), self.flows.can_apply_for()
        sure = [result.benefit for result in found.answered(Answer.YES)]
        maybe = [
            result.benefit for result in found.answered(Answer.UNKNOWN) if not (result.quiet or result.far)
        ]
        best = [name for name in sure if name in found.best.benefits]
        return tuple(name for name in (*best, *maybe) if name in possible)


def without(answers: Answers, names: Mapping[str, object] | tuple[str, ...]) -> Answers:
    """Return the answers less some, so that their questions open again."""
    return {name: told for name, told in answers.items() if name not in names}
