"""What a turn needs from the process: built once in `bot/app`, by hand, and handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.message import Bubble, Message
from bot.release import InForce, Libraries
from storage.engine import Db, Store


class Releases(Protocol):
    """The libraries in force, and older ones that drafts are pinned to."""

    @property
    def now(self) -> InForce:
        """What is in force; a turn takes it once, at its start."""
        ...

    def libraries(self, digest: str) -> Libraries | None:
        """Return an older release's libraries, or None when they can no longer be read."""
        ...


class Before(Protocol):
    """How a person stood before they wrote: whether the platform let us say nothing, and whether words wait."""

    @property
    def shut(self) -> bool:
        """Whether we could not write to them."""
        ...

    @property
    def waits(self) -> bool:
        """Whether words wait for them or are being sent."""
        ...


class Answers(Protocol):
    """A channel whose pushes can be answered with one text; what does not fit leaves by the outbox."""

    def cut(self, bubbles: tuple[Bubble, ...]) -> tuple[Bubble, ...]:
        """Return the same words in pieces that each fit one message of the platform."""
        ...

    def fits(self, bubbles: Sequence[Bubble]) -> bool:
        """Tell whether these together fit one answer."""
        ...

    def heard(self, db: Db, message: Message) -> Before:
        """Note, in the turn's transaction, what the platform lets us say after this message.

        Return whether it let us say nothing before, so that what seems to be under way has not left; and what waits.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`region` is the account's region code, `photos` the folder of sealed pictures.

    Words for a channel in `pushed` leave by the outbox; a channel in `led` shows what waits for its person at the
    head of its next answer (REST, terminal); one in `answering` says in the answer to a push what fits there and the
    rest by the outbox; all others are asked by the person's page.
    """

    store: Store
    released: Releases
    photos: Path
    region: str
    today: Callable[[], date]
    pushed: frozenset[str] = frozenset()
    led: frozenset[str] = frozenset({"rest", "terminal"})
    answering: Mapping[str, Answers] = field(default_factory=dict)
