"""The outermost layer of the web server: limits on what comes in, safe headers on what goes out, no traceback ever.

A body is read whole, within a size and a time, before anything is done with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import privacy
from bot.errors import api_error, is_api, one_refusal

LONGEST_READING = 10.0
LARGEST_BODY = 1024 * 1024
# Where pictures arrive; as base64 they are a third larger than the 8 MB they may have.
PICTURE_DOORS = {"/webhooks/rest/webhook": 11 * 1024 * 1024, "/chat": 9 * 1024 * 1024}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
STATIC = ("/static/", "/desk/static/", "/studio/static/")
Page = Callable[[int], str]
# Whoever is not the platform learns nothing here, not even what was wrong: see `bot/channels/wechat/webhook.py`.
ONE_REFUSAL = "/wechat/"


class TooLarge(Exception):
    """A body over its limit."""


class Shell:
    """Wraps the whole application; `page` renders the plain page people see instead of an error."""

    def __init__(self, app: ASGIApp, page: Page, *, https: bool = False) -> None:
        self._app, self._page, self._https = app, page, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything that goes wrong inside ends here, in words."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = False

        async def sealed(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                self._add_headers(scope, message)
            await send(message)

        try:
            body = await _read(scope, receive)
            await self._app(scope, _replayed(body, receive), sealed)
        except TooLarge:
            await self._refuse(413, scope, sealed)
        except TimeoutError:
            await self._refuse(408, scope, sealed)
        except Exception as error:  # noqa: BLE001 (the one entrance of web requests)
            place = privacy.places(error.__traceback__)
            structlog.get_logger().error("request failed", fault=type(error).__name__, place=place)
            if not began:
                await self._refuse(500, scope, sealed)

    def _add_headers(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self._https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if not scope["path"].startswith(STATIC):
            headers.setdefault("Cache-Control", "no-store")

    async def _refuse(self, status: int, scope: Scope, send: Send) -> None:
        if scope["path"].startswith(ONE_REFUSAL) and status in (408, 413):
            answer: Response = one_refusal()
        else:
            answer = error_response(scope["path"], status, self._page)
        # What was not read of the body must not be taken for the next request.
        answer.headers["Connection"] = "close"
        await answer(scope, _nothing, send)


def error_response(path: str, status: int, page: Page) -> Response:
    """Return what a refused request gets: JSON for programs, the plain page for people."""
    if is_api(path):
        what, remedy = _SENTENCES.get(status, ("cannot be served", "see the documentation"))
        return api_error(status, "request", what, remedy)
    return HTMLResponse(page(status), status_code=status)


def http_error(page: Page) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Return a handler for the router's own refusals, such as 404 and 405."""

    async def answer(request: Request, error: Exception) -> Response:
        return error_response(request.url.path, getattr(error, "status_code", 500), page)

    return answer


_SENTENCES = {
    400: ("could not be read", "send it as documented"),
    404: ("names no address we know", "see /api/openapi.json"),
    405: ("uses a method this address does not take", "see /api/openapi.json"),
    408: ("took too long to arrive", f"send the whole body within {LONGEST_READING:.0f} seconds"),
    413: ("is too large", "send at most 1 MB, or 8 MB of pictures"),
    500: ("failed on our side; nothing was lost", "send it again with the same message_id"),
}


async def _read(scope: Scope, receive: Receive) -> bytes:
    limit = PICTURE_DOORS.get(scope["path"], LARGEST_BODY)
    announced = Headers(scope=scope).get("content-length", "0")
    if not announced.isdecimal() or len(announced) > 12 or int(announced) > limit:
        raise TooLarge
    body = bytearray()
    async with asyncio.timeout(LONGEST_READING):
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise TimeoutError
            body += message.get("body", b"")
            if len(body) > limit:
                raise TooLarge
            if not message.get("more_body", False):
                return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
