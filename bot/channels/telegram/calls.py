"""Calls to the Bot API of one bot, with each failure as one of ours; no message of the library is passed on.

An exception's text may hold the address called, and with it the token.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.accounts import TelegramAccount
from bot.channels.base import NotDelivered
from bot.channels.telegram.update import LARGEST_FILE

if TYPE_CHECKING:
    from telegram import Bot
    from telegram.request import HTTPXRequest

CALL_SECONDS = 8.0
# A row of the outbox is leased for 30 seconds: a send must have ended before.
SEND_SECONDS = 20.0
# Who blocked the bot may let it in again without our hearing of it.
LOOKS_AGAIN = 3 * 24 * 3600.0
POLL_SECONDS = 25
MOST_UPDATES = 100
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")


class ShutOut(NotDelivered):
    """The person blocked the bot, or is gone."""

    def __init__(self) -> None:
        super().__init__("blocked", after=LOOKS_AGAIN, away=True, person=True)


class Refused(Exception):
    """The platform will never do this; its text is a class name."""


class Unreachable(Exception):
    """The platform did not answer, or asks to wait `after` seconds."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Elsewhere(Exception):
    """Another program reads this bot's updates, or a webhook is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How Telegram sees a bot: its user name, where updates are pushed, how many wait, why the last push failed."""

    name: str
    address: str
    waiting: int
    last_error: str


class Calls:
    """One bot's calls; the library is imported at the first of them, on the event loop that makes it."""

    def __init__(self, account: TelegramAccount) -> None:
        self._account = account
        self._bot: Bot | None = None
        self._requests: Sequence[HTTPXRequest] = ()

    async def send(self, chat: int, text: str, buttons: Sequence[tuple[str, str]] = ()) -> None:
        """Send one text with one button a row; raises NotDelivered."""
        from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

        rows = [[InlineKeyboardButton(label, callback_data=data)] for label, data in buttons]
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._made().send_message(
                    chat,
                    text,
                    reply_markup=InlineKeyboardMarkup(rows) if rows else None,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
        except Exception as error:  # noqa: BLE001 (the one entrance of a send)
            raise _undelivered(error) from None

    async def acknowledge(self, query: str, text: str = "") -> None:
        """Acknowledge a tap, so that its button stops waiting; too late is no matter."""
        await self._called(self._made().answer_callback_query(query, text=text or None))

    async def updates(self, offset: int, seconds: int = POLL_SECONDS) -> Sequence[Mapping[str, Any]]:
        """Return the next updates as JSON; raises Unreachable, Refused, Elsewhere."""
        from telegram.error import Conflict

        try:
            found = await self._made().do_api_request(
                "getUpdates",
                api_kwargs={
                    "offset": offset,
                    "limit": MOST_UPDATES,
                    "timeout": seconds,
                    "allowed_updates": list(ALLOWED),
                },
                read_timeout=seconds + CALL_SECONDS,
            )
        except Conflict:
            raise Elsewhere from None
        except Exception as error:  # noqa: BLE001 (the one entrance of a poll)
            raise _fault(error) from None
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    async def push_to(self, address: str, secret: str) -> None:
        """Have updates pushed to an address; raises Unreachable, Refused."""
        bot = self._made()
        await self._called(bot.set_webhook(address, secret_token=secret, allowed_updates=list(ALLOWED)))

    async def push_nowhere(self) -> None:
        """Have updates wait to be polled; those that wait are kept."""
        await self._called(self._made().delete_webhook(drop_pending_updates=False))

    async def standing(self) -> Standing:
        """Return how Telegram sees the bot; raises Unreachable, Refused."""
        try:
            me, hook = await self._made().get_me(), await self._made().get_webhook_info()
        except Exception as error:  # noqa: BLE001 (the one entrance of a question)
            raise _fault(error) from None
        return Standing(
            name=me.username or me.first_name,
            address=hook.url,
            waiting=hook.pending_update_count,
            last_error=hook.last_error_message or "",
        )

    async def name_commands(self, described: Mapping[str, str]) -> None:
        """Set the menu of commands."""
        await self._called(self._made().set_my_commands(list(described.items())))

    async def fetch(self, file: str) -> bytes:
        """Return a file's bytes; raises Refused when it is gone or too large, Unreachable."""
        try:
            found = await self._made().get_file(file)
            address = found.file_path or ""
            # A path of this machine would be read from its disk by the library.
            if not address.startswith(("http://", "https://")) or (found.file_size or 0) > LARGEST_FILE:
                raise Refused("no address")
            data = bytes(await found.download_as_bytearray(read_timeout=60))
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001 (the one entrance of a download)
            raise _fault(error) from None
        if len(data) > LARGEST_FILE:
            raise Refused("too large")
        return data

    async def close(self) -> None:
        """Close the connections."""
        self._bot, requests, self._requests = None, self._requests, ()
        for request in requests:
            await request.shutdown()

    def _made(self) -> Bot:
        if self._bot is None:
            from telegram import Bot
            from telegram.request import HTTPXRequest

            # The library's own `get_updates` makes objects of a whole batch and fails with the first odd one.
            warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")
            seconds = CALL_SECONDS
            requests = self._requests = tuple(
                HTTPXRequest(size, seconds, seconds, seconds, pool_timeout=seconds) for size in (32, 1)
            )
            base = self._account.api_base
            self._bot = Bot(
                self._account.token,
                base_url=f"{base}/bot",
                base_file_url=f"{base}/file/bot",
                request=requests[0],
                get_updates_request=requests[1],
            )
        return self._bot

    async def _called(self, call: Any) -> None:
        try:
            await call
        except Exception as error:  # noqa: BLE001 (the one entrance of a call)
            raise _fault(error) from None


def _undelivered(error: Exception) -> NotDelivered:
    """Return what a failed send means for the words: wait, try again, or never."""
    from telegram.error import BadRequest, Forbidden, RetryAfter

    name = type(error).__name__
    match error:
        case RetryAfter():
            return NotDelivered(name, after=_seconds(error.retry_after))
        case Forbidden():
            return ShutOut()
        case BadRequest():
            return NotDelivered(name, final=True)
        case _:
            return NotDelivered(name)


def _fault(error: Exception) -> Exception:
    from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

    name = type(error).__name__
    match error:
        case RetryAfter():
            return Unreachable(name, _seconds(error.retry_after))
        case BadRequest() | Forbidden() | InvalidToken() | ChatMigrated():
            return Refused(name)
        case _:
            return Unreachable(name)


def _seconds(told: int | timedelta) -> float:
    return told.total_seconds() if isinstance(told, timedelta) else float(told)
