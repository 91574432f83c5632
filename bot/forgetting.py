"""Forget what was said about a person wherever they spoke: here, and on telephones that a spoken code joined.

Who asks is proved by the code: only a conversation that shares a draft with this one is reached, and only one that
speaks of nobody else. What belongs to a case stays there, and whoever speaks there is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.joining import spoken_channel
from bot.message import Bubble, packed
from cases import queue
from flows.phrases import Phrases
from storage import drafts, erasure, turns
from storage.engine import Db
from storage.turns import Sender

TOLD = "forgotten_there"


def forget(db: Db, sender: Sender, phrases: Phrases, *, photos_only: bool) -> Mapping[str, str]:
    """Erase a held conversation's words or photos, and those of joined ones; return how many were, and were not.

    The counts are values for gaps: `erased_there` and `kept_there`, each missing where it would be nought.
    """
    erasure.forget(db, sender, photos_only=photos_only)
    if photos_only:
        return {}
    erased = kept = 0
    mine = {draft.id for draft in drafts.drafts_of(db, sender)}
    for other in drafts.sharers(db, sender):
        if queue.of_sender(db, other) or not {draft.id for draft in drafts.drafts_of(db, other)} <= mine:
            kept += 1
            continue
        _forget_there(db, other, sender, phrases)
        erased += 1
    counts = {"erased_there": erased, "kept_there": kept}
    return {name: str(count) for name, count in counts.items() if count}


def _forget_there(db: Db, other: Sender, asker: Sender, phrases: Phrases) -> None:
    held = turns.hold(db, other)
    erasure.forget(db, other)
    turns.let_go(db, other, b"")
    words = Bubble(text=phrases.render(TOLD, {"where": spoken_channel(asker, phrases)}), phrases=(TOLD,))
    turns.say(db, other, held.turn, 0, packed(words), held.epoch, always=True)
