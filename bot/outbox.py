"""The sender of words on channels that push: one task that leases rows, sends them, and tries again.

A row is marked `sending` in a transaction of its own before the call. A failure is tried again after longer and
longer pauses; what cannot be delivered becomes a person's task, and the words behind it go on.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from bot.channels.base import NotDelivered, Pushes
from bot.message import unpacked
from storage import outbox
from storage.conversation import OutboxRow
from storage.engine import Db, Store, StoreUnavailable

IDLE_SECONDS = 0.5
LEASE_SECONDS = 30
AT_ONCE = 20
# About four hours with the pauses below.
MOST_ATTEMPTS = 54
LONGEST_PAUSE = 300

Undelivered = Callable[[Db, OutboxRow], None]


class Outbox:
    """Sends for the channels it is given; `undelivered` opens a person's task in the caller's transaction."""

    def __init__(self, store: Store, channels: Mapping[str, Pushes], undelivered: Undelivered) -> None:
        self._store, self._channels, self._undelivered = store, channels, undelivered
        self._worker = secrets.token_hex(8)
        self._wake = asyncio.Event()

    def nudge(self) -> None:
        """Look at once: words were just stored."""
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while self._channels:
            self._wake.clear()
            try:
                busy = [await self.round(name) for name in self._channels]
            except StoreUnavailable:
                busy = []
            except Exception as error:  # noqa: BLE001 (the one entrance of the sender)
                structlog.get_logger().error("sender failed", fault=type(error).__name__)
                busy = []
            if not any(busy):
                await self._idle()

    async def round(self, channel: str) -> int:
        """Send what one channel has due, at most one row of each conversation; return how many were tried."""
        rows = await asyncio.to_thread(self._leased, channel)
        await asyncio.gather(*(self._send(self._channels[channel], row) for row in rows))
        return len(rows)

    async def _idle(self) -> None:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return

    def _leased(self, channel: str) -> tuple[OutboxRow, ...]:
        with self._store.reading() as db:
            if not outbox.due(db, channel):
                return ()
        with self._store.writing() as db:
            for row in outbox.abandoned(db, channel):
                self._undelivered(db, row)
            return outbox.lease(db, channel, worker=self._worker, limit=AT_ONCE, seconds=LEASE_SECONDS)

    async def _send(self, channel: Pushes, row: OutboxRow) -> None:
        if not await asyncio.to_thread(self._marked, row):
            return
        try:
            await channel.send(row.sender, unpacked(row.body))
        except NotDelivered as error:
            await asyncio.to_thread(self._failed, row, str(error), final=error.final)
        else:
            await asyncio.to_thread(self._sent, row)

    def _marked(self, row: OutboxRow) -> bool:
        with self._store.writing() as db:
            return outbox.sending(db, row)

    def _sent(self, row: OutboxRow) -> None:
        with self._store.writing() as db:
            outbox.sent(db, row)

    def _failed(self, row: OutboxRow, reason: str, *, final: bool) -> None:
        attempts = row.attempts + 1
        with self._store.writing() as db:
            if final or attempts >= MOST_ATTEMPTS:
                outbox.gave_up(db, row, reason)
                self._undelivered(db, row)
            else:
                outbox.failed(db, row, db.now + pause(attempts), reason)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: one second at first, doubling up to five minutes."""
    return timedelta(seconds=min(2 ** min(attempts - 1, 20), LONGEST_PAUSE))
