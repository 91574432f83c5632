"""What the Telegram channel stands on, and the names it goes by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.channels.base import Takes
from bot.message import Bubble, Message
from flows.phrases import Phrases
from storage.engine import Db, Store
from storage.jobs import Jobs
from storage.turns import Sender

NAME = "telegram"
FETCH = "telegram_file"


class OpensTasks(Protocol):
    """What puts a task before the caseworkers; `bot.tasks.Tasks` does."""

    def open(self, db: Db, key: str, phrase: str, *, sender: Sender = ...) -> str:
        """Open a task once for each key and return its number."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """`page` is the address of the web page, empty where nobody outside reaches it; `nudge` wakes the outbox."""

    store: Store
    inbox: Takes
    take_now: Callable[[Message], tuple[Bubble, ...]]
    jobs: Jobs
    tasks: OpensTasks
    photos: Path
    phrases: Callable[[], Phrases]
    page: str
    nudge: Callable[[], None]


def telegram_sender(bot: str, chat: int) -> Sender:
    """Return the sender that stands for a private chat with one of our bots."""
    return Sender(NAME, bot, str(chat))
