"""What the studio is built from: everything it needs is handed to it once, by the shell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from jinja2 import Environment
from starlette.requests import Request

from content.problem import Problem
from policies.policies import Policies
from storage.engine import Store
from storage.people import Account

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
ROLES = frozenset({"editor", "admin"})


class Guard(Protocol):
    """Who sends a request, and whether a form came from a page of ours."""

    async def signed_in(self, request: Request) -> Account | None:
        """Return the person of a live session, or None."""

    def make_token(self, request: Request) -> str:
        """Return the token that this session's forms carry."""

    def check_token(self, request: Request, given: str) -> bool:
        """Tell whether a form's token is this session's, comparing in constant time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioParts:
    """The studio's parts; `policies` returns what is in force, `problems` what `check` finds now.

    `templates` must find the folder TEMPLATES of this module, with autoescape on.
    """

    store: Store
    templates: Environment
    guard: Guard
    policies: Callable[[], Policies]
    problems: Callable[[], Sequence[Problem]]
    today: Callable[[], date]
