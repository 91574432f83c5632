"""What a turn is given: what was heard, and the frozen world that it may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from flows.library import Flows
from flows.place import Memory
from flows.state import Draft
from nlu.reading import Reading
from policies.policies import Policies


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something from inside that a conversation should hear of: photo_kept, reminder_due, case_changed, opened."""

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A message that the person changed after it was served in `turn`, and what it now means."""

    reading: Reading
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calmed:
    """What the words mean that were feared for, now that the person has said there is no danger in them."""

    reading: Reading


Heard = Reading | Happened | Edited | Calmed

FINISHED = frozenset({"approved", "refused", "closed", "withdrawn"})
"""The status words of a case with which nothing more is done."""

APPLICATION = "application"
"""The kind of a case that asks for a benefit; a complaint or a report may name one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCase:
    """What this conversation may know of a case it submitted.

    `status` is the case's status word, `due` the day it should be decided by when that may be promised, `request`
    what the caseworker still needs from the resident, `who` the relation key of the person it is for. `agreed` and
    `revoked` are the purposes of consent that hold, and those that were taken back.
    """

    number: str
    kind: str
    benefit: str | None
    status: str
    who: str
    opened: date
    due: date | None
    request: str | None
    reasons: str
    name: str = ""
    agreed: tuple[str, ...] = ()
    revoked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a turn may look at, loaded after the conversation was locked.

    `fresh` is a text unique to this turn from which new ids are derived; `last_said` what the assistant said last,
    `now` the moment in the office's own time, where hours matter;
    `memory` keeps the replays of this turn.
    """

    today: date
    region: str
    policies: Policies
    flows: Flows
    pinned: Mapping[str, Flows]
    drafts: Mapping[str, Draft]
    cases: tuple[SeenCase, ...]
    held_by: str | None
    turn: int
    fresh: str
    last_said: tuple[str, ...] = ()
    now: datetime | None = None
    memory: Memory = field(default_factory=Memory)

    def flows_of(self, release: str) -> Flows:
        """Return the flows a draft or frame was begun with; those in force when that release is no longer kept."""
        return self.pinned.get(release, self.flows)
