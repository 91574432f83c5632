"""Know after a crash which process died and when: each keeps a locked file and writes the time into it every second.

A file that nobody holds any more is a dead process's; whoever starts next takes up what that one left in the air. Who
stops in good order leaves no file.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

BEAT_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """A process that ended without saying so: its name, and the last instant at which it was known to live."""

    name: str
    at: datetime


class Alive:
    """The file of this process, called `name`, in a folder that processes share; `clock` tells the instant."""

    def __init__(self, folder: Path, name: str, clock: Callable[[], datetime]) -> None:
        self._folder, self._path, self._clock = folder, folder / name, clock
        self._handle: int | None = None

    def begin(self, take_up: Callable[[Died], None]) -> None:
        """Take this process's file, and hand over each process that died since anybody looked, to one process only.

        What `take_up` raises is raised, and that process is handed over again at the next start.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in sorted(self._folder.iterdir()):
            _bury(path, take_up)
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        self.beat()

    def beat(self) -> None:
        """Write down that this process lives; a few bytes, not forced to the disk."""
        if self._handle is not None:
            os.pwrite(self._handle, self._clock().isoformat(timespec="microseconds").encode(), 0)

    async def run(self) -> None:
        """Do so every second until cancelled."""
        while True:
            self.beat()
            await asyncio.sleep(BEAT_SECONDS)

    def end(self) -> None:
        """Stop in good order: nothing is left to take up."""
        if self._handle is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None


def _bury(path: Path, take_up: Callable[[Died], None]) -> None:
    """Hand over the process of a file that nobody holds, then remove the file; leave a living one's alone."""
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            at = _instant(os.pread(handle, 64, 0))
            if at is not None:
                take_up(Died(name=path.name, at=at))
            path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _instant(written: bytes) -> datetime | None:
    """The instant a file holds; None for one whose process died before it had written any."""
    try:
        return datetime.fromisoformat(written.decode("ascii", "replace"))
    except ValueError:
        return None
