"""`POST /telegram/{bot id}`: updates that Telegram pushes. 200 means that the turn was committed.

Whoever does not know the secret learns nothing; what Telegram could not have sent is not asked for again.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import incoming
from bot.channels.rest import refusing
from bot.channels.telegram.listener import Listener
from bot.channels.telegram.update import Unreadable, number_of
from bot.errors import Busy, Refused
from storage.engine import StoreUnavailable

SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 (the header's name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """The door for pushed updates; `secrets` are the valid ones of each bot."""

    listeners: Mapping[str, Listener]
    secrets: Mapping[str, Sequence[str]]

    def routes(self) -> Sequence[BaseRoute]:
        """Return the one address."""
        return (Route("/telegram/{bot}", refusing(self.hear), methods=["POST"]),)

    async def hear(self, request: Request) -> Response:
        """Take one update of a bot of ours from whoever knows its secret."""
        bot = str(request.path_params["bot"])
        listener = self.listeners.get(bot)
        if listener is None:
            return PlainTextResponse("no such bot", status_code=404)
        if not self._knows(bot, request.headers.get(SECRET, "")):
            return PlainTextResponse("forbidden", status_code=403)
        try:
            raw = await incoming.json_object(request)
            number = number_of(raw)
            await listener.sequence.turn_of(number)
        except (Refused, Unreadable):
            structlog.get_logger().warning("update not readable")
            return PlainTextResponse("ok")
        try:
            await listener.hear(raw)
        except (Busy, StoreUnavailable):
            raise Busy from None
        except Exception as error:  # noqa: BLE001 (the one entrance of a pushed update)
            await self._given_up(listener, number, error)
        return PlainTextResponse("ok")

    async def _given_up(self, listener: Listener, number: int, error: Exception) -> None:
        try:
            await listener.give_up(number, error)
        except StoreUnavailable:
            raise Busy from None

    def _knows(self, bot: str, given: str) -> bool:
        seen = given.encode("utf-8", "replace")
        # All are compared, so that how long it takes does not tell which one was tried.
        return any([hmac.compare_digest(seen, secret.encode()) for secret in self.secrets[bot]])  # noqa: C419
