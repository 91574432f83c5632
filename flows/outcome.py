"""What comes out of a turn: the next state, the replies, and the commands for the shell.

Nothing here acts. A reply names phrases, never sentences; a command is a small value that `bot/perform` carries out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flows.state import Answers, Draft, State
from nlu.reading import Option
from policies.verdict import Verdict


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


def choices_of(options: Iterable[Option]) -> tuple[tuple[str, str], ...]:
    """Return options as a reply shows them: the first words of each, and the number that chooses it."""
    return tuple((option.words[0], str(option.number)) for option in options)


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
