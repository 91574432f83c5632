"""Who a web page belongs to: 32 random bytes in a signed cookie, and form ids that only this page could have.

The store sees a digest of the bytes, never the bytes: a copy of the database opens nobody's conversation.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

_TOKEN = re.compile(r"([A-Za-z0-9_-]{43})\.([0-9a-f]{64})")
_FORM = re.compile(r"([0-9a-f]{16})\.([0-9a-f]{64})")
# The longest a browser keeps a cookie.
KEPT_SECONDS = 400 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Makes and checks the cookies and form ids of one installation; `secure` when browsers come over https."""

    key: bytes
    secure: bool

    @property
    def cookie(self) -> str:
        """The cookie's name; `__Host-` makes browsers hold it to this host and to https."""
        return "__Host-zhangban" if self.secure else "zhangban"

    def new(self) -> str:
        """Return a fresh identity."""
        return secrets.token_urlsafe(32)

    def of(self, request: Request) -> str | None:
        """Return the identity this request proves, or None."""
        found = _TOKEN.fullmatch(request.cookies.get(self.cookie, ""))
        if found and hmac.compare_digest(self._mark("identity", found[1]), found[2]):
            return found[1]
        return None

    def remember(self, response: Response, identity: str) -> None:
        """Set the cookie anew, so that it lasts as long as the person comes back."""
        response.set_cookie(
            self.cookie,
            f"{identity}.{self._mark('identity', identity)}",
            max_age=KEPT_SECONDS,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def form(self, identity: str) -> str:
        """Return a fresh id for one form of this identity's page."""
        nonce = secrets.token_hex(8)
        return f"{nonce}.{self._mark('form', identity + nonce)}"

    def message_id(self, identity: str, form: str, content: bytes) -> str | None:
        """Return the id of what one form sent, or None when the form is not of this identity's page.

        The same form sent twice with the same content is one message; with other content it is another, so that
        a person who went back and chose differently is heard.
        """
        found = _FORM.fullmatch(form)
        if not found or not hmac.compare_digest(self._mark("form", identity + found[1]), found[2]):
            return None
        return f"{found[1]}-{hashlib.sha256(content).hexdigest()[:16]}"

    def _mark(self, purpose: str, value: str) -> str:
        return hmac.new(self.key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def stored_name(identity: str) -> str:
    """Return the sender id that stands in the store for an identity."""
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def from_elsewhere(request: Request) -> bool:
    """Tell whether a browser says that another site's page made this request."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
