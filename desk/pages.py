"""How a page leaves: drawn from a template, never cached, with no script or style but our own files."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from storage.photos import kind_of

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "media-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# What a browser may show or play by itself; anything else is only ever saved.
SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "audio/ogg", "audio/mpeg", "audio/wav"}
)
ENDINGS = {"audio/amr": "amr", "audio/amr-wb": "awb", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/wav": "wav",
    "audio/silk": "silk", "video/mp4": "mp4", "image/heic": "heic", "image/jpeg": "jpg", "image/png": "png",
    "image/gif": "gif", "image/webp": "webp"}  # fmt: skip


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
    """Send a visitor who is not signed in to the door, and back here afterwards.

    A part of a page that asks by itself gets 401: the door must not be drawn into the page, where words may stand.
    """
    if "HX-Request" in request.headers:
        return Response(status_code=401, headers=HEADERS)
    wanted = request.url.path if request.method == "GET" else "/desk"
    return RedirectResponse(f"/login?next={quote(wanted)}", status_code=303, headers=HEADERS)


def see(where: str) -> Response:
    """Send the browser on to a page after something was done."""
    return RedirectResponse(where, status_code=303, headers=HEADERS)


def sent_file(data: bytes, digest: str) -> Response:
    """Return a file that a person sent, under a name that says nothing of them; shown only where that is safe."""
    kind = kind_of(data)
    name = f"{digest[:8]}.{ENDINGS.get(kind, 'bin')}"
    how = "inline" if kind in SHOWN else "attachment"
    heads = {**HEADERS, "Content-Disposition": f'{how}; filename="{name}"'}
    return Response(data, media_type=kind, headers=heads)
