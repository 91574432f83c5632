"""The resident's page: a conversation in WeChat's look that works wholly without scripts.

A form post is a turn and a redirect; with htmx the same post answers with the new lines only. History is drawn
from the store each time, so that a page that was closed comes back as it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import incoming
from bot.channels.base import Takes
from bot.channels.identity import Identities, from_elsewhere, stored_name
from bot.channels.talk import Talk, Talks
from bot.errors import Busy
from bot.message import Message, Photo
from storage.turns import Sender

BIG = "zhangban-big"
MOST_BYTES = 8 * 1024 * 1024
# What a page says beside the conversation; the words stand in chat.html.
BUSY, NO_COOKIE, TOO_LONG, NOT_A_PICTURE = "busy", "no_cookie", "too_long", "not_a_picture"


def web_sender(identity: str) -> Sender:
    """Return the sender that stands for a page's identity."""
    return Sender("web", "web", stored_name(identity))


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The web channel; `talks` reads a conversation as lines to show.

    `speaks_as` tells whose conversation an identity's page is: its own, or that of the chat it was opened from.
    """

    inbox: Takes
    identities: Identities
    templates: Environment
    talks: Talks
    speaks_as: Callable[[str], Sender] = web_sender

    def routes(self) -> Sequence[BaseRoute]:
        """Return the page, what it posts to, and what it asks every few seconds."""
        return (
            Route("/", self.home, methods=["GET"]),
            Route("/chat", self.page, methods=["GET"]),
            Route("/chat", self.hear, methods=["POST"]),
            Route("/chat/new", self.new_lines, methods=["GET"]),
        )

    async def home(self, request: Request) -> Response:
        """Send a visitor on to the conversation."""
        return RedirectResponse("/chat", status_code=303)

    async def page(self, request: Request) -> Response:
        """Show the whole conversation, or change the size of its letters first."""
        if "big" in request.query_params:
            return self._resized(request.query_params["big"] == "1")
        identity = self.identities.of(request) or self.identities.new()
        return await self._shown(request, identity)

    async def hear(self, request: Request) -> Response:
        """Take what a form sent; the answer is the page again, or with htmx its new lines."""
        identity = self.identities.of(request)
        form = await _form(request)
        text = incoming.storable(_text(form, "choice") or _text(form, "text")).strip()
        if identity is None or from_elsewhere(request):
            return await self._shown(request, self.identities.new(), notice=NO_COOKIE, typed=text, status=403)
        photos, unknown = await _photos(form)
        content = "\0".join((text, *(photo.name for photo in photos))).encode() + b"".join(
            photo.data for photo in photos
        )
        message_id = self.identities.message_id(identity, _text(form, "form"), content)
        if message_id is None:
            return await self._shown(request, identity, notice=NO_COOKIE, typed=text, status=403)
        if len(text) > incoming.LONGEST_TEXT:
            return await self._shown(request, identity, notice=TOO_LONG, typed=text, status=413)
        if text or photos:
            sender = await asyncio.to_thread(self.speaks_as, identity)
            message = Message(sender=sender, id=message_id, text=text, photos=photos, on_page=True)
            try:
                await self.inbox.take(message)
            except Busy as busy:
                shown = await self._shown(request, identity, notice=BUSY, typed=text, status=503)
                shown.headers["Retry-After"] = str(busy.seconds)
                return shown
        if unknown:
            return await self._shown(request, identity, notice=NOT_A_PICTURE, status=415)
        if "hx-request" in request.headers:
            return await self._fragment(identity, _number(_text(form, "after")))
        return RedirectResponse("/chat#end", status_code=303)

    async def new_lines(self, request: Request) -> Response:
        """Answer a page's regular question: the lines it has not shown, or nothing."""
        identity = self.identities.of(request)
        after = _number(request.query_params.get("after", ""))
        if identity is None:
            return Response(status_code=204)
        return await self._fragment(identity, after)

    async def _shown(
        self, request: Request, identity: str, *, notice: str = "", typed: str = "", status: int = 200
    ) -> Response:
        sender = await asyncio.to_thread(self.speaks_as, identity)
        talk = await asyncio.to_thread(self.talks.whole, sender)
        big = request.cookies.get(BIG) == "1"
        values = {**self._values(identity, talk), "big": big, "notice": notice, "typed": typed}
        page = self.templates.get_template("chat.html").render(values)
        response = HTMLResponse(page, status_code=status)
        self.identities.remember(response, identity)
        return response

    async def _fragment(self, identity: str, after: int) -> Response:
        sender = await asyncio.to_thread(self.speaks_as, identity)
        talk = await asyncio.to_thread(self.talks.since, sender, after)
        if not talk.lines:
            return Response(status_code=204)
        fragment = self.templates.get_template("chat_lines.html").render(self._values(identity, talk))
        return HTMLResponse(fragment)

    def _values(self, identity: str, talk: Talk) -> Mapping[str, Any]:
        return {
            "talk": talk,
            "text_form": self.identities.form(identity),
            "choice_form": self.identities.form(identity),
        }

    def _resized(self, big: bool) -> Response:
        response = RedirectResponse("/chat#end", status_code=303)
        response.set_cookie(
            BIG, "1" if big else "0", max_age=400 * 24 * 3600, secure=self.identities.secure, samesite="lax"
        )
        return response


async def _form(request: Request) -> FormData:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.form(max_fields=12)
    parser = MultiPartParser(request.headers, request.stream(), max_files=4, max_fields=12)
    # A larger part would be spooled to a temporary file, in the clear.
    parser.spool_max_size = MOST_BYTES
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise HTTPException(400, str(error.message)) from None


async def _photos(form: FormData) -> tuple[tuple[Photo, ...], bool]:
    """The pictures that were sent, and whether something else was among them."""
    photos, unknown = [], False
    for part in form.getlist("photo"):
        if isinstance(part, UploadFile) and (data := await part.read()):
            if incoming.is_picture(data):
                name = incoming.storable(part.filename or "photo")[: incoming.LONGEST_NAME]
                photos.append(Photo(name=name, data=data))
            else:
                unknown = True
    return tuple(photos), unknown


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
