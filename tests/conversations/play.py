"""Play a conversation file on a stage of its own: what was heard after each turn, kept for every test that asks.

Everything a person could see is the same in every run: the clock stands in the forenoon of the script's day and moves
a second with each look at it.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.message import Bubble
from bot.release import InForce
from flows.world import Happened
from storage import pulled
from storage.turns import Sender
from tests.conversations.caseworker import act
from tests.conversations.recorder import Recorder
from tests.conversations.script import SUGGESTS, Script, Turn
from tests.stage import Stage, in_force, stage_with, tree

ELSEWHERE = Sender("rest", "rest", "elsewhere")
PICTURE = b"\xff\xd8\xff\xe0 a picture of a bank card"
OPENS = time(1, 30)
"""Half past nine in China: the offices are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One turn as it went: what was written and answered, and what was known and open afterwards.

    `slots` and `cases` (kind and status) are those of the conversation it was written in.
    """

    turn: Turn
    words: str
    bubbles: tuple[Bubble, ...]
    slots: Mapping[str, object]
    cases: tuple[str, ...]


@dataclass(slots=True)
class Player:
    """Plays each script once in each of its two wordings, on libraries that are read once.

    `recorder` writes down what the first wordings walk.
    """

    libraries: InForce
    recorder: Recorder = field(default_factory=Recorder)
    _played: dict[tuple[str, bool], tuple[Heard, ...]] = field(default_factory=dict)

    def says(self, script: Script) -> tuple[Heard, ...]:
        """Return the conversation in its first wording."""
        return self._play(script, reworded=False)

    def reworded(self, script: Script) -> tuple[Heard, ...]:
        """Return the conversation in its other wording."""
        return self._play(script, reworded=True)

    def _play(self, script: Script, *, reworded: bool) -> tuple[Heard, ...]:
        key = (script.name, reworded)
        if key not in self._played:
            recording = nullcontext() if reworded else self.recorder.recording()
            with tempfile.TemporaryDirectory(prefix="zhangban-talk-") as folder, recording:
                self._played[key] = _on_stage(Path(folder), script, self.libraries, reworded=reworded)
        return self._played[key]


def player() -> Player:
    """Return a player with the libraries of the working tree."""
    return Player(libraries=in_force(tree()))


def _on_stage(folder: Path, script: Script, libraries: InForce, *, reworded: bool) -> tuple[Heard, ...]:
    stage = stage_with(
        folder, libraries, today=script.today, region=script.region, clock=forenoon(script.today)
    )
    heard: list[Heard] = []
    for turn in script.turns:
        words = turn.reworded if reworded else turn.says
        if turn.first:
            _by_hand(stage, turn.first, heard)
        if turn.later:
            stage = replace(stage, today=stage.today + timedelta(days=turn.later))
        speaking = replace(stage, sender=ELSEWHERE) if turn.elsewhere else stage
        bubbles = _sent(speaking, turn, words)
        cases = tuple(f"{case.kind.value}:{case.status.value}" for case in speaking.cases())
        heard.append(Heard(turn=turn, words=words, bubbles=bubbles, slots=speaking.slots(), cases=cases))
    stage.parts.store.close()
    return tuple(heard)


def _sent(stage: Stage, turn: Turn, words: str) -> tuple[Bubble, ...]:
    if not turn.hears or turn.hears in SUGGESTS:
        return stage.says(words, photo=PICTURE if turn.photo else None, suggests=turn.hears)
    bubbles = stage.says("", happened=Happened(kind=turn.hears))
    with stage.parts.store.writing() as db:
        # A platform answers such a message at once, as it does any other: nothing waits for the next one.
        pulled.delivered(db, pulled.waiting(db, stage.sender))
    return bubbles


def _by_hand(stage: Stage, what: str, heard: Sequence[Heard]) -> None:
    """Let the caseworker act; where that cannot be done, say what came before, which is where it went astray."""
    try:
        act(stage, what)
    except Exception as error:
        before = [(each.words, [bubble.phrases for bubble in each.bubbles]) for each in heard]
        error.add_note(f"before the caseworker's {what}: {before}")
        raise


def forenoon(day: date) -> Callable[[], datetime]:
    """Return a clock that begins in the forenoon of a day and moves on a second with each look."""
    begins, seconds = datetime.combine(day, OPENS, UTC), itertools.count()
    return lambda: begins + timedelta(seconds=next(seconds))
