"""What a turn is given and what comes out of it: the frozen world, the replies, and the commands for the shell.

Nothing here acts. A reply names phrases, never sentences; a command is a small value that `bot/perform` carries out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from flows.library import Flows
from flows.place import Memory
from flows.state import Answers, Draft, State
from nlu.reading import Reading
from policies.policies import Policies
from policies.verdict import Verdict


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One thing to say: a phrase id, the values for its gaps, and the choices to show under it.

    `release` names whose phrases are meant (empty: those in force). `asks` is the question's id when this reply asks.
    `urgent` words go whoever holds the conversation.
    """

    phrase: str
    values: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()
    asks: str | None = None
    release: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepDraft:
    """Store a draft as it now is."""

    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDraft:
    """Delete a draft and its answers, because the person said so."""

    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepConsent:
    """Add a word to the ledger of consents: agreed, refused or revoked; about which person, on which words, by whom."""

    purpose: str
    word: str
    person: str
    said_by: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What was said to a purpose, as a case keeps it; `said_by` is resident or helper, `needed` as for the purpose."""

    purpose: str
    given: bool
    said_by: str
    version: str
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Hand a finished application over; `key` makes it happen once. The result is the case's number.

    `flow` and `release` name what it was filled by: the questions as they were worded then.
    """

    key: str
    benefit: str
    region: str
    draft: str
    person: str
    who: str
    answers: Answers
    verdict: Verdict
    consents: tuple[Agreed, ...] = ()
    flow: str = ""
    release: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RingDesk:
    """Put a piece of work of another kind before the caseworkers, with the person's words.

    `answers` are the facts among what they answered, `who` the relation key of the person it is about. The result
    is the work's number. `summary` tells at a glance how things stand (see `flows.handover`), `cause` which danger an
    alert is about. `draft` is what a call for a person is about: who comes reaches them where they share it.
    """

    key: str
    kind: str
    words: str
    region: str
    benefit: str | None = None
    who: str = ""
    answers: Answers = field(default_factory=dict)
    consents: tuple[Agreed, ...] = ()
    summary: Mapping[str, str] = field(default_factory=dict)
    cause: str = ""
    flow: str = ""
    release: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCase:
    """Give what the resident sent in answer to a request to its case."""

    number: str
    words: str
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveCode:
    """Make a spoken code for a draft, or for what was spoken of last when it is empty. The result is the code."""

    key: str
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeConsent:
    """Take a consent of a submitted case back, or give it anew: its caseworker is told, the ledger has a line."""

    number: str
    purpose: str
    given: bool
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPhotos:
    """Count the photos of this conversation; the result is `photos_kept`, which is missing when there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetWords:
    """Erase what was said and sent in this conversation before this turn; `photos_only` leaves the words."""

    photos_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteUnanswered:
    """Put a question nothing could answer into the editors' box."""

    text: str
    benefit: str | None
    aspect: str | None
    region: str


Command = (
    KeepDraft
    | DropDraft
    | KeepConsent
    | ChangeConsent
    | OpenCase
    | RingDesk
    | TellCase
    | GiveCode
    | CountPhotos
    | ForgetWords
    | NoteUnanswered
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The next state, what to say, and what the world must do."""

    state: State
    replies: tuple[Reply, ...]
    commands: tuple[Command, ...]
