"""Find the words of a list in a text, longest first, in time that grows with the text only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A word of the list found in a text, with all its meanings."""

    start: int
    end: int
    word: str
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with their meanings (several when the word is ambiguous), and one expression that finds them."""

    meanings: Mapping[str, tuple[str, ...]]
    expression: re.Pattern[str]

    def find(self, text: str) -> Iterator[Hit]:
        """Yield the words that stand in `text` from left to right; a word inside a longer one does not count."""
        for match in self.expression.finditer(text):
            word = match.group()
            yield Hit(start=match.start(), end=match.end(), word=word, meanings=self.meanings[word])


def lexicon(entries: Iterable[tuple[str, str]]) -> Lexicon:
    """Build a lexicon from (word, meaning) pairs."""
    meanings: dict[str, tuple[str, ...]] = {}
    for word, meaning in entries:
        known = meanings.get(word, ())
        if word and meaning not in known:
            meanings[word] = (*known, meaning)
    endings: dict[str, list[str]] = {}
    for word in sorted(meanings, key=lambda word: (-len(word), word)):
        endings.setdefault(word[0], []).append(re.escape(word[1:]))
    groups = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in endings.items())
    return Lexicon(MappingProxyType(meanings), re.compile("|".join(groups) or r"\Z\A."))


def table(text: str) -> frozenset[str]:
    """Return the words of a table written as one text, parted by spaces and line ends."""
    return frozenset(text.split())
