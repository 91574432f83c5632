"""One bot's ear: an update becomes messages, which are taken in order, one chat at a time.

When `hear` returns, what the person said is stored and its turn was committed. A message is named by its number in the
chat, everything else by the update's, so that a repeat is known as one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.accounts import TelegramAccount
from bot.channels import incoming
from bot.channels.base import NotDelivered
from bot.channels.choices import chosen, open_now
from bot.channels.telegram.calls import Calls, Refused, Unreachable
from bot.channels.telegram.ground import FETCH, Ground, telegram_sender
from bot.channels.telegram.lanes import Lanes, Sequence
from bot.channels.telegram.update import (
    Blocked,
    Came,
    Command,
    Contact,
    File,
    Group,
    Location,
    Other,
    Tap,
    Unreadable,
    Words,
    read,
)
from bot.errors import Busy
from bot.message import Bubble, Message
from bot.tasks import UNFINISHED
from flows.world import Happened
from storage import outbox, telegram
from storage.engine import StoreUnavailable
from storage.turns import Sender

LOCATION = "location"


@dataclass(slots=True, kw_only=True)
class Listener:
    """Hears one bot's updates, however they come."""

    account: TelegramAccount
    calls: Calls
    ground: Ground
    sequence: Sequence = field(default_factory=Sequence)
    _lanes: Lanes = field(default_factory=Lanes)
    _beside: set[asyncio.Task[None]] = field(default_factory=set)

    async def hear(self, raw: Mapping[str, Any], *, patient: float = 0) -> None:
        """Serve one update; raises Busy or StoreUnavailable when its turn cannot begin.

        With `patient` it tries again after so many seconds instead, while what comes after in this chat waits.
        """
        try:
            came = read(raw)
        except Unreadable as error:
            structlog.get_logger().warning("update not readable", fault=str(error))
            return
        if came is None:
            return
        async with self._lanes.lane(str(came.chat)):
            sender = telegram_sender(self.account.bot, came.chat)
            while True:
                try:
                    await self._heard(came, sender)
                    break
                except (Busy, StoreUnavailable):
                    if not patient:
                        raise
                    await asyncio.sleep(patient)
        self.ground.nudge()

    async def give_up(self, number: int, error: Exception) -> None:
        """Put an update that failed for a reason of ours before a person: Telegram would bring it again without end."""
        bot = self.account.bot
        structlog.get_logger().warning("update not served", bot=bot[:4], fault=type(error).__name__)
        await asyncio.to_thread(self._unserved, number)

    def _unserved(self, number: int) -> None:
        with self.ground.store.writing() as db:
            bot = self.account.bot
            self.ground.tasks.open(db, f"update:{bot}:{number}", UNFINISHED, sender=telegram_sender(bot, 0))

    async def _heard(self, came: Came, sender: Sender) -> None:
        match came.what:
            case Tap():
                await self._tapped(came, came.what, sender)
            case Group(called=called):
                if called:
                    await self._excuse(came.chat, sender)
            case Blocked(blocked=blocked):
                await asyncio.to_thread(self._note, sender, blocked=blocked)
            case _:
                for message in self._messages(came, sender):
                    await self.ground.inbox.take(message)
                if isinstance(came.what, File):
                    await asyncio.to_thread(self._fetch_later, came, came.what, sender)

    def _messages(self, came: Came, sender: Sender) -> Iterator[Message]:
        """Yield what a message in a private chat says, at once."""
        name = f"m{came.message}"
        match came.what:
            case Words(text=text, edited=False):
                yield _said(sender, name, text)
            case Words(text=text, edited=True):
                yield _said(sender, f"u{came.number}", text, edits=name)
            case Command(name=command):
                yield _happened(sender, name, "command", text=f"/{command}", name=command)
            case Contact(phone=phone) if phone:
                yield _said(sender, name, phone)
            case Contact():
                yield _happened(sender, name, "contact_not_own")
            case Location(label=label):
                yield _said(sender, name, label, suggests=LOCATION)
            case File(caption=caption) as file:
                if caption.strip():
                    yield _said(sender, name, caption)
                told = self._told(file)
                if told:
                    yield _happened(sender, f"{name}:file", told, page=self.ground.page)
            case Other():
                yield _happened(sender, name, "kind_unread")
            case _:
                return

    def _told(self, file: File) -> str:
        """Return what is said of a file at once; nothing of one that will be fetched and then spoken of."""
        if file.kind == "voice":
            return "voice_unheard"
        if not self.account.identity_documents:
            return "file_not_here"
        return "file_lost" if file.too_large else ""

    def _fetch_later(self, came: Came, file: File, sender: Sender) -> None:
        """Have a file fetched, where it may lie with us: nobody knows what a picture shows before it is here."""
        if file.too_large or (file.kind != "voice" and not self.account.identity_documents):
            return
        sent = telegram.SentFile(
            sender=sender, message_id=f"m{came.message}", file=file.file, kind=file.kind, name=file.name
        )
        with self.ground.store.writing() as db:
            row = telegram.keep_sent_file(db, sent)
            self.ground.jobs.later(db, FETCH, row, row)

    async def _tapped(self, came: Came, tap: Tap, sender: Sender) -> None:
        """Take a tap for the words of its choice, or say that the button is an old one."""
        if came.chat < 0:
            # We put no buttons into groups.
            self._soon(self.calls.acknowledge(tap.query))
            return
        words = chosen(tap.data, await asyncio.to_thread(self._open_now, sender))
        name = f"u{came.number}"
        message = _happened(sender, name, "stale_choice") if words is None else _said(sender, name, words)
        # A repeat of the tap finds its own question answered: only what was stored first counts.
        await self.ground.inbox.take(message)
        notice = "" if words is not None else self.ground.phrases().render("stale_choice", {})
        self._soon(self.calls.acknowledge(tap.query, notice))

    def _open_now(self, sender: Sender) -> tuple[Bubble, ...]:
        with self.ground.store.reading() as db:
            return open_now(db, sender)

    def _note(self, sender: Sender, *, blocked: bool) -> None:
        with self.ground.store.writing() as db:
            if blocked:
                telegram.shut_out(db, sender)
            else:
                telegram.let_in(db, sender)
                outbox.back(db, sender)

    async def _excuse(self, chat: int, group: Sender) -> None:
        """Tell a group, once, that we talk in private only."""
        if await asyncio.to_thread(self._is_news, group):
            words = self.ground.phrases().render("group_only_private", {})
            self._soon(self.calls.send(chat, words))

    def _is_news(self, group: Sender) -> bool:
        with self.ground.store.writing() as db:
            return telegram.told_once(db, group)

    def _soon(self, call: Any) -> None:
        """Make a call that nobody waits for and whose failure changes nothing."""

        async def made() -> None:
            try:
                await call
            except (Refused, Unreachable, NotDelivered) as error:
                structlog.get_logger().info("call without effect", fault=type(error).__name__)

        task = asyncio.create_task(made())
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


def _said(sender: Sender, name: str, text: str, *, edits: str = "", suggests: str = "") -> Message:
    words = incoming.storable(text)[: incoming.LONGEST_TEXT]
    return Message(sender=sender, id=name, text=words, edits=edits, suggests=suggests)


def _happened(sender: Sender, id_: str, kind: str, *, text: str = "", **values: str) -> Message:
    given = {key: value for key, value in values.items() if value}
    return Message(sender=sender, id=id_, text=text, happened=Happened(kind=kind, values=given))
