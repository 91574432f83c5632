"""What happened to a case or a conversation, in the past tense. Events are only ever added.

Who did it and when stand beside the event in its row; what was said is in the event, which is kept sealed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """A case came in; `kind` is its kind of work."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClaimed:
    """A caseworker took the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReleased:
    """The owner let the case go, with a note for the next."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOn:
    """The owner, or a lead in their absence, gave the case to a colleague, with a note for them."""

    to: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRequested:
    """The resident was asked for something, and the clock stopped."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentAnswered:
    """The resident answered a request; `photos` are digests."""

    words: str
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEnded:
    """The owner went on without the resident's answer."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalProposed:
    """A caseworker would refuse, and a second pair of eyes is asked for; the rest as in CaseDecided."""

    reasons: tuple[str, ...]
    checked: tuple[str, ...] = ()
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalTurnedBack:
    """The second pair of eyes did not agree, and said why."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided:
    """The case was approved or refused; `amount` is as it was told, `proposed_by` who proposed it.

    `checked` are the criteria the caseworker settled, each as "yes:…" or "no:…"; `against` says, for
    colleagues only, why the decision is not what the rules suggested.
    """

    outcome: str
    reasons: tuple[str, ...]
    amount: str = ""
    proposed_by: str = ""
    checked: tuple[str, ...] = ()
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    """A piece of work that needs no decision was done."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn:
    """The resident no longer wants it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRevoked:
    """The person took back their consent to a purpose."""

    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGivenAgain:
    """The person agreed anew to a purpose."""

    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationTaken:
    """A caseworker took over the conversation in this turn, for a case; the assistant is silent from here."""

    case: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationHandedBack:
    """The conversation went back to the assistant in this turn, with a line on how things stand."""

    note: str
    turn: int = 0


Event = (
    CaseOpened
    | CaseClaimed
    | CaseReleased
    | CaseHandedOn
    | MaterialRequested
    | ResidentAnswered
    | WaitingEnded
    | RefusalProposed
    | RefusalTurnedBack
    | CaseDecided
    | CaseClosed
    | CaseWithdrawn
    | ConsentRevoked
    | ConsentGivenAgain
    | ConversationTaken
    | ConversationHandedBack
)
EVENTS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        CaseOpened,
        CaseClaimed,
        CaseReleased,
        CaseHandedOn,
        MaterialRequested,
        ResidentAnswered,
        WaitingEnded,
        RefusalProposed,
        RefusalTurnedBack,
        CaseDecided,
        CaseClosed,
        CaseWithdrawn,
        ConsentRevoked,
        ConsentGivenAgain,
        ConversationTaken,
        ConversationHandedBack,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event as it was recorded: about which case or conversation, the how-manieth, by whom, and when.

    `by` is resident, assistant, system or caseworker:<login>.
    """

    about: str
    ordinal: int
    by: str
    at: datetime
    event: Event

    @property
    def what(self) -> str:
        """The event's name, as it is stored."""
        return type(self.event).__name__


def packed(event: Event) -> str:
    """Return the event's fields as JSON."""
    return json.dumps(asdict(event), ensure_ascii=False)


def unpacked(what: str, text: str) -> Event:
    """Return the event that `packed` made, given its name."""
    kind = EVENTS[what]
    return kind(**_read(text))


def _read(text: str) -> dict[str, Any]:
    values = json.loads(text).items()
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values}
