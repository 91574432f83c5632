"""What the desk hears of a case's person: where the case came from all, and elsewhere what was said while it was held.

A conversation that shares the draft may speak for others as well: of it only what was said to the caseworker is shown.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

from cases import conversation, reach
from cases.case import Case
from cases.conversation import Stretch
from cases.queue import same_matter
from storage.conversation import STEPS_OF_A_TURN, Sender
from storage.engine import Db
from storage.photos import Kept, files_of, photos_of
from storage.turns import Line, transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Lines in the order in which they were said, what came with each by its id, and the channel of each by its id.

    `channels` is empty while the person has one conversation only.
    """

    lines: tuple[Line, ...]
    files: Mapping[str, tuple[Kept, ...]]
    channels: Mapping[str, str]


def heard(db: Db, case: Case) -> Heard:
    """Return what the page of a case shows of its person's conversations."""
    theirs = reach.theirs(db, case)
    spoken = {sender: _lines(db, case, sender) for sender in theirs}
    files = {line: kept for sender in theirs for line, kept in files_of(db, sender).items()}
    # Each conversation keeps its own order; between two of them only the clock can tell.
    lines = tuple(heapq.merge(*spoken.values(), key=lambda line: line.at))
    channels = {line.id: sender.channel for sender, told in spoken.items() for line in told}
    shown = {line.id: files[line.id] for line in lines if line.id in files}
    return Heard(lines=lines, files=shown, channels=channels if len(theirs) > 1 else {})


def pictures(db: Db, case: Case) -> frozenset[str]:
    """Return the digests of what the case's person sent in what its page shows."""
    brought = heard(db, case).files.values()
    return frozenset(photos_of(db, case.sender)) | {kept.digest for several in brought for kept in several}


def _lines(db: Db, case: Case, sender: Sender) -> tuple[Line, ...]:
    lines = transcript(db, sender)
    if sender == case.sender:
        return lines
    stretches = conversation.stretches(db, sender, same_matter(db, case))
    return tuple(line for line in lines if any(_is_in(line, one) for one in stretches))


def _is_in(line: Line, stretch: Stretch) -> bool:
    turn = line.seq // STEPS_OF_A_TURN
    return stretch.first <= turn and (stretch.last is None or turn <= stretch.last)
