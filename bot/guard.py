"""One sign-in for desk and studio: the log-in page, the session's cookie, and the token every form carries.

The cookie holds a random token that the store knows only by digest; a form's token is derived from it, so it is
worth nothing without the session. Hashing a password takes long and happens in a thread of its own.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.identity import from_elsewhere
from storage import people
from storage.engine import Store
from storage.people import Account, Refusal, Role, SignedIn

LONGEST_PASSWORD = 200
HOMES: Mapping[str, str] = {Role.EDITOR: "/studio"}
DESK = "/desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Knows who sends a request; `secure` when browsers come over https."""

    store: Store
    templates: Environment
    secure: bool

    @property
    def cookie(self) -> str:
        """The session cookie's name; `__Host-` makes browsers hold it to this host and to https."""
        return "__Host-zhangban-desk" if self.secure else "zhangban-desk"

    def routes(self) -> Sequence[BaseRoute]:
        """Return the log-in page, what it posts to, and the way out."""
        return (
            Route("/login", self.login_page, methods=["GET"]),
            Route("/login", self.login, methods=["POST"]),
            Route("/logout", self.logout_page, methods=["GET"]),
            Route("/logout", self.logout, methods=["POST"]),
        )

    async def signed_in(self, request: Request) -> Account | None:
        """Return whose live session this request belongs to, or None."""
        token = request.cookies.get(self.cookie, "")
        # The parts of a page that renew themselves are fetched by GET; whoever presses something sends a POST.
        by_itself = request.method == "GET" and "HX-Request" in request.headers
        look = partial(people.signed_in, self.store, token, active=not by_itself)
        return await asyncio.to_thread(look) if token else None

    def make_token(self, request: Request) -> str:
        """Return the token that this session's forms carry; it stays the same for the whole session."""
        session = request.cookies.get(self.cookie, "")
        return self.store.vault.mac("form", session.encode("utf-8", "replace")).hex() if session else ""

    def check_token(self, request: Request, given: str) -> bool:
        """Tell whether a form's token is this session's, comparing in constant time."""
        expected = self.make_token(request)
        if not expected or from_elsewhere(request):
            return False
        return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))

    async def login_page(self, request: Request) -> Response:
        """Show the log-in form, or go on for somebody who is signed in already."""
        account = await self.signed_in(request)
        if account is not None:
            return RedirectResponse(_home(account, request.query_params.get("next", "")), status_code=303)
        return self._page(request.query_params.get("next", ""))

    async def login(self, request: Request) -> Response:
        """Check login and password and begin a session; a stranger is not told which of them was wrong."""
        form = await request.form(max_fields=6, max_files=0)
        login, given, onward = (str(form.get(name, "")) for name in ("login", "password", "next"))
        if from_elsewhere(request) or not login.strip() or len(given) > LONGEST_PASSWORD:
            return self._page(onward, refusal=Refusal.WRONG, status=403)
        outcome = await asyncio.to_thread(people.sign_in, self.store, _clean(login), _clean(given))
        if not isinstance(outcome, SignedIn):
            structlog.get_logger().warning("sign-in refused", reason=outcome.value)
            return self._page(onward, refusal=outcome, status=429 if outcome is Refusal.LOCKED else 403)
        response = RedirectResponse(_home(outcome.account, onward), status_code=303)
        response.set_cookie(
            self.cookie, outcome.token, path="/", secure=self.secure, httponly=True, samesite="strict"
        )
        return response

    async def logout_page(self, request: Request) -> Response:
        """Ask once more before signing out, which only a form can do."""
        page = self.templates.get_template("logout.html").render(token=self.make_token(request))
        return HTMLResponse(page)

    async def logout(self, request: Request) -> Response:
        """End the session here and in the store."""
        form = await request.form(max_fields=6, max_files=0)
        if not self.check_token(request, str(form.get("token", ""))):
            return RedirectResponse("/logout", status_code=303)
        await asyncio.to_thread(self._end, request.cookies.get(self.cookie, ""))
        response = RedirectResponse("/login", status_code=303)
        response.delete_cookie(self.cookie, path="/", secure=self.secure, httponly=True, samesite="strict")
        return response

    def _end(self, session: str) -> None:
        with self.store.writing() as db:
            people.sign_out(db, session)

    def _page(self, onward: str, *, refusal: Refusal | None = None, status: int = 200) -> Response:
        values = {"next": onward, "refusal": refusal.value if refusal else ""}
        page = self.templates.get_template("login.html").render(values)
        return HTMLResponse(page, status_code=status)


def _home(account: Account, onward: str) -> str:
    """Where to go after signing in: a path of ours that was asked for, else the person's own start page."""
    if onward.startswith("/") and not onward.startswith(("//", "/\\")) and onward.isprintable():
        return onward
    return HOMES.get(account.role, DESK)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
