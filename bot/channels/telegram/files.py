"""The job that fetches what a person sent: a picture becomes a message, a recording or another file goes to the desk.

A file that cannot be fetched is said so; nothing else follows from it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.accounts import TelegramAccount
from bot.channels import incoming
from bot.channels.telegram.calls import Calls, Refused
from bot.channels.telegram.ground import Ground
from bot.message import Message, Photo
from flows.world import Happened
from storage import photos, telegram
from storage.telegram import SentFile

RECORDING = "task_recording"


class Fetches(Protocol):
    """The part of a bot's calls that a download needs."""

    async def fetch(self, file: str) -> bytes:
        """Return a file's bytes; raises Refused, Unreachable."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Fetches files of every bot of ours, on a job's thread; `calls` makes one bot's calls."""

    accounts: Mapping[str, TelegramAccount]
    ground: Ground
    calls: Callable[[TelegramAccount], Fetches] = Calls

    def fetch(self, row: str) -> None:
        """Fetch the file of a row; raises Unreachable, so that the job is tried again."""
        with self.ground.store.reading() as db:
            sent = telegram.sent_file(db, row)
        if sent is None:
            return
        try:
            data = self._downloaded(sent)
        except Refused:
            self._lost(row, sent)
            return
        if sent.kind != "voice" and incoming.is_picture(data):
            self._tell(sent, photos=(Photo(name=sent.name, data=data),))
        else:
            self._keep(row, sent, data)
        self._end(row, telegram.KEPT)

    def lost(self, row: str) -> None:
        """Say that a file did not come, when its job failed for good."""
        with self.ground.store.reading() as db:
            sent = telegram.sent_file(db, row)
        if sent is not None:
            self._lost(row, sent)

    def _downloaded(self, sent: SentFile) -> bytes:
        account = self.accounts.get(sent.sender.account)
        if account is None:
            raise Refused("no such bot")

        async def fetched() -> bytes:
            # A job has a thread and so an event loop of its own, and connections belong to a loop.
            calls = self.calls(account)
            try:
                return await calls.fetch(sent.file)
            finally:
                await calls.close()

        return asyncio.run(fetched())

    def _keep(self, row: str, sent: SentFile, data: bytes) -> None:
        """Seal what we cannot look at and put it before the caseworkers."""
        with self.ground.store.writing() as db:
            name = _message(sent)
            photos.keep_photo(db, self.ground.photos, data, sender=sent.sender, message_id=name)
            self.ground.tasks.open(db, f"recording:{row}", RECORDING, sender=sent.sender)
        if sent.kind != "voice":
            self._tell(sent, happened=Happened(kind="file_not_a_picture"))

    def _lost(self, row: str, sent: SentFile) -> None:
        if sent.kind != "voice":
            self._tell(sent, happened=Happened(kind="file_lost"))
        self._end(row, telegram.LOST)

    def _tell(
        self, sent: SentFile, *, photos: tuple[Photo, ...] = (), happened: Happened | None = None
    ) -> None:
        message = Message(sender=sent.sender, id=_message(sent), text="", photos=photos, happened=happened)
        self.ground.take_now(message)

    def _end(self, row: str, status: str) -> None:
        with self.ground.store.writing() as db:
            telegram.end_file(db, row, status)


def _message(sent: SentFile) -> str:
    """The message that stands for a file in the conversation: its caption is one of its own."""
    return f"{sent.message_id}:file"
