"""How a page of the studio leaves: drawn from a template, never cached, with our own style only."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def draw(templates: Environment, name: str, values: Mapping[str, object], *, status: int = 200) -> Response:
    """Draw a template as a whole page."""
    return HTMLResponse(templates.get_template(name).render(values), status_code=status, headers=HEADERS)


def see(where: str) -> Response:
    """Send the browser on to a page after something was done."""
    return RedirectResponse(where, status_code=303, headers=HEADERS)


def to_login(request: Request) -> Response:
    """Send a visitor who is not signed in to the door, and back here afterwards."""
    wanted = request.url.path if request.method == "GET" else "/studio"
    return see(f"/login?next={quote(wanted)}")
