"""Serve an ASGI application on loopback from a thread with an event loop of its own, and run coroutines there.

Everything an emulator remembers is touched on that one loop only, so its records stand in the order things happened.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

import uvicorn

T = TypeVar("T")
LONGEST = 180.0


class Clock:
    """Tells the platform's time; `pass_by` moves it on, so that nobody waits two days for a window to close."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Return seconds since 1970 as the platform sees them."""
        return time.time() + self._ahead

    def pass_by(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> None:
        """Let so much time go by on the platform's side."""
        self._ahead += seconds + 60 * minutes + 3600 * hours


class Loopback:
    """A server on a free port of this machine; `base` is its address."""

    def __init__(self, app: Any) -> None:
        self._door = socket.socket()
        self._door.bind(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=0
        )
        # Connections are broken on purpose here; nobody need read of it.
        logging.getLogger("uvicorn.error").disabled = True
        self._server = uvicorn.Server(config)
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._live, daemon=True, name="loopback")
        self._thread.start()
        end = time.monotonic() + 60
        while not self._server.started:
            assert time.monotonic() < end, "the emulator did not start"
            time.sleep(0.005)

    def run(self, work: Coroutine[Any, Any, T], seconds: float = LONGEST) -> T:
        """Run a coroutine on the loop and return what it returns."""
        return self.start(work).result(seconds)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Start a coroutine on the loop and return at once."""
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    def stop(self) -> None:
        """End the server and its thread."""
        self._server.should_exit = True
        self._thread.join(60)

    def _live(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._server.serve(sockets=[self._door]))
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def wait_until(holds: Any, what: str, seconds: float = 90.0) -> Any:
    """Wait for a condition, never for a time, and return what it gave."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"waited {seconds:.0f} s in vain until {what}"
        time.sleep(0.01)
    return found
