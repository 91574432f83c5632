"""Turns run one after the other on one thread, behind a bounded queue.

200 may wait, and none longer than 3 seconds: beyond that the answer is `Busy`, so that the platform comes again
with the same message. A turn that has begun is always waited for.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from bot.errors import Busy
from bot.message import Bubble, Message
from bot.metrics import Metrics

LONGEST_QUEUE = 200
LONGEST_WAIT = 3.0

Turn = Callable[[Message], tuple[Bubble, ...]]


class Inbox:
    """The one way into a turn, for every channel and for what happens inside."""

    def __init__(
        self, turn: Turn, metrics: Metrics, *, queue: int = LONGEST_QUEUE, wait: float = LONGEST_WAIT
    ) -> None:
        self._turn, self._metrics = turn, metrics
        self._queue, self._wait = queue, wait
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="turns")
        self._waiting = 0
        self.is_open = False

    async def take(self, message: Message) -> tuple[Bubble, ...]:
        """Return the turn's bubbles; raises Busy when it could not begin in time."""
        if not self.is_open or self._waiting >= self._queue:
            raise self._refused()
        self._waiting += 1
        self._metrics.waiting_turns.set(self._waiting)
        try:
            return await self._began(self._thread.submit(self._timed, message))
        finally:
            self._waiting -= 1
            self._metrics.waiting_turns.set(self._waiting)

    async def between_turns(self, act: Callable[[], None]) -> None:
        """Run `act` on the turns' thread, so that no turn is under way meanwhile."""
        await asyncio.wrap_future(self._thread.submit(act))

    def take_now(self, message: Message) -> tuple[Bubble, ...]:
        """Return the turn's bubbles to a caller that is not asynchronous: jobs, sweeps, the terminal."""
        return self._thread.submit(self._timed, message).result()

    def close(self) -> None:
        """Let the turns that wait finish, then stop."""
        self.is_open = False
        self._thread.shutdown(wait=True)

    async def _began(self, running: Future[tuple[Bubble, ...]]) -> tuple[Bubble, ...]:
        answer = asyncio.wrap_future(running)
        done, _ = await asyncio.wait({answer}, timeout=self._wait)
        # A future that cannot be cancelled has begun: its turn will commit, so its answer is owed.
        if not done and running.cancel():
            raise self._refused()
        return await answer

    def _timed(self, message: Message) -> tuple[Bubble, ...]:
        begun = time.perf_counter()
        outcome = "failed"
        try:
            bubbles = self._turn(message)
            outcome = "answered"
            return bubbles
        finally:
            self._metrics.turn_seconds.observe(time.perf_counter() - begun)
            self._metrics.turns.labels(channel=message.sender.channel, outcome=outcome).inc()

    def _refused(self) -> Busy:
        self._metrics.refused.inc()
        return Busy()
