"""How a bot's updates come: pushed to our address, or, without one, asked for again and again.

The place to read on from moves when every turn of a batch was committed, and Telegram forgets what lies before it only
when it is asked from there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import structlog

from bot.channels.telegram.calls import Calls, Elsewhere, Refused, Unreachable
from bot.channels.telegram.ground import Ground
from bot.channels.telegram.listener import Listener
from bot.channels.telegram.update import COMMANDS, Unreadable, number_of
from storage import telegram
from storage.engine import StoreUnavailable

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# Another program with the same token ends our poll with 409 at once; asking faster would end its polls too.
ELSEWHERE_PAUSE = 15.0
BUSY_PAUSE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Brings one bot's updates; `address` is where they are pushed, empty to poll."""

    listener: Listener
    calls: Calls
    ground: Ground
    address: str
    secret: str

    async def run(self) -> None:
        """Register with Telegram, then poll until cancelled unless updates are pushed."""
        # Importing it takes half a second, in which nobody else would be served.
        await asyncio.to_thread(import_module, "telegram")
        try:
            if self.address:
                await self._until_done(lambda: self.calls.push_to(self.address, self.secret))
                await self._name_commands()
            else:
                await self._until_done(self.calls.push_nowhere)
                await self._name_commands()
                await self._poll()
        finally:
            await self.calls.close()

    async def _until_done(self, call: Any) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await call()
            except (Refused, Unreachable) as error:
                pause = await self._wait(error, pause)
            else:
                return

    async def _name_commands(self) -> None:
        phrases = self.ground.phrases()
        described = {name: phrases.word(f"command_{name}") for name in COMMANDS}
        try:
            await self.calls.name_commands(described)
        except (Refused, Unreachable) as error:
            self._log("commands not named", error)

    async def _poll(self) -> None:
        offset = await asyncio.to_thread(self._offset)
        pause = FIRST_PAUSE
        while True:
            try:
                updates = await self.calls.updates(offset)
            except Elsewhere as error:
                self._log("updates are read elsewhere", error)
                await asyncio.sleep(ELSEWHERE_PAUSE)
                continue
            except (Refused, Unreachable) as error:
                pause = await self._wait(error, pause)
                continue
            pause = FIRST_PAUSE
            numbered = dict(sorted(_numbered(updates).items()))
            if numbered:
                await asyncio.gather(*(self._heard(number, raw) for number, raw in numbered.items()))
                offset = max(numbered) + 1
                await self._until_stored(offset)

    async def _heard(self, number: int, raw: Mapping[str, Any]) -> None:
        """Serve one update, however long it takes to be let in; what cannot be served becomes a person's task."""
        try:
            await self.listener.hear(raw, patient=BUSY_PAUSE)
        except Exception as error:  # noqa: BLE001 (the one entrance of a poller)
            await self.listener.give_up(number, error)

    async def _until_stored(self, offset: int) -> None:
        while True:
            try:
                await asyncio.to_thread(self._move, offset)
            except StoreUnavailable:
                await asyncio.sleep(BUSY_PAUSE)
            else:
                return

    def _offset(self) -> int:
        with self.ground.store.reading() as db:
            return telegram.offset(db, self.listener.account.bot)

    def _move(self, offset: int) -> None:
        with self.ground.store.writing() as db:
            telegram.move_offset(db, self.listener.account.bot, offset)

    async def _wait(self, error: Refused | Unreachable, pause: float) -> float:
        """Wait as long as the platform says, else longer each time; return the next pause."""
        self._log("platform not reached", error)
        told = error.after if isinstance(error, Unreachable) else LONGEST_PAUSE
        await asyncio.sleep(pause if told is None else told)
        return min(pause * 2, LONGEST_PAUSE)

    def _log(self, event: str, error: Exception) -> None:
        fault = str(error) if isinstance(error, Refused | Unreachable) else type(error).__name__
        structlog.get_logger().warning(event, bot=self.listener.account.bot[:4], fault=fault)


def _numbered(updates: Any) -> Mapping[int, Mapping[str, Any]]:
    found: dict[int, Mapping[str, Any]] = {}
    for raw in updates:
        try:
            found[number_of(raw)] = raw
        except Unreadable:
            structlog.get_logger().warning("update without a number")
    return found
