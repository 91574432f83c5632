"""Find the passage of a letter that carries its wish: the last sentence that asks, pleads or reports.

A letter opens with a greeting, tells a life and ends politely; what it wants stands before the polite end.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlu.phrasebook import NO_PHRASES, Phrasebook
from nlu.text import clauses, letters_only, sentences

LONG = 45
_MOST = 70
_LEAST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """Phrases that carry a wish, that close a letter, and that open one."""

    wish: Phrasebook = NO_PHRASES
    closing: Phrasebook = NO_PHRASES
    opening: Phrasebook = NO_PHRASES


def passage(text: str, words: LetterWords) -> tuple[int, int] | None:
    """Return where the wish of a long normalised text stands; None when the text is short or one passage itself."""
    if len(text) < LONG:
        return None
    found = _last(text, words)
    if found is None:
        return None
    start, end = found
    if end - start > _MOST:
        start, end = _narrowed(text, start, end, words)
    return None if end - start >= len(text) - 2 else (start, end)


def _last(text: str, words: LetterWords) -> tuple[int, int] | None:
    """The last sentence that asks, else the last that is more than polite; from the end, because it is mostly near."""
    last: tuple[int, int] | None = None
    for part in reversed(sentences(text)):
        if _empty(text[part[0] : part[1]], words):
            continue
        if _asks(text, part, words):
            return part
        last = last or part
    return last


def _asks(text: str, part: tuple[int, int], words: LetterWords) -> bool:
    return text[part[1] : part[1] + 1] == "?" or words.wish.shows(text[part[0] : part[1]])


def _narrowed(text: str, start: int, end: int, words: LetterWords) -> tuple[int, int]:
    """From the last wishing clause of a long sentence to its end, with what stands right before it."""
    parts = [(start + low, start + high) for low, high in clauses(text[start:end])]
    wishing = [place for place, part in enumerate(parts) if words.wish.shows(text[part[0] : part[1]])]
    first = wishing[-1] if wishing else len(parts) - 1
    last = first
    while last + 1 < len(parts) and not words.closing.shows(text[parts[last + 1][0] : parts[last + 1][1]]):
        last += 1
    while first > 0 and parts[last][1] - parts[first - 1][0] <= _MOST // 2:
        first -= 1
    return parts[first][0], parts[last][1]


def _empty(sentence: str, words: LetterWords) -> bool:
    """A sentence of politeness only."""
    if words.wish.shows(sentence) and len(sentence) > _LEAST:
        return False
    return len(letters_only(sentence)) < 3 or (
        len(sentence) <= 2 * _LEAST and (words.closing.shows(sentence) or words.opening.shows(sentence))
    )
