"""Find the words of a list in a text, longest first, in time that grows with the text only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import add
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

    def count(self, text: str) -> int:
        """Return how many words `find` yields."""
        return len(self.expression.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Several lexicons that are looked for in one pass.

    Under the first two characters of words (under the one of a single character) stand the lengths that they have, the
    longest first; `words` are these, each with the numbers of its lexicons and its meanings there.
    """

    count: int
    lengths: Mapping[str, tuple[int, ...]]
    words: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    single: re.Pattern[str]

    def find(self, text: str) -> tuple[tuple[Hit, ...], ...]:
        """Return for each lexicon what its `find` yields."""
        found: tuple[list[Hit], ...] = tuple([] for _ in range(self.count))
        reached = [0] * self.count
        lengths, words = self.lengths, self.words
        for place, key in self._keys(text):
            for length in lengths[key]:
                word = text[place : place + length]
                for number, meanings in words.get(word, ()):
                    if place >= reached[number]:
                        reached[number] = end = place + len(word)
                        found[number].append(Hit(start=place, end=end, word=word, meanings=meanings))
        return tuple(map(tuple, found))

    def _keys(self, text: str) -> Sequence[tuple[int, str]]:
        """Where words may begin, and under which key; at one place the key of the longer words first."""
        begun = compress(count(), map(self.lengths.__contains__, map(add, text, text[1:])))
        pairs = [(place, text[place : place + 2]) for place in begun]
        single = [(match.start(), match.group()) for match in self.single.finditer(text)]
        return sorted(pairs + single, key=_longer_first) if single else pairs


def shelf(lexicons: Sequence[Lexicon]) -> Shelf:
    """File the words of several lexicons together."""
    words: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, each in enumerate(lexicons):
        for word, meanings in each.meanings.items():
            words.setdefault(word, []).append((number, meanings))
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    return Shelf(
        count=len(lexicons),
        lengths={key: tuple(sorted(each, reverse=True)) for key, each in lengths.items()},
        words={word: tuple(entries) for word, entries in words.items()},
        single=_any_of([key for key in lengths if len(key) == 1]),
    )


def _longer_first(entry: tuple[int, str]) -> tuple[int, int]:
    return entry[0], -len(entry[1])


def _any_of(letters: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, letters)) or r"\Z\A.")


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
