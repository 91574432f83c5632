"""Rasa's callback channel: a message is stored and acknowledged at once; the words follow by POST to an address.

A send that was under way when the process died is repeated once, so a receiver may see the same words twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.access import Access
from bot.channels import incoming
from bot.channels.base import NotDelivered, Takes
from bot.channels.rest import bubble_json, refusing
from bot.message import Bubble, Message
from storage.turns import Sender

LONGEST_SEND = 5.0


def callback_sender(name: str) -> Sender:
    """Return the sender that a callback client's `sender` field means."""
    return Sender("callback", "callback", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """The callback channel; `address` is where the assistant's words are posted."""

    name: ClassVar[str] = "callback"

    inbox: Takes
    access: Access
    address: str
    client: httpx.AsyncClient

    def routes(self) -> Sequence[BaseRoute]:
        """Return the one address messages come to."""
        return (
            Route("/webhooks/callback/webhook", self.access.tokened(refusing(self.hear)), methods=["POST"]),
        )

    async def hear(self, request: Request) -> Response:
        """Take one message; "success" means that it is stored."""
        fields = await incoming.json_object(request)
        message = Message(
            sender=callback_sender(incoming.identifier(fields, "sender")),
            id=incoming.message_id(fields),
            text=incoming.words(fields, "message"),
        )
        await self.inbox.take(message)
        return PlainTextResponse("success")

    async def send(self, sender: Sender, bubble: Bubble) -> None:
        """Post one bubble; a network fault, 429 and 5xx may be tried again, any other refusal is final."""
        try:
            answer = await self.client.post(
                self.address, json=bubble_json(sender.id, bubble), timeout=LONGEST_SEND
            )
        except httpx.HTTPError as error:
            raise NotDelivered(type(error).__name__) from None
        if answer.status_code == 429 or answer.status_code >= 500:
            raise NotDelivered(f"status {answer.status_code}")
        if answer.status_code >= 400:
            raise NotDelivered(f"status {answer.status_code}", final=True)
