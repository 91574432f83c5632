"""How words leave: one sendMessage for each bubble, in order; a bubble that is too long leaves in several."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from bot.channels.base import NotDelivered
from bot.channels.choices import tag
from bot.channels.telegram.calls import ShutOut
from bot.channels.telegram.ground import NAME
from bot.channels.telegram.shown import buttons, pieces, words
from bot.message import Bubble
from storage import telegram
from storage.engine import Store
from storage.turns import Sender


class Sends(Protocol):
    """The part of a bot's calls that words need."""

    async def send(self, chat: int, text: str, buttons: Sequence[tuple[str, str]] = ()) -> None:
        """Send one text; raises NotDelivered."""
        ...


@dataclass(slots=True, kw_only=True)
class Telegram:
    """The channel as the outbox sees it; `calls` are those of each bot of ours."""

    name: ClassVar[str] = NAME

    store: Store
    calls: Mapping[str, Sends]
    _left: dict[Sender, tuple[str, int]] = field(default_factory=dict)

    async def send(self, sender: Sender, bubble: Bubble) -> None:
        """Send one bubble, going on after a failure with the piece that failed; raises NotDelivered."""
        calls = self.calls.get(sender.account)
        if calls is None or not sender.id.lstrip("-").isdigit():
            raise NotDelivered("no such bot", final=True)
        texts, key = pieces(words(bubble)), tag(bubble)
        known, done = self._left.pop(sender, (key, 0))
        for place, text in list(enumerate(texts))[done if known == key else 0 :]:
            try:
                await calls.send(int(sender.id), text, buttons(bubble) if place == len(texts) - 1 else ())
            except ShutOut:
                await asyncio.to_thread(self._note, sender)
                raise
            except NotDelivered as error:
                if place and not error.final:
                    self._left[sender] = (key, place)
                raise

    def _note(self, sender: Sender) -> None:
        with self.store.writing() as db:
            telegram.shut_out(db, sender)
