"""What the desk is built from: everything it needs is handed to it once, by the shell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from jinja2 import Environment
from starlette.requests import Request

from policies.policies import Policies
from storage.engine import Db, Store
from storage.people import Account
from storage.turns import Sender

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
ROLES = frozenset({"caseworker", "lead", "admin"})
LEADS = frozenset({"lead", "admin"})


class Guard(Protocol):
    """Who sends a request, and whether a form came from a page of ours."""

    async def signed_in(self, request: Request) -> Account | None:
        """Return the person of a live session, or None."""

    def make_token(self, request: Request) -> str:
        """Return the token that this session's forms carry."""

    def check_token(self, request: Request, given: str) -> bool:
        """Tell whether a form's token is this session's, comparing in constant time."""


class Phrases(Protocol):
    """The words that residents read, in the release in force."""

    def render(self, phrase_id: str, values: Mapping[str, str]) -> str:
        """Return a phrase with its gaps filled; a line whose gap has no value is left out."""

    def word(self, phrase_id: str, fallback: str = "") -> str:
        """Return a short word kept as a phrase, such as a relation, or `fallback`."""


GoesOn = Callable[[Db, Sender], Sequence[bytes]]
"""Goes on with a conversation that was handed back: returns what to say, as the outbox keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskParts:
    """The desk's parts; `phrases` and `policies` return what is in force now, `photos` is a folder.

    `waking` tells for an instant until when words that can wait are held, None for not at all; `purposes` returns what
    each purpose of consent is called, `goes_on` what the assistant says once it has a conversation back. `templates`
    must find the folder TEMPLATES of this module, with autoescape on.
    """

    store: Store
    templates: Environment
    guard: Guard
    phrases: Callable[[], Phrases]
    policies: Callable[[], Policies]
    today: Callable[[], date]
    photos: Path
    waking: Callable[[datetime], datetime | None] = lambda _instant: None
    purposes: Callable[[], Mapping[str, str]] = dict
    goes_on: GoesOn = lambda _db, _sender: ()
