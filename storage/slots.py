"""Slots: names that at most one live process holds, kept by a file lock that the system drops when the
process ends.

Two live processes under one name would each run the other's unfinished jobs again. A file lock is let go on
SIGKILL too, which a row in a table is not.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SLOTS = 64


class NoSlotFree(Exception):
    """All slots of the folder are held by live processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A held name; it stays held until `let_go` or the end of the process."""

    name: str
    handle: int

    def let_go(self) -> None:
        """Free the name for another process."""
        os.close(self.handle)


def take_slot(folder: Path) -> Slot:
    """Hold the first free slot of a folder; `NoSlotFree` when 64 processes live on it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in range(SLOTS):
        slot = _try(folder / f"slot-{number}")
        if slot is not None:
            return slot
    raise NoSlotFree(f"All {SLOTS} slots in {folder} are held by live processes. Stop one of them.")


@contextmanager
def dead_slots(folder: Path) -> Iterator[tuple[str, ...]]:
    """Hold, for as long as the block lasts, every slot that was once taken and whose process is gone; yield
    names."""
    held = [slot for path in sorted(folder.glob("slot-*")) if (slot := _try(path)) is not None]
    try:
        yield tuple(slot.name for slot in held)
    finally:
        for slot in held:
            slot.let_go()


def _try(path: Path) -> Slot | None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return Slot(name=path.name, handle=handle)
    os.close(handle)
    return None
