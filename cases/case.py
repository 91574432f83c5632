"""What a case is: one piece of work that a person must look at, its states, and the moves between them.

A case holds what was stated and by whom. It never holds a decision of the assistant: a caseworker decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from storage.conversation import Sender

Scalar = str | int | float | bool | None


class Kind(StrEnum):
    """The kinds of work a row of the queue may be."""

    APPLICATION = "application"
    CERTIFICATION = "certification"
    REPORT = "report"
    COMPLAINT = "complaint"
    HAND_OVER = "hand_over"
    ALERT = "alert"
    TASK = "task"


# These are decided, approved or refused; every other kind is finished with a note.
DECIDED_KINDS = frozenset({Kind.APPLICATION, Kind.CERTIFICATION})


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    WAITING_FOR_RESIDENT = "waiting_for_resident"
    APPROVED = "approved"
    REFUSED = "refused"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


MOVES: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.IN_REVIEW, Status.WITHDRAWN}),
    Status.IN_REVIEW: frozenset(
        {
            Status.RECEIVED,
            Status.WAITING_FOR_RESIDENT,
            Status.APPROVED,
            Status.REFUSED,
            Status.CLOSED,
            Status.WITHDRAWN,
        }
    ),
    # An answer that comes after the owner has let the case go puts it back among the unclaimed.
    Status.WAITING_FOR_RESIDENT: frozenset({Status.IN_REVIEW, Status.RECEIVED, Status.WITHDRAWN}),
    Status.APPROVED: frozenset(),
    Status.REFUSED: frozenset(),
    Status.CLOSED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
OPEN = frozenset(status for status, moves in MOVES.items() if moves)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """One fact as it was stated: a value (None: asked, and not known), who said it, in which words, and when.

    `said_by` is resident, helper, caseworker, photo or derived; `at` is an ISO instant.
    """

    fact: str
    value: Scalar
    said_by: str
    words: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules said when the case was submitted: a suggestion, with its release and ISO day.

    `answer` and the mark of each line are yes, no or unknown; a line's text is a sentence for the caseworker.
    """

    answer: str
    lines: tuple[tuple[str, str], ...]
    ask: tuple[str, ...]
    unsettled: tuple[str, ...]
    release: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person said to a purpose: on which version of the words, when (ISO), through which channel, who spoke.

    `given` is false for a refusal; `revoked` is the ISO instant at which the word was taken back, or empty. `said_by`
    is resident or helper; `needed` that nothing may be decided without it.
    """

    purpose: str
    version: str
    at: str
    channel: str
    given: bool = True
    said_by: str = ""
    revoked: str = ""
    needed: bool = False

    @property
    def holds(self) -> bool:
        """Whether what it is for may be done."""
        return self.given and not self.revoked


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A refusal that one caseworker proposed and that a second pair of eyes has not yet confirmed."""

    by: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case, unsealed.

    `conversation` is the sender's conversation by its opaque id. `waiting_since` is the day the clock
    stopped, None while it runs; `waited` counts the working days it stood still before that. `answered` says
    that the resident's answer lies there and nobody has acted on it. `reasons` are those of the decision, or
    the closing note; `who` is the relation key of the person it is for. `waits_since` is the instant
    since which it waits for a caseworker, None while it waits for the resident; `cause` names the danger of an alert;
    `summary` says how things stood when a person was called: who, benefit, step, steps, known, missing, unclear.
    `flow` and `flow_release` name the questions it was filled by, as worded then; empty for what no flow asked.
    """

    number: str
    kind: Kind
    status: Status
    benefit: str | None
    region: str
    sender: Sender
    conversation: str
    opened: datetime
    opened_on: date
    due: date | None
    owner: str | None
    version: int
    words: str
    facts: tuple[StatedFact, ...] = ()
    assessment: Assessment | None = None
    consents: tuple[Consent, ...] = ()
    request: str | None = None
    refusal: Refusal | None = None
    answered: bool = False
    waiting_since: date | None = None
    waited: int = 0
    reasons: tuple[str, ...] = ()
    who: str = ""
    person: str | None = None
    draft: str | None = None
    waits_since: datetime | None = None
    cause: str = ""
    summary: Mapping[str, str] = field(default_factory=dict)
    flow: str = ""
    flow_release: str = ""


class NoSuchCase(LookupError):
    """No case has this number, or it lies outside the caseworker's region: the two are not told apart."""


class NoSuchMove(ValueError):
    """The case cannot go from where it stands to where it was sent."""


class NotYours(PermissionError):
    """Somebody else owns the case or holds the conversation, or the rule wants another pair of eyes."""


class ConsentTakenBack(PermissionError):
    """The person took back a consent without which nothing may be decided."""


class ChangedMeanwhile(RuntimeError):
    """The case changed after the page was loaded, so what was decided may rest on something old."""


class ReasonMissing(ValueError):
    """A refusal, a note or a request came without its words."""


def move(case: Case, to: Status) -> Status:
    """Return `to` when MOVES allows it, else raise NoSuchMove naming both ends."""
    if to not in MOVES[case.status]:
        raise NoSuchMove(f"{case.number} is {case.status}: it cannot become {to}")
    return to


def scope(region: str) -> str:
    """Return the prefix that codes of this region and below share; the nation's is empty.

    >>> scope("321100"), scope("320000"), scope("000000"), scope("321182100")
    ('3211', '32', '', '321182100')
    """
    code = region.removesuffix("000") if len(region) == 9 else region
    if len(code) == 9:
        return code
    while code.endswith("00"):
        code = code[:-2]
    return code
