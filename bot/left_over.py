"""Take up what a process that died left in the air: words it had in hand, and answers nobody may have got.

Better said twice than not at all: whoever got the words reads them again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from bot.alive import Died
from bot.saying import REPEATS_FOR
from storage import outbox, passive
from storage.engine import Store

# An answer leaves well within this time after its turn was committed.
BEFORE = timedelta(seconds=5)
# A file's last second may still have been on its way to the disk when the power went.
BEHIND = timedelta(seconds=40)

# Whoever got no answer for so long has asked again; and a backup that is brought back must not speak of old times.
STALE = timedelta(hours=1)


def take_up(store: Store, died: Died, answering: Collection[str]) -> None:
    """Free a dead process's leases and have its last answers sent; `answering` are the channels that answer pushes."""
    with store.writing() as db:
        outbox.free(db, died.name)
        if db.now - died.at > STALE:
            return
        passive.untaken(db, answering, died.at - BEFORE, died.at + BEHIND, seconds=REPEATS_FOR)
