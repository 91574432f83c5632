"""What a channel is: a door for messages; one that pushes also has a way out of its own.

A channel parses at the door, hands a `Message` to the inbox and shows bubbles. It knows nothing of cases or flows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from starlette.routing import BaseRoute

from bot.message import Bubble, Message
from storage.turns import Sender


class Channel(Protocol):
    """A way to talk with the assistant over HTTP."""

    def routes(self) -> Sequence[BaseRoute]:
        """Return the addresses this channel listens on."""
        ...


class Takes(Protocol):
    """The inbox as channels see it."""

    async def take(self, message: Message) -> tuple[Bubble, ...]:
        """Return the turn's bubbles; raises Busy when it cannot begin in time."""
        ...


class Pushes(Protocol):
    """A channel whose words are sent by the outbox, not in the answer to a request."""

    @property
    def name(self) -> str:
        """The channel's name, as it stands in a sender."""
        ...

    async def send(self, sender: Sender, bubble: Bubble) -> None:
        """Deliver one bubble, or raise NotDelivered."""
        ...


class NotDelivered(Exception):
    """A send that failed; `final` when trying again cannot help. Its text is a reason without personal data.

    `after` is how many seconds to wait, where the platform says so. When the person is `away` the words are kept for
    when they are back, and hold up none behind them; with `person` a caseworker is asked to reach them meanwhile.
    """

    def __init__(
        self,
        reason: str,
        *,
        final: bool = False,
        after: float | None = None,
        away: bool = False,
        person: bool = False,
    ) -> None:
        super().__init__(reason)
        self.final, self.after, self.away, self.person = final, after, away, person
