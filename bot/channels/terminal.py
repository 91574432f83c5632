"""Talk with the assistant in a terminal: real turns in this process, on the same store as the server's.

Words that a caseworker sent meanwhile lead the next answer, as on every channel that is asked.
"""

from __future__ import annotations

import getpass
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.message import Bubble, Message
from storage.conversation import Sender

QUIT = "/quit"

Say = Callable[[str], None]
Ask = Callable[[], str]


def terminal_sender(name: str | None) -> Sender:
    """Return the sender for a name, else for whoever is logged in here: the same person finds the same talk."""
    return Sender("terminal", "terminal", name or getpass.getuser())


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """One conversation: `take` runs a turn, `ask` reads a line (EOFError ends), `say` prints one."""

    take: Callable[[Message], tuple[Bubble, ...]]
    sender: Sender
    ask: Ask
    say: Say
    today: date | None = None
    region: str | None = None

    def run(self, opening: tuple[Bubble, ...]) -> None:
        """Show the opening words, then take lines until `/quit` or the end of input."""
        self._show(opening)
        while True:
            try:
                text = self.ask().strip()
            except (EOFError, KeyboardInterrupt):
                self.say("")
                return
            if text == QUIT:
                return
            if text:
                self._show(self.take(self._message(text)))

    def _message(self, text: str) -> Message:
        return Message(
            sender=self.sender,
            id=f"terminal:{secrets.token_hex(16)}",
            text=text.encode("utf-8", "replace").decode(),
            today=self.today,
            region=self.region,
        )

    def _show(self, bubbles: tuple[Bubble, ...]) -> None:
        for bubble in bubbles:
            for line in lines(bubble):
                self.say(line)
            self.say("")


def lines(bubble: Bubble) -> tuple[str, ...]:
    """Return a bubble as lines to print: its words, then each choice with what to type for it."""
    shown = tuple(numbered(choice.label, choice.send) for choice in bubble.choices)
    return (*bubble.text.splitlines(), *(f"  {line}" for line in shown))


def numbered(label: str, send: str) -> str:
    """Return a choice as people see it: its number before its words, once.

    >>> numbered("Yes", "1"), numbered("1 Yes", "1"), numbered("Yes", "yes")
    ('1 Yes', '1 Yes', 'Yes')
    """
    if not send.isdigit() or label.startswith(send):
        return label
    return f"{send} {label}"
