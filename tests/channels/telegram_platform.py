"""Telegram as a bot meets it: people who write, tap, edit and block, and updates that come by webhook or by polling.

`Platform` is the whole of it. A webhook is called over as many connections as the bot allowed, in no order of its own
when `scrambled`; what is not answered with 2xx comes again, a few times.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import time
from collections.abc import Mapping
from random import Random
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from tests.channels.loopback import Clock, Loopback
from tests.channels.telegram_api import TelegramApi
from tests.channels.telegram_chats import Chat, Json

ATTEMPTS = 12
SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Platform:
    """One bot on Telegram; `reach` says where an https address of the bot really listens on this machine."""

    def __init__(
        self, token: str = "7000000001:AAE-emulated_token_of_35_characters", *, pace: float = 0.2
    ) -> None:
        self.clock, self.pace = Clock(), pace
        self.reach: dict[str, str] = {}
        self.copies = 1
        self.scrambled: Random | None = None
        self.gave_up: list[Json] = []
        self.statuses: list[int] = []
        self.api = TelegramApi(token=token, clock=self.clock)
        routes = [
            Route("/bot{token}/{method}", self.api.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.api.file, methods=["GET"]),
        ]
        self.loopback = Loopback(Starlette(routes=routes))
        self.base = self.loopback.base
        self._updates = itertools.count(880_000_001)
        self._client = httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=100))
        self._pushing: set[asyncio.Task[None]] = set()
        self._pusher = self.loopback.start(self._push())

    def stop(self) -> None:
        """End the platform."""
        self._pusher.cancel()
        self.loopback.run(self._client.aclose())
        self.loopback.stop()

    def chat(self, number: int) -> Chat:
        """Return one person's chat with the bot."""
        return self.api.chat(number)

    # What people do.

    def says(self, number: int, text: str, **more: Any) -> int:
        """Send a text and return its message id."""
        return self._writes(number, {"text": text, **_command(text), **more})

    def edits(self, number: int, message: int, text: str) -> None:
        """Change a message sent before."""
        body = {**self._message(number, message), "text": text, "edit_date": int(time.time())}
        self.send({"edited_message": body})

    def taps(self, number: int, label: str) -> str:
        """Tap the newest button with this label, and return the tap's id."""
        chat = self.chat(number)
        shown, data = next(
            (one, data)
            for one in reversed(chat.shown)
            for said, data in one.buttons
            if label in (said, said.partition(" ")[2], data)
        )
        return self.forges_tap(number, data, shown.id, shown.text)

    def forges_tap(self, number: int, data: str, message: int, text: str = "…") -> str:
        """Tap a button that need not be there."""
        chat, tap = self.chat(number), str(secrets.randbits(60))
        chat.spinning.add(tap)
        bot = {"id": self.api.bot_id, "is_bot": True, "first_name": "掌办", "username": "zhangban_bot"}
        at = {
            "message_id": message,
            "date": int(time.time()),
            "chat": chat.itself(),
            "from": bot,
            "text": text,
        }
        query = {"id": tap, "from": chat.user(), "message": at, "chat_instance": "1", "data": data}
        self.send({"callback_query": query})
        return tap

    def sends_photo(self, number: int, data: bytes, caption: str = "") -> int:
        """Send a picture in two sizes, the larger being the bytes given."""
        sizes = [
            {**self._file(data[:100]), "width": 90, "height": 90},
            self._file(data) | {"width": 1280, "height": 960},
        ]
        return self._writes(number, {"photo": sizes, **({"caption": caption} if caption else {})})

    def sends_document(self, number: int, data: bytes, name: str, kind: str) -> int:
        """Send a file."""
        return self._writes(number, {"document": {**self._file(data), "file_name": name, "mime_type": kind}})

    def speaks(self, number: int, data: bytes) -> int:
        """Send a voice message."""
        return self._writes(number, {"voice": {**self._file(data), "duration": 3, "mime_type": "audio/ogg"}})

    def is_at(self, number: int, latitude: float, longitude: float) -> int:
        """Send a place."""
        return self._writes(number, {"location": {"latitude": latitude, "longitude": longitude}})

    def gives_contact(self, number: int, phone: str, *, of: int | None = None) -> int:
        """Send a contact, one's own or another person's."""
        contact = {"phone_number": phone, "first_name": "住户", "user_id": number if of is None else of}
        return self._writes(number, {"contact": contact})

    def blocks(self, number: int, *, again: bool = False) -> None:
        """Block the bot, or let it in `again`."""
        chat = self.chat(number)
        chat.blocked = not again
        states = ("kicked", "member") if again else ("member", "kicked")
        bot = {"id": self.api.bot_id, "is_bot": True, "first_name": "掌办"}
        old, new = ({"user": bot, "status": state, "until_date": 0} for state in states)
        change = {"chat": chat.itself(), "from": chat.user(), "date": int(time.time())}
        self.send({"my_chat_member": {**change, "old_chat_member": old, "new_chat_member": new}})

    def _writes(self, number: int, content: Mapping[str, Any]) -> int:
        self.chat(number).started = True
        message = next(self.api.messages)
        self.send({"message": {**self._message(number, message), **content}})
        return message

    def _message(self, number: int, message: int) -> Json:
        chat = self.chat(number)
        return {"message_id": message, "from": chat.user(), "chat": chat.itself(), "date": int(time.time())}

    def _file(self, data: bytes) -> Json:
        name = secrets.token_urlsafe(40)
        self.api.files[name] = data
        return {"file_id": name, "file_unique_id": name[:8], "file_size": len(data)}

    # How updates come.

    def send(self, update: Mapping[str, Any]) -> int:
        """Give an update its number and send it on its way."""
        number = next(self._updates)
        self.loopback.loop.call_soon_threadsafe(self.api.came, {"update_id": number, **update})
        return number

    async def _push(self) -> None:
        """Call the webhook, once there is one, with everything that is pending."""
        while True:
            await self.api.arrived.wait() if self.api.webhook.get("url") else await self._webhook_set()
            self.api.arrived.clear()
            if not self.api.webhook.get("url"):
                continue
            due = [one for one in self.api.pending for _ in range(self.copies)]
            self.api.pending.clear()
            if self.scrambled:
                await asyncio.sleep(self.pace)
                due += [one for one in self.api.pending for _ in range(self.copies)]
                self.api.pending.clear()
                self.scrambled.shuffle(due)
            for update in due:
                task = asyncio.create_task(self._deliver(update))
                self._pushing.add(task)
                task.add_done_callback(self._pushing.discard)
                if self.scrambled is None:
                    await asyncio.wait({task}, timeout=self.pace)

    async def _webhook_set(self) -> None:
        await self.api.told.wait()
        self.api.told.clear()
        if self.api.pending:
            self.api.arrived.set()

    async def _deliver(self, update: Json) -> None:
        for attempt in range(ATTEMPTS):
            try:
                answer = await self.post(json.dumps(update).encode())
            except httpx.HTTPError:
                self.statuses.append(0)
            else:
                self.statuses.append(answer.status_code)
                if answer.is_success:
                    return
            await asyncio.sleep(self.pace * min(2**attempt, 8))
        self.gave_up.append(update)

    async def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Post anything at all to the webhook, with its secret unless `headers` say otherwise."""
        url = str(self.api.webhook["url"])
        for public, here in self.reach.items():
            url = url.replace(public, here)
        heads = {"Content-Type": "application/json", SECRET: str(self.api.webhook["secret"])}
        return await self._client.post(url, content=body, headers=heads if headers is None else headers)


def _command(text: str) -> Json:
    if not text.startswith("/"):
        return {}
    length = len(text.split()[0])
    return {"entities": [{"type": "bot_command", "offset": 0, "length": length}]}
