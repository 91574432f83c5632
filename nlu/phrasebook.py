"""Lists of phrases that are searched at once: only those whose words a text shows are tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from nlu.patterns import Pattern
from nlu.text import sentences

# So many phrases are tried one by one.
_FEW = 10

Place = tuple[int, int]
# The number of a word, or of a phrase, and where it starts and ends.
Numbered = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Needed:
    """The words that some phrases (by their numbers) need, looked for all at once.

    Each phrase is filed under the words of its rarest row (`filed`, by the number of the word) and has further `rows`
    of which a word must be there; those filed `always` need none.
    """

    phrases: Mapping[int, Pattern]
    automaton: AhoCorasick = field(init=False, repr=False, compare=False)
    filed: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    rows: Mapping[int, tuple[frozenset[int], ...]] = field(init=False, repr=False, compare=False)
    always: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = sorted({word for phrase in self.phrases.values() for row in phrase.needs for word in row})
        numbers = {word: number for number, word in enumerate(words)}
        filed: list[list[int]] = [[] for _ in words]
        for place, phrase in self.phrases.items():
            for word in phrase.needs[0] if phrase.needs else ():
                filed[numbers[word]].append(place)
        rows = {
            place: tuple(frozenset(map(numbers.__getitem__, row)) for row in phrase.needs[1:])
            for place, phrase in self.phrases.items()
        }
        always = frozenset(place for place, phrase in self.phrases.items() if not phrase.needs)
        object.__setattr__(self, "automaton", AhoCorasick(words))
        object.__setattr__(self, "filed", tuple(map(tuple, filed)))
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "always", always)

    def words(self, text: str) -> Sequence[Numbered]:
        """Return the words in a normalised text, in the order of their ends."""
        return self.automaton.find_matches_as_indexes(text, overlapping=True)

    def find(self, text: str, words: Iterable[Numbered]) -> Iterator[Numbered]:
        """Yield where phrases stand in a text that holds these words, in the order of their numbers."""
        seen = frozenset(number for number, _, _ in words)
        for place in sorted(self.always.union(*map(self.filed.__getitem__, seen))):
            if not any(map(seen.isdisjoint, self.rows[place])):
                for start, end in _places(self.phrases[place], text):
                    yield place, start, end


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """A list of phrases that is searched at once, in their order; a few are tried sooner than words are looked for."""

    patterns: tuple[Pattern, ...] = ()
    needed: Needed = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "needed", Needed(dict(enumerate(self.patterns))))

    def find(self, text: str) -> Iterator[Place]:
        """Yield where any of the phrases stands in a normalised, lower-case text."""
        if len(self.patterns) <= _FEW:
            return (place for phrase in self.patterns for place in _places(phrase, text))
        return ((start, end) for _, start, end in self.needed.find(text, self.needed.words(text)))

    def find_within(self, text: str, start: int, end: int) -> tuple[Place, ...]:
        """Return where phrases stand in whole sentences of a text; in all of it, where one is not within a sentence."""
        if not all(phrase.within for phrase in self.patterns):
            start, end = 0, len(text)
        return tuple((start + low, start + high) for low, high in self.find(text[start:end]))

    def shows(self, text: str) -> bool:
        """Tell whether one of the phrases stands in a normalised, lower-case text."""
        if len(self.patterns) <= _FEW:
            return any(phrase.compiled.search(text) for phrase in self.patterns)
        return any(True for _ in self.find(text))


@dataclass(frozen=True, slots=True)
class Bookshelf:
    """Several phrasebooks that are searched in one pass: each sentence for the phrases `within` one whose words it
    shows, and the whole text for those `across`.

    `owners` are the numbers of the books that the phrases of all books are from.
    """

    books: tuple[Phrasebook, ...] = ()
    owners: tuple[int, ...] = field(init=False, repr=False)
    within: Needed = field(init=False, repr=False)
    across: Needed = field(init=False, repr=False)

    def __post_init__(self) -> None:
        owned = [(place, phrase) for place, book in enumerate(self.books) for phrase in book.patterns]
        phrases = {number: phrase for number, (_, phrase) in enumerate(owned)}
        within = {number: phrase for number, phrase in phrases.items() if phrase.within and phrase.needs}
        across = {number: phrase for number, phrase in phrases.items() if number not in within}
        object.__setattr__(self, "owners", tuple(place for place, _ in owned))
        object.__setattr__(self, "within", Needed(within))
        object.__setattr__(self, "across", Needed(across))

    def find(self, text: str) -> Mapping[int, Sequence[Place]]:
        """Return, by the number of its book, what the `find` of each book yields of a normalised, lower-case text."""
        found = list(self.across.find(text, self.across.words(text)))
        for start, end, words in _by_sentence(text, self.within.words(text)):
            for number, low, high in self.within.find(text[start:end], words):
                found.append((number, start + low, start + high))
        of_book: dict[int, list[Place]] = {}
        for number, start, end in sorted(found):
            of_book.setdefault(self.owners[number], []).append((start, end))
        return of_book


def _by_sentence(text: str, words: Sequence[Numbered]) -> Iterator[tuple[int, int, Sequence[Numbered]]]:
    """Where the sentences of a text start and end that hold some of its words, and which."""
    last = 0
    for start, end in sentences(text):
        first = last
        while last < len(words) and words[last][2] <= end:
            last += 1
        if last > first:
            yield start, end, words[first:last]


def _places(phrase: Pattern, text: str) -> Iterator[Place]:
    return (match.span() for match in phrase.compiled.finditer(text) if match.end() > match.start())


NO_PHRASES = Phrasebook()
