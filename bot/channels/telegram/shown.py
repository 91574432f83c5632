"""How a bubble is shown on Telegram: its text in pieces the platform takes, and its choices as buttons.

A button's data is a choice's name: its words may be longer than the 64 bytes that are allowed.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.choices import tag
from bot.channels.terminal import numbered
from bot.message import Bubble, Choice

# https://core.telegram.org/bots/api#sendmessage: 1-4096 characters, counted in UTF-16 code units.
LONGEST_TEXT = 4096
# A phone shows about this many Chinese characters of a button's label.
LONGEST_LABEL = 18
MOST_BUTTONS = 100


def units(text: str) -> int:
    """Return how long Telegram takes a text to be.

    >>> units("a"), units("\\U0001f600")
    (1, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int = LONGEST_TEXT) -> tuple[str, ...]:
    """Return the text cut so that each piece is short enough: at the end of a line, else of a word, else anywhere.

    Only the line break or blank that is cut at is lost. A text of nothing but blanks has no piece, because Telegram
    refuses it.
    """
    found: list[str] = []
    rest = text
    while units(rest) > limit:
        head = _head(rest, limit)
        found.append(head)
        rest = rest[len(head) :]
        rest = rest[1:] if rest[:1] in ("\n", " ") else rest
    return tuple(piece for piece in (*found, rest) if piece.strip())


def _head(text: str, limit: int) -> str:
    taken, length = 0, 0
    for letter in text:
        length += units(letter)
        if length > limit:
            break
        taken += 1
    longest = text[:taken]
    for mark in ("\n", " "):
        # A break that stands just behind the longest head is as good as one inside it.
        cut = (longest + text[taken : taken + 1]).rfind(mark)
        if cut > taken // 2:
            return text[:cut]
    return longest


def words(bubble: Bubble) -> str:
    """Return the text, with the choices under it whose label a button cannot show whole."""
    lines = [numbered(c.label, c.send) for c in bubble.choices if len(c.label) > LONGEST_LABEL]
    return "\n".join((bubble.text, *lines))


def buttons(bubble: Bubble) -> Sequence[tuple[str, str]]:
    """Return each choice as what stands on its button and the data it gives back."""
    mark = tag(bubble)
    return [
        (_label(choice), f"c:{mark}:{place}") for place, choice in enumerate(bubble.choices[:MOST_BUTTONS])
    ]


def _label(choice: Choice) -> str:
    return numbered(choice.label if len(choice.label) <= LONGEST_LABEL else choice.send, choice.send)
