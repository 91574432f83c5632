"""Order: what belongs to one chat is done one after the other, and chats do not wait for each other.

Telegram may bring updates over many connections, so they can overtake each other on the way; their numbers tell. One
that comes ahead of its turn waits a moment for those before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

# As long as the stragglers of a burst take; a number that was never given is not waited for longer.
LONGEST_GAP = 0.4


@dataclass(slots=True)
class Lanes:
    """One lane for each chat that has something under way; the lock serves in the order of asking."""

    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _waiting: dict[str, int] = field(default_factory=dict)

    @asynccontextmanager
    async def lane(self, chat: str) -> AsyncIterator[None]:
        """Wait for what came before in this chat, and keep what comes after waiting."""
        lock = self._locks.setdefault(chat, asyncio.Lock())
        self._waiting[chat] = self._waiting.get(chat, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._locks[chat]


@dataclass(slots=True)
class Sequence:
    """Lets numbered updates through in their order; `gap` is how many seconds one may wait for those before it.

    The very first waits so long in any case, because nobody knows which number comes first.
    """

    gap: float = LONGEST_GAP
    _next: int = 0
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _here: set[int] = field(default_factory=set)

    async def turn_of(self, number: int) -> None:
        """Return when every update before this one came, or when they did not come in time."""
        self._here.add(number)
        end = asyncio.get_running_loop().time() + self.gap
        try:
            while number > self._next and not await self._waited(end, number):
                continue
            self._next = max(self._next, number + 1)
        finally:
            # One that gave up waiting must not be waited for by those behind it.
            self._here.discard(number)
            came, self._came = self._came, asyncio.Event()
            came.set()

    async def _waited(self, end: float, number: int) -> bool:
        """Wait for another to pass; true when time is up and nobody that is here comes before."""
        left = end - asyncio.get_running_loop().time()
        if left <= 0 and min(self._here, default=number) >= number:
            return True
        try:
            async with asyncio.timeout(max(left, 0.01)):
                await self._came.wait()
        except TimeoutError:
            pass
        return False
