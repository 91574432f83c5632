"""The Bot API as a bot meets it: methods, polling with offsets, limits, and a platform that has its moods."""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.channels.loopback import Clock
from tests.channels.moods import Drop, Slow, broken, next_of
from tests.channels.telegram_chats import Chat, Json, Refused, buttons_of
from tests.channels.telegram_wire import fields_of, listed, refused, too_many

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LINK_LIVES = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A 429 with so many seconds to wait."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the bot; `status` is what it was answered."""

    method: str
    body: Mapping[str, Any]
    status: int


Mood = int | Drop | Slow | Wait
"""An HTTP status of a gateway, a broken or slow connection, or a wait."""


@dataclass(slots=True, kw_only=True)
class TelegramApi:
    """The platform's side of one bot; moods in `coming` are used up one for each call of their method
    (`sendMessage`), or of their method and chat (`sendMessage 5`)."""

    token: str
    clock: Clock
    chats: dict[int, Chat] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    coming: defaultdict[str, deque[Mood]] = field(default_factory=lambda: defaultdict(deque))
    pending: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    webhook: Json = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)
    one_a_second: bool = False
    offsets: list[int] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    messages: itertools.count[int] = field(default_factory=lambda: itertools.count(100))
    polling: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def bot_id(self) -> int:
        """The bot's number, the first part of its token."""
        return int(self.token.partition(":")[0])

    def called(self, method: str) -> list[Call]:
        """Return the calls of one method, in order."""
        return [call for call in self.calls if call.method == method]

    def chat(self, number: int) -> Chat:
        """Return a chat, new when nobody ever opened it."""
        return self.chats.setdefault(number, Chat(id=number))

    def came(self, update: Json) -> None:
        """Hold an update for whoever polls or is pushed to."""
        self.pending.append(update)
        self.arrived.set()

    async def answer(self, request: Request) -> Response:
        """Answer one call of `/bot<token>/<method>`."""
        if request.path_params["token"] != self.token:
            return refused(Refused(401, "Unauthorized"))
        method = str(request.path_params["method"])
        body = await fields_of(request)
        mood = await next_of(self.coming, f"{method} {body.get('chat_id', '')}", method)
        match mood:
            case Drop(after=False):
                return broken()
            case Wait(seconds=seconds):
                return self._refused(method, body, too_many(seconds))
            case int():
                self.calls.append(Call(method=method, body=body, status=mood))
                return HTMLResponse("<html>Bad Gateway</html>", status_code=mood)
        try:
            result = await self._do(method, body)
        except Refused as refusal:
            return self._refused(method, body, refusal)
        if method != "getUpdates":
            self.calls.append(Call(method=method, body=body, status=200))
        return broken() if isinstance(mood, Drop) else JSONResponse({"ok": True, "result": result})

    async def file(self, request: Request) -> Response:
        """Answer one download of `/file/bot<token>/<path>`."""
        found = self.links.get(str(request.path_params["path"]))
        if request.path_params["token"] != self.token or not found or self.clock.now() > found[1]:
            return refused(Refused(404, "Not Found"))
        return Response(found[0], media_type="application/octet-stream")

    def _refused(self, method: str, body: Json, refusal: Refused) -> Response:
        self.calls.append(Call(method=method, body=body, status=refusal.status))
        return refused(refusal)

    async def _do(self, method: str, body: Json) -> Any:
        match method:
            case "getMe":
                return {"id": self.bot_id, "is_bot": True, "first_name": "掌办", "username": "zhangban_bot"}
            case "getUpdates":
                return await self._updates(body)
            case "sendMessage":
                return self._send(body)
            case "sendChatAction":
                self._chat_of(body).reachable()
                self._chat_of(body).actions.append(str(body.get("action")))
                return True
            case "answerCallbackQuery":
                return self._answer_tap(body)
            case "editMessageReplyMarkup" | "editMessageText":
                return self._edit(body)
            case "getFile":
                return self._link(str(body.get("file_id")))
            case _:
                return self._settings(method, body)

    def _settings(self, method: str, body: Json) -> Any:
        match method:
            case "setWebhook":
                return self._set_webhook(body)
            case "deleteWebhook":
                self.webhook = {}
                return True
            case "getWebhookInfo":
                known = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
                return {**known, "pending_update_count": len(self.pending)}
            case "setMyCommands":
                self.commands = listed(body.get("commands", "[]"))
                return True
            case "getMyCommands":
                return self.commands
            case "deleteMyCommands" | "setMyDescription" | "setMyShortDescription" | "setChatMenuButton":
                return True
            case _:
                raise Refused(404, "Not Found: method not found")

    async def _updates(self, body: Json) -> list[Json]:
        if self.webhook.get("url"):
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if self.polling:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        offset, limit = int(body.get("offset") or 0), int(body.get("limit") or 100)
        self.offsets.append(offset)
        if offset < 0:
            del self.pending[:offset]
        elif offset:
            self.pending[:] = [one for one in self.pending if one["update_id"] >= offset]
        self.polling += 1
        try:
            async with asyncio.timeout(float(body.get("timeout") or 0)):
                while not self.pending:
                    self.arrived.clear()
                    await self.arrived.wait()
        except TimeoutError:
            pass
        finally:
            self.polling -= 1
        return self.pending[: max(1, min(limit, 100))]

    def _set_webhook(self, body: Json) -> bool:
        url, secret = str(body.get("url", "")), str(body.get("secret_token") or "")
        if url and not url.startswith("https://"):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not all(one.isascii() and (one.isalnum() or one in "_-") for one in secret) or len(secret) > 256:
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        if str(body.get("drop_pending_updates")).lower() == "true":
            self.pending.clear()
        self.webhook = {"url": url, "secret": secret, "most": int(body.get("max_connections") or 40)}
        self.told.set()
        return True

    def _chat_of(self, body: Json) -> Chat:
        chat = self.chats.get(int(body.get("chat_id") or 0))
        if chat is None:
            raise Refused(400, "Bad Request: chat not found")
        return chat

    def _send(self, body: Json) -> Json:
        chat, now = self._chat_of(body), self.clock.now()
        if self.one_a_second and chat.sent_at and now - chat.sent_at[-1] < 1.0:
            raise too_many(1)
        shown = chat.takes(next(self.messages), body)
        chat.sent_at.append(now)
        return {"message_id": shown.id, "date": int(now), "chat": chat.itself(), "text": shown.text}

    def _answer_tap(self, body: Json) -> bool:
        tap = str(body.get("callback_query_id"))
        for chat in self.chats.values():
            if tap in chat.spinning:
                chat.spinning.discard(tap)
                self.answered[tap] = str(body.get("text") or "")
                return True
        if tap in self.answered:
            return True
        raise Refused(
            400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )

    def _edit(self, body: Json) -> Json:
        chat = self._chat_of(body)
        shown = next((one for one in chat.shown if one.id == int(body.get("message_id") or 0)), None)
        if shown is None:
            raise Refused(400, "Bad Request: message to edit not found")
        buttons, text = buttons_of(body.get("reply_markup")), str(body.get("text") or shown.text)
        if (buttons, text) == (shown.buttons, shown.text):
            raise Refused(400, "Bad Request: message is not modified")
        shown.buttons, shown.text = buttons, text
        return {"message_id": shown.id, "date": 0, "chat": chat.itself(), "text": shown.text}

    def _link(self, name: str) -> Json:
        data = self.files.get(name)
        if data is None:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(data) > LARGEST_DOWNLOAD:
            raise Refused(400, "Bad Request: file is too big")
        path = f"photos/file_{secrets.token_hex(4)}.jpg"
        self.links[path] = (data, self.clock.now() + LINK_LIVES)
        return {"file_id": name, "file_unique_id": name[:8], "file_size": len(data), "file_path": path}
