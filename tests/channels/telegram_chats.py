"""A Telegram chat as its person sees it, and Telegram's limits on what a bot may put there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST_TEXT = 4096
LONGEST_DATA = 64
Json = dict[str, Any]


class Refused(Exception):
    """A call that Telegram refuses: its status, its words, and for 429 how long to wait."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status, self.description, self.retry_after = status, description, retry_after


@dataclass(slots=True, kw_only=True)
class Shown:
    """One message of the bot on the screen; `buttons` are (label, data)."""

    id: int
    text: str
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class Chat:
    """One private chat; `shown` is what the bot put there, in order."""

    id: int
    started: bool = False
    blocked: bool = False
    shown: list[Shown] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    spinning: set[str] = field(default_factory=set)
    sent_at: list[float] = field(default_factory=list)

    def texts(self) -> list[str]:
        """Return the words on the screen, in order."""
        return [one.text for one in self.shown]

    def user(self) -> Json:
        """Return the person as updates name them."""
        return {"id": self.id, "is_bot": False, "first_name": "住户", "language_code": "zh-hans"}

    def itself(self) -> Json:
        """Return the chat as updates name it."""
        return {"id": self.id, "type": "private", "first_name": "住户"}

    def takes(self, number: int, body: Mapping[str, Any]) -> Shown:
        """Put a message on the screen, or raise Refused as Telegram does."""
        self.reachable()
        if body.get("parse_mode"):
            # What a resident wrote would have to be escaped; the program has no need of it.
            raise Refused(400, "Bad Request: can't parse entities")
        text = str(body.get("text", "")).strip()
        if not text:
            raise Refused(400, "Bad Request: message text is empty")
        if units(text) > LONGEST_TEXT:
            raise Refused(400, "Bad Request: message is too long")
        shown = Shown(id=number, text=text, buttons=buttons_of(body.get("reply_markup")))
        self.shown.append(shown)
        return shown

    def reachable(self) -> None:
        """Raise Refused when the bot may not write here."""
        if self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if not self.started:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")


def units(text: str) -> int:
    """Return the length in UTF-16 units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def buttons_of(markup: object) -> tuple[tuple[str, str], ...]:
    """Return the inline buttons of a reply_markup, in order; raises Refused for what Telegram refuses."""
    if not markup:
        return ()
    value = json.loads(markup) if isinstance(markup, str) else markup
    if not isinstance(value, dict):
        raise Refused(400, "Bad Request: object expected as reply markup")
    found = []
    for row in value.get("inline_keyboard", ()):
        for button in row:
            label, data = str(button.get("text", "")), button.get("callback_data")
            if not label.strip():
                raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
            if data is None and not button.get("url"):
                raise Refused(400, "Bad Request: inline keyboard button must have exactly one optional field")
            if data is not None and not 1 <= len(str(data).encode()) <= LONGEST_DATA:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            found.append((label, str(data or "")))
    return tuple(found)
