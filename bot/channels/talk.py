"""A conversation as lines to show: who spoke, the words, when; and the choices that are still open.

Everything comes from the store's transcript; an empty conversation shows the greeting, which is not stored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import clock
from bot.channels.terminal import numbered
from bot.message import Bubble, Choice, unpacked
from storage import pulled, turns
from storage.engine import Store
from storage.turns import Line, Sender

RESIDENT, SYSTEM = "resident", "system"
# As in WeChat, a time stands before a line that comes after a pause.
PAUSE = timedelta(minutes=5)
HIDDEN = frozenset({"withdrawn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One line: `seq` orders it, `who` is resident, assistant or caseworker, `at` is the time, shown after a pause."""

    seq: int
    who: str
    text: str
    at: str = ""
    photos: int = 0
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The lines after the one asked for, the newest line's number, and the open choices."""

    lines: tuple[Spoken, ...]
    last: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """Reads conversations for a page; `greeting` gives the words an empty one begins with.

    Showing words delivers them, but not on the channels in `pushed`: a page somebody left open is not the chat.
    """

    store: Store
    greeting: Callable[[], tuple[Bubble, ...]]
    pushed: frozenset[str] = frozenset()

    def whole(self, sender: Sender) -> Talk:
        """Return the conversation from the greeting on; what waited for the person is now delivered."""
        opening = tuple(
            Spoken(seq=0, who="assistant", text=bubble.text, choices=bubble.choices)
            for bubble in self.greeting()
        )
        talk = self.since(sender, 0)
        if not talk.lines:
            return Talk(lines=opening, last=0, choices=_open_choices(opening))
        return replace(talk, lines=(*opening, *talk.lines))

    def since(self, sender: Sender, after: int) -> Talk:
        """Return the lines after one, and what may be chosen now."""
        with self.store.reading() as db:
            lines = turns.transcript(db, sender)
        if sender.channel not in self.pushed and any(line.status == "waiting" for line in lines):
            with self.store.writing() as db:
                pulled.delivered(db, pulled.waiting(db, sender))
        return talk(lines, after)


def talk(lines: Sequence[Line], after: int) -> Talk:
    """Return what a page shows of a whole transcript, from the line after `after` on."""
    shown: list[Spoken] = []
    before: datetime | None = None
    for line in lines:
        said = _spoken(line)
        if line.status in HIDDEN or line.who == SYSTEM or not (said.text or said.photos):
            continue
        at = clock.shown(line.at) if before is None or line.at - before >= PAUSE else ""
        shown.append(replace(said, at=at, text=_chosen(said, shown)))
        before = line.at
    fresh = tuple(line for line in shown if line.seq > after)
    return Talk(lines=fresh, last=shown[-1].seq if shown else 0, choices=_open_choices(shown))


def _chosen(said: Spoken, before: Sequence[Spoken]) -> str:
    """What a person wrote; where it was a choice's number, with the words that stood beside it."""
    if said.who == RESIDENT:
        for choice in _open_choices(before):
            if choice.send == said.text:
                return numbered(choice.label, choice.send)
    return said.text


def _open_choices(spoken: Sequence[Spoken]) -> tuple[Choice, ...]:
    """The choices of the assistant's last question, unless the person has spoken since."""
    for line in reversed(spoken):
        if line.who == RESIDENT:
            return ()
        if line.choices:
            return line.choices
    return ()


def _spoken(line: Line) -> Spoken:
    if line.who in (RESIDENT, SYSTEM):
        said = json.loads(line.body)
        photos = len(said.get("photos", ()))
        return Spoken(seq=line.seq, who=line.who, text=str(said.get("text", "")), photos=photos)
    bubble = unpacked(line.body)
    who = line.who.partition(":")[0]
    return Spoken(seq=line.seq, who=who, text=bubble.text, choices=bubble.choices)
