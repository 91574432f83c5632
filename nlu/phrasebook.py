"""Lists of phrases that are searched at once: only those of which a text shows a trace are tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import add

from nlu.patterns import SENTENCE_ENDS, Pattern, traces
from nlu.text import sentences

# So many phrases are tried one by one.
_FEW = 10
# A longer text is searched as a whole: it is nobody's letter, and its sentences may be without number.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """A list of phrases that is searched at once: only those of which a text shows a trace are tried, in their order.

    Each phrase is filed under the first characters of one row it needs, and one that needs none under nothing. A few
    phrases are tried sooner than traces are looked at.
    """

    patterns: tuple[Pattern, ...] = ()
    filed: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    firsts: frozenset[str] = field(init=False, repr=False, compare=False)
    unfiled: frozenset[int] = field(init=False, repr=False, compare=False)
    few: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        filed = _filed(enumerate(self.patterns))
        unfiled = frozenset(number for number, phrase in enumerate(self.patterns) if not phrase.firsts)
        object.__setattr__(self, "filed", filed)
        object.__setattr__(self, "firsts", frozenset(filed))
        object.__setattr__(self, "unfiled", unfiled)
        object.__setattr__(self, "few", len(self.patterns) <= _FEW and not unfiled)

    def find(self, text: str, seen: frozenset[str] | None = None) -> Iterator[tuple[int, int]]:
        """Yield where any of the phrases stands in a normalised, lower-case text; `seen` are its `traces`, where they
        are at hand."""
        if seen is None and self.few:
            yield from (match.span() for phrase in self.patterns for match in phrase.compiled.finditer(text))
            return
        seen = traces(text) if seen is None else seen
        numbers = self.unfiled.union(*map(self.filed.__getitem__, self.firsts & seen))
        for number in sorted(numbers):
            yield from self.patterns[number].find(text, seen)

    def find_within(self, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return where phrases stand in whole sentences of a text; in all of it, where one is not within a sentence."""
        if not all(phrase.within for phrase in self.patterns):
            start, end = 0, len(text)
        part = text[start:end]
        return tuple((start + low, start + high) for low, high in self.find(part, traces(part)))

    def shows(self, text: str) -> bool:
        """Tell whether one of the phrases stands in a normalised, lower-case text."""
        if self.few:
            return any(phrase.compiled.search(text) for phrase in self.patterns)
        return any(True for _ in self.find(text))


@dataclass(frozen=True, slots=True)
class Bookshelf:
    """Several phrasebooks that are searched in one pass, each sentence for the phrases of which it shows a trace.

    `phrases` are those of all books, each with the number of its book, `filed` under what `traces` shows of one row
    and tried where a sentence shows one of `others`, of another row, too; `known` are all these traces. The `across`
    are looked for in the whole text, where a sentence shows one of their `others`.
    """

    books: tuple[Phrasebook, ...] = ()
    phrases: tuple[tuple[int, Pattern], ...] = field(init=False, repr=False)
    filed: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)
    firsts: frozenset[str] = field(init=False, repr=False)
    others: tuple[frozenset[str], ...] = field(init=False, repr=False)
    known: frozenset[str] = field(init=False, repr=False)
    across: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        phrases = tuple((place, phrase) for place, book in enumerate(self.books) for phrase in book.patterns)
        within = [(n, phrase) for n, (_, phrase) in enumerate(phrases) if phrase.within and phrase.firsts]
        filed = _filed(within)
        others = tuple(
            phrase.firsts[:2][-1] if phrase.within and phrase.firsts else _in_sentences(phrase.firsts)
            for _, phrase in phrases
        )
        across = set(range(len(phrases))).difference(number for number, _ in within)
        object.__setattr__(self, "phrases", phrases)
        object.__setattr__(self, "filed", filed)
        object.__setattr__(self, "firsts", frozenset(filed))
        object.__setattr__(self, "others", others)
        object.__setattr__(self, "known", frozenset(filed).union(*others))
        object.__setattr__(self, "across", tuple(sorted(across)))

    def find(self, text: str) -> Mapping[int, Sequence[tuple[int, int]]]:
        """Return, by the number of its book, what the `find` of each book yields of a normalised, lower-case text."""
        if len(text) > _LONGEST:
            each = ((place, tuple(book.find(text, traces(text)))) for place, book in enumerate(self.books))
            return {place: found for place, found in each if found}
        phrases, others = self.phrases, self.others
        found: list[tuple[int, int, int]] = []
        shown: set[str] = set()
        for start, end in sentences(text):
            sentence = text[start:end]
            seen = self.known.intersection(chain(sentence, map(add, sentence, sentence[1:])))
            shown |= seen
            for number in set().union(*map(self.filed.__getitem__, self.firsts & seen)):
                if not seen.isdisjoint(others[number]):
                    for match in phrases[number][1].compiled.finditer(sentence):
                        found.append((number, start + match.start(), start + match.end()))
        for number in self.across:
            if not (others[number] and shown.isdisjoint(others[number])):
                spans = (match.span() for match in phrases[number][1].compiled.finditer(text))
                found += [(number, low, high) for low, high in spans if low < high]
        places: dict[int, list[tuple[int, int]]] = {}
        for number, start, end in sorted(found):
            places.setdefault(phrases[number][0], []).append((start, end))
        return places


def _filed(phrases: Iterable[tuple[int, Pattern]]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of phrases under what `traces` shows of their rarest row."""
    filed: dict[str, list[int]] = {}
    for number, phrase in phrases:
        for first in phrase.firsts[0] if phrase.firsts else ():
            filed.setdefault(first, []).append(number)
    return {first: tuple(numbers) for first, numbers in filed.items()}


def _in_sentences(rows: Sequence[frozenset[str]]) -> frozenset[str]:
    """The rarest row of which no word begins beside a mark that ends a sentence."""
    return next((row for row in rows if SENTENCE_ENDS.isdisjoint("".join(row))), frozenset())


NO_PHRASES = Phrasebook()
