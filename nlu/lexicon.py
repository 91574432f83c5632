"""Find the words of a list in a text, longest first, in time that grows with the text only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind


class Hit(NamedTuple):
    """A word of the list found in a text, with all its meanings."""

    start: int
    end: int
    word: str
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with their meanings (several when the word is ambiguous), and what finds them all at once."""

    meanings: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...]
    automaton: AhoCorasick = field(repr=False, compare=False)

    def find(self, text: str) -> Iterator[Hit]:
        """Yield the words that stand in `text` from left to right; a word inside a longer one does not count."""
        for word, start, end in self.places(text):
            yield Hit(start=start, end=end, word=word, meanings=self.meanings[word])

    def places(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the words that `find` yields, each with where it starts and ends."""
        return ((self.words[number], start, end) for number, start, end in _all(self.automaton, text))

    def count(self, text: str) -> int:
        """Return how many words `find` yields."""
        return len(_all(self.automaton, text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Several lexicons that are looked for in one pass.

    Of each word, the longest first, `words` has the numbers of its lexicons and its meanings there.
    """

    count: int
    words: tuple[tuple[str, tuple[tuple[int, tuple[str, ...]], ...]], ...]
    automaton: AhoCorasick = field(repr=False, compare=False)

    def find(self, text: str) -> tuple[tuple[Hit, ...], ...]:
        """Return for each lexicon what its `find` yields."""
        found: tuple[list[Hit], ...] = tuple([] for _ in range(self.count))
        reached = [0] * self.count
        # From left to right, and of those that start at one place the longest first.
        for place, start, end in sorted(_all(self.automaton, text, overlapping=True), key=itemgetter(1, 0)):
            word, entries = self.words[place]
            for number, meanings in entries:
                if start >= reached[number]:
                    reached[number] = end
                    found[number].append(Hit(start=start, end=end, word=word, meanings=meanings))
        return tuple(map(tuple, found))


def shelf(lexicons: Sequence[Lexicon]) -> Shelf:
    """File the words of several lexicons together."""
    entries: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, each in enumerate(lexicons):
        for word, meanings in each.meanings.items():
            entries.setdefault(word, []).append((number, meanings))
    words = sorted(entries, key=_longest_first)
    return Shelf(
        count=len(lexicons),
        words=tuple((word, tuple(entries[word])) for word in words),
        automaton=AhoCorasick(words),
    )


def lexicon(entries: Iterable[tuple[str, str]]) -> Lexicon:
    """Build a lexicon from (word, meaning) pairs."""
    meanings: dict[str, tuple[str, ...]] = {}
    for word, meaning in entries:
        known = meanings.get(word, ())
        if word and meaning not in known:
            meanings[word] = (*known, meaning)
    words = sorted(meanings, key=_longest_first)
    automaton = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
    return Lexicon(MappingProxyType(meanings), tuple(words), automaton)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _all(automaton: AhoCorasick, text: str, *, overlapping: bool = False) -> list[tuple[int, int, int]]:
    """Which words stand in a normalised text, by their numbers, and where each starts and ends."""
    return automaton.find_matches_as_indexes(text, overlapping=overlapping)


def table(text: str) -> frozenset[str]:
    """Return the words of a table written as one text, parted by spaces and line ends."""
    return frozenset(text.split())
