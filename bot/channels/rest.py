"""Rasa's REST channel: one message in, the assistant's bubbles back as JSON; and the conversation's tracker.

A repeated message_id gets the same body: the turn keeps its reply, and the body is made from nothing else.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.access import Access
from bot.channels import incoming
from bot.channels.base import Takes
from bot.errors import Busy, Refused, api_error, busy, refusal
from bot.message import Bubble, Message
from storage.turns import Sender

Tracker = Callable[[Sender], Mapping[str, object] | None]
Resolve = Callable[[str], str]


def rest_sender(name: str) -> Sender:
    """Return the sender that a REST client's `sender` field means."""
    return Sender("rest", "rest", name)


def bubble_json(recipient: str, bubble: Bubble) -> dict[str, object]:
    """Return one bubble in Rasa's shape; a choice is a button whose payload is the words to send."""
    shown: dict[str, object] = {"recipient_id": recipient, "text": bubble.text}
    if bubble.choices:
        shown["buttons"] = [{"title": choice.label, "payload": choice.send} for choice in bubble.choices]
    return shown


def json_response(value: object, status: int = 200) -> Response:
    """Return a JSON response whose bytes depend on the value alone."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status_code=status, media_type="application/json")


def refusing(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint with its refusals and its 503 answered in JSON."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refused as error:
            return refusal(error)
        except Busy as error:
            return busy(error)

    return answered


def region(fields: incoming.Fields, resolve: Resolve) -> str | None:
    """Return the code of an optional `region` field, which may be a code or an unambiguous name."""
    named = incoming.optional_words(fields, "region")
    if named is None:
        return None
    try:
        return resolve(named)
    except ValueError as error:
        raise Refused(422, "region", "is not a place we know", str(error)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The REST channel; `tracker` reads one conversation and `resolve` turns a place name into its code."""

    inbox: Takes
    access: Access
    tracker: Tracker
    resolve: Resolve

    def routes(self) -> Sequence[BaseRoute]:
        """Return the two addresses other programs build on."""
        hear, track = self.access.tokened(refusing(self.hear)), self.access.tokened(refusing(self.track))
        return (
            Route("/webhooks/rest/webhook", hear, methods=["POST"]),
            Route("/conversations/{sender}/tracker", track, methods=["GET"]),
        )

    async def hear(self, request: Request) -> Response:
        """Take one message and answer with its bubbles."""
        fields = await incoming.json_object(request)
        name = incoming.identifier(fields, "sender")
        message = Message(
            sender=rest_sender(name),
            id=incoming.message_id(fields),
            text=incoming.words(fields, "message"),
            photos=incoming.photos(fields),
            today=incoming.day(fields),
            region=region(fields, self.resolve),
        )
        bubbles = await self.inbox.take(message)
        return json_response([bubble_json(name, bubble) for bubble in bubbles])

    async def track(self, request: Request) -> Response:
        """Answer with what the conversation has established so far."""
        name = incoming.identifier(request.path_params, "sender")
        found = await asyncio.to_thread(self.tracker, rest_sender(name))
        if found is None:
            return api_error(404, "sender", "has no conversation yet", "send a message first")
        return json_response(found)
