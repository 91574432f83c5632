"""How a page leaves: drawn from a template, never cached, with no script or style but our own files."""

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
PICTURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}


def draw(
    templates: Environment,
    name: str,
    values: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Draw a template as a whole page."""
    text = templates.get_template(name).render(values)
    return HTMLResponse(text, status_code=status, headers={**HEADERS, **(headers or {})})


def to_login(request: Request) -> Response:
    """Send a visitor who is not signed in to the door, and back here afterwards."""
    wanted = request.url.path if request.method == "GET" else "/desk"
    return RedirectResponse(f"/login?next={quote(wanted)}", status_code=303, headers=HEADERS)


def see(where: str) -> Response:
    """Send the browser on to a page after something was done."""
    return RedirectResponse(where, status_code=303, headers=HEADERS)


def picture_type(picture: bytes) -> str:
    """Return a picture's media type by its first bytes; anything else is only ever saved, never shown."""
    for start, kind in PICTURES.items():
        if picture.startswith(start):
            return kind
    return "application/octet-stream"
