"""Choices that are tapped: each names the bubble it stands under and its place there, so that an old one is known.

The name holds no words, which may be longer than a platform allows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from bot.message import Bubble, unpacked
from storage import transcript
from storage.conversation import ASSISTANT, STEPS_OF_A_TURN, Sender
from storage.engine import Db
from storage.transcript import Line

_NAME = re.compile(r"c[:-]([0-9a-f]{16})[:-]([0-9]{1,2})")
_TAG = 16
NEVER_LEFT = frozenset({"withdrawn", "gave_up"})


def tag(bubble: Bubble) -> str:
    """Return a name for what a bubble asks: the same words with the same choices have the same."""
    sent = [bubble.asks, bubble.text, *(f"{c.send}={c.label}" for c in bubble.choices)]
    return hashlib.sha256("\0".join(sent).encode("utf-8", "replace")).hexdigest()[:_TAG]


def is_one(name: str) -> bool:
    """Tell whether this names one of our choices, open or not."""
    return _NAME.fullmatch(name) is not None


def chosen(name: str, open_now: Sequence[Bubble]) -> str | None:
    """Return what a tap says, when the bubble it belongs to is still open; None for an old or a foreign one."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    for bubble in open_now:
        if tag(bubble) == found[1] and int(found[2]) < len(bubble.choices):
            return bubble.choices[int(found[2])].send
    return None


def open_now(db: Db, sender: Sender) -> tuple[Bubble, ...]:
    """Return what the assistant said when it last asked something, unless the person has written since.

    What only tells something meanwhile, such as a decision or a reminder, closes no question.
    """
    lines = transcript.last_lines(db, sender)
    after = max((place for place, line in enumerate(lines) if _wrote(line)), default=-1)
    said = [
        (line.seq // STEPS_OF_A_TURN, unpacked(line.body))
        for line in lines[after + 1 :]
        if line.who == ASSISTANT and line.status not in NEVER_LEFT
    ]
    asked = max((turn for turn, bubble in said if bubble.asks or bubble.choices), default=None)
    return tuple(bubble for turn, bubble in said if turn == asked)


def _wrote(line: Line) -> bool:
    """Whether a person wrote or chose something: a turn from inside has no words."""
    if line.who != "resident":
        return False
    said = json.loads(line.body)
    return bool(said.get("text") or said.get("photos"))
