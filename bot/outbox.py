"""The sender of words on channels that push: it leases rows, sends them side by side, and tries again.

A slow channel or person holds up nobody else; one conversation has one row under way. A row is marked `sending` before
the call, in a transaction that was committed. A failure is tried again after longer and longer pauses; what cannot be
delivered becomes a person's task, and the words behind it go on.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import structlog

from bot.channels.base import NotDelivered, Pushes
from bot.message import unpacked
from bot.privacy import places
from storage import outbox
from storage.conversation import OutboxRow
from storage.engine import Db, Store, StoreUnavailable

IDLE_SECONDS = 0.5
LEASE_SECONDS = 30
# The part of a lease after which it is made anew for what is still under way.
KEEP_EVERY = 1 / 3
AT_ONCE = 20
# About four hours with the pauses below.
MOST_ATTEMPTS = 54
LONGEST_PAUSE = 300

Undelivered = Callable[[Db, OutboxRow], None]


class Outbox:
    """Sends for the channels it is given; `undelivered` opens a person's task in the caller's transaction.

    `worker` is the name under which it leases rows.
    """

    def __init__(self, store: Store, channels: Mapping[str, Pushes], undelivered: Undelivered) -> None:
        self._store, self._channels, self._undelivered = store, channels, undelivered
        self.worker = secrets.token_hex(8)
        self._wake = {name: asyncio.Event() for name in channels}

    def nudge(self) -> None:
        """Look at once: words were just stored. To be called on the event loop."""
        for wake in self._wake.values():
            wake.set()

    async def run(self) -> None:
        """Send until cancelled, each channel for itself."""
        async with asyncio.TaskGroup() as group:
            for name in self._channels:
                group.create_task(self._run(name))

    async def _run(self, channel: str) -> None:
        """Keep up to so many rows of one channel under way."""
        wake, under_way = self._wake[channel], dict[asyncio.Task[None], str]()
        kept = self._store.clock()

        def ended(task: asyncio.Task[None]) -> None:
            del under_way[task]
            wake.set()

        async with asyncio.TaskGroup() as group:
            while True:
                wake.clear()
                if under_way and self._store.clock() - kept >= KEEP_EVERY * timedelta(seconds=LEASE_SECONDS):
                    kept = self._store.clock()
                    await self._hold(tuple(under_way.values()))
                for row in await self._due(channel, AT_ONCE - len(under_way)):
                    task = group.create_task(self._tried(self._channels[channel], row))
                    under_way[task] = row.id
                    task.add_done_callback(ended)
                await self._idle(wake)

    async def round(self, channel: str) -> int:
        """Send what one channel has due, at most one row of each conversation; return how many were tried."""
        rows = await asyncio.to_thread(self._leased, channel, AT_ONCE)
        await asyncio.gather(*(self._send(self._channels[channel], row) for row in rows))
        return len(rows)

    async def _due(self, channel: str, limit: int) -> tuple[OutboxRow, ...]:
        try:
            return await asyncio.to_thread(self._leased, channel, limit) if limit else ()
        except StoreUnavailable:
            return ()
        except Exception as error:  # noqa: BLE001 (the one entrance of the sender)
            structlog.get_logger().error(
                "sender failed", fault=type(error).__name__, place=places(error.__traceback__)
            )
            return ()

    async def _hold(self, under_way: Sequence[str]) -> None:
        """Make the leases anew; where that fails they run out, and the sender goes on."""
        try:
            await asyncio.to_thread(self._kept, under_way)
        except StoreUnavailable:
            return
        except Exception as error:  # noqa: BLE001 (the sender outlives every fault: without it all words wait)
            structlog.get_logger().error(
                "leases were not kept", fault=type(error).__name__, place=places(error.__traceback__)
            )

    async def _tried(self, channel: Pushes, row: OutboxRow) -> None:
        """Send one row; whatever fails, its lease runs out and it is taken up again."""
        try:
            await self._send(channel, row)
        except StoreUnavailable:
            return
        except Exception as error:  # noqa: BLE001 (the one entrance of one send)
            structlog.get_logger().error(
                "send failed", fault=type(error).__name__, place=places(error.__traceback__)
            )

    async def _idle(self, wake: asyncio.Event) -> None:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                await wake.wait()
        except TimeoutError:
            return

    def _leased(self, channel: str, limit: int) -> tuple[OutboxRow, ...]:
        with self._store.reading() as db:
            if not outbox.due(db, channel):
                return ()
        with self._store.writing() as db:
            for row in outbox.abandoned(db, channel):
                self._undelivered(db, row)
            rows = outbox.lease(db, channel, worker=self.worker, limit=limit, seconds=LEASE_SECONDS)
            # Marked here and not one by one: each commit waits for the disk, and the calls follow at once.
            return tuple(row for row in rows if outbox.sending(db, row))

    def _kept(self, under_way: Sequence[str]) -> None:
        with self._store.writing() as db:
            outbox.keep(db, self.worker, under_way, LEASE_SECONDS)

    async def _send(self, channel: Pushes, row: OutboxRow) -> None:
        try:
            await channel.send(row.sender, unpacked(row.body))
        except NotDelivered as error:
            await asyncio.to_thread(self._failed, row, error)
        else:
            await asyncio.to_thread(self._sent, row)

    def _sent(self, row: OutboxRow) -> None:
        with self._store.writing() as db:
            outbox.sent(db, row)

    def _failed(self, row: OutboxRow, error: NotDelivered) -> None:
        attempts = row.attempts + 1
        with self._store.writing() as db:
            if error.final or attempts >= MOST_ATTEMPTS:
                outbox.gave_up(db, row, str(error))
                self._undelivered(db, row)
            else:
                wait = pause(attempts) if error.after is None else timedelta(seconds=error.after)
                put_back = outbox.put_off if error.away else outbox.failed
                put_back(db, row, db.now + wait, str(error))
                if error.person:
                    self._undelivered(db, row)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: one second at first, doubling up to five minutes."""
    return timedelta(seconds=min(2 ** min(attempts - 1, 20), LONGEST_PAUSE))
