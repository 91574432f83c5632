"""What comes in through a channel and what goes out: plain values every channel can make and show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from flows.world import Happened
from storage.turns import Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture a person sent: its file name and its bytes as they came."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a person, or one happening from inside (`channel` system), parsed and trusted in shape.

    `today` and `region` override the day and the account's region, for tests and rehearsals only. A message made by
    ourselves has `happened` and no words. `answer_by` is the instant until which the answer to a push reaches the
    person; `opens` is what the person did (`message`, `tap`), by which a platform counts what we may say next;
    `on_page` says that a page shows the answer. A text with `suggests` (`voice`, `location`) was not written by the
    person: it is shown, and counts once they confirm it. `edits` is the id of the message that this is the newest
    text of.
    """

    sender: Sender
    id: str
    text: str
    photos: tuple[Photo, ...] = ()
    today: date | None = None
    region: str | None = None
    happened: Happened | None = None
    answer_by: datetime | None = None
    opens: str = ""
    on_page: bool = False
    suggests: str = ""
    edits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: the number and label a person sees; choosing it is the same as writing `send`."""

    label: str
    send: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One thing the assistant says, with the phrases it came from so that tests need not read sentences.

    `asks` is the id of the question the bubble puts, if it puts one; `values` fill the gaps of a template message that
    announces it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    phrases: tuple[str, ...] = ()
    asks: str = ""
    values: tuple[tuple[str, str], ...] = ()


def packed(bubble: Bubble) -> bytes:
    """Return the bubble as JSON bytes, as the outbox keeps it."""
    choices = [{"label": choice.label, "send": choice.send} for choice in bubble.choices]
    value: dict[str, object] = {
        "text": bubble.text,
        "choices": choices,
        "phrases": list(bubble.phrases),
        "asks": bubble.asks,
    }
    if bubble.values:
        value["values"] = dict(bubble.values)
    return json.dumps(value, ensure_ascii=False).encode()


def unpacked(body: bytes) -> Bubble:
    """Return the bubble that `packed` made."""
    value = json.loads(body)
    choices = tuple(Choice(label=item["label"], send=item["send"]) for item in value["choices"])
    return Bubble(
        text=value["text"],
        choices=choices,
        phrases=tuple(value["phrases"]),
        asks=value.get("asks", ""),
        values=tuple(value.get("values", {}).items()),
    )


def as_text(bubble: Bubble) -> str:
    """Return the words with the numbered choices under them, for channels that have no buttons."""
    lines = [f"{choice.send} {choice.label}" for choice in bubble.choices if choice.send != choice.label]
    return "\n".join([bubble.text, *lines])


def packed_all(bubbles: tuple[Bubble, ...]) -> bytes:
    """Return a whole turn's bubbles as JSON bytes, as the inbox keeps them for a repeat."""
    return json.dumps([packed(bubble).decode() for bubble in bubbles], ensure_ascii=False).encode()


def unpacked_all(body: bytes) -> tuple[Bubble, ...]:
    """Return the bubbles that `packed_all` made."""
    return tuple(unpacked(item.encode()) for item in json.loads(body))
