"""Find the passage of a letter that carries its wish: the last sentence that asks, pleads or reports.

A letter opens with a greeting, tells a life and ends politely; what it wants stands before the polite end.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlu.patterns import NO_PHRASES, Phrasebook
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
    part = _last(text, words)
    if part is None:
        return None
    start, end = part
    if end - start > _MOST:
        start, end = _narrowed(text, start, end, words)
    return None if end - start >= len(text) - 2 else (start, end)


def _last(text: str, words: LetterWords) -> tuple[int, int] | None:
    """The last sentence with a wish, else the last that says anything."""
    last: tuple[int, int] | None = None
    for start, end in reversed(tuple(sentences(text))):
        if not _empty(text[start:end], words):
            if words.wish.shows(text[start:end]):
                return start, end
            last = last or (start, end)
    return last


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
    polite = len(letters_only(sentence)) < 3 or (
        len(sentence) <= 2 * _LEAST and (words.closing.shows(sentence) or words.opening.shows(sentence))
    )
    return polite and not (len(sentence) > _LEAST and words.wish.shows(sentence))
