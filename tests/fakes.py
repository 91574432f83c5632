"""In-memory stand-ins for the seams of the shell: an inbox that answers as told, a channel that pushes nowhere."""

from datetime import UTC, datetime, timedelta

from bot.channels.base import NotDelivered
from bot.errors import Busy
from bot.message import Bubble, Message
from storage.turns import Sender


class FakeInbox:
    """Takes messages, remembers them, and answers each with the same bubbles; `busy` refuses them."""

    def __init__(self, *bubbles: Bubble) -> None:
        self.bubbles = bubbles
        self.messages: list[Message] = []
        self.busy = False

    async def take(self, message: Message) -> tuple[Bubble, ...]:
        """Remember the message and answer."""
        if self.busy:
            raise Busy
        self.messages.append(message)
        return self.bubbles


class FakePush:
    """A pushing channel that keeps what it is given; `faults` are raised first, one for each send."""

    name = "callback"

    def __init__(self, *faults: NotDelivered) -> None:
        self.sent: list[tuple[Sender, str]] = []
        self.faults = list(faults)

    async def send(self, sender: Sender, bubble: Bubble) -> None:
        """Fail as told, or keep the words."""
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((sender, bubble.text))


class FakeClock:
    """Tells the instant it was last moved to."""

    def __init__(self, now: datetime = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **how_long: int) -> None:
        """Move on by so many seconds, minutes, hours or days."""
        self.now += timedelta(**how_long)


class FakeJobs:
    """Remembers what was asked for."""

    def __init__(self):
        self.asked: list[tuple[str, ...]] = []

    def later(self, db: object, name: str, key: str, *ids: str, not_before: object = None) -> None:
        """Keep the name and the ids."""
        self.asked.append((name, *ids))
