"""A small language for phrases in library files, safe against slow matching.

`甲` stands for itself, `[甲|乙]` for one of several words (`[甲|]`: or nothing), `~` for at most twelve characters
inside one sentence, `^` and `$` for the ends of the message (a word in brackets that closes with `$`
ends its clause), `#` for a place with no numeral before it, and `{name}`
for a list of words given beside. Gaps are bounded, so a search takes time in proportion to the text however it is made
up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from operator import add

from nlu.text import sentences
from nlu.values.numbers import NUMERAL

_PART = re.compile(r"\[([^\[\]]*)\]|(~)|(\^)|(\$)|(#)|([^\[\]~^$#]+)")
_NAMED = re.compile(r"\{([a-z_]+)\}")
_CLAUSE_END = r"(?=[ ,。!?;\n]|\Z)"
_NO_NUMERAL = f"(?<![0-9])(?<!{NUMERAL})"
_GAP = r"[^。!?;\n]{0,12}?"
_MOST_GAPS = 3
_SENTENCE_ENDS = frozenset("。!?;\n")
# `traces` holds what is no longer than this.
_TRACE = 2
# A longer text is searched as a whole: it is nobody's letter, and its sentences may be without number.
_LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Words of which one must be there: short ones, which `traces` shows, and longer ones, of which it shows the first
    two characters."""

    short: frozenset[str]
    longer: tuple[str, ...]

    @property
    def firsts(self) -> frozenset[str]:
        """What `traces` shows of each word."""
        return self.short.union(word[:_TRACE] for word in self.longer)

    def stands(self, text: str, seen: frozenset[str]) -> bool:
        """Tell whether one of the words is in a text whose `traces` are `seen`."""
        if not self.short.isdisjoint(seen):
            return True
        return any(word[:_TRACE] in seen and word in text for word in self.longer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled phrase; of each row of `needs` a word must be there, which is quick to see by their `firsts` (of the
    rarest row first).

    A phrase that is not `within` one sentence asks for an end of the message, or for a mark that ends a sentence.
    """

    source: str
    needs: tuple[Row, ...]
    firsts: tuple[frozenset[str], ...]
    compiled: re.Pattern[str]
    within: bool

    def find(self, text: str, seen: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield where the phrase stands in a normalised, lower-case text; `seen` are its `traces`."""
        if any(map(seen.isdisjoint, self.firsts)):
            return
        for row in self.needs:
            if not row.stands(text, seen):
                return
        for match in self.compiled.finditer(text):
            if match.end() > match.start():
                yield match.span()


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """A list of phrases that is searched at once: only those of which a text shows a trace are tried, in their order.

    Each phrase is filed under the first characters of one row it needs, and one that needs none under nothing.
    """

    patterns: tuple[Pattern, ...] = ()
    filed: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    firsts: frozenset[str] = field(init=False, repr=False, compare=False)
    unfiled: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        filed: dict[str, list[int]] = {}
        for number, phrase in enumerate(self.patterns):
            for first in phrase.firsts[0] if phrase.firsts else ():
                filed.setdefault(first, []).append(number)
        bare = (number for number, phrase in enumerate(self.patterns) if not phrase.needs)
        object.__setattr__(self, "filed", {first: tuple(numbers) for first, numbers in filed.items()})
        object.__setattr__(self, "firsts", frozenset(filed))
        object.__setattr__(self, "unfiled", frozenset(bare))

    def find(self, text: str, seen: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield where any of the phrases stands in a normalised, lower-case text; `seen` are its `traces`."""
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
        return any(True for _ in self.find(text, traces(text)))


NO_PHRASES = Phrasebook()


@dataclass(frozen=True, slots=True)
class Bookshelf:
    """Several phrasebooks that are searched in one pass, each sentence for the phrases of which it shows a trace.

    `phrases` are those of all books, each with the number of its book, `filed` under what `traces` shows of one row
    and tried where a sentence shows one of `others`, of another row, too; `known` are all these traces. The `across`
    are looked for in the whole text.
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
        filed: dict[str, list[int]] = {}
        for number, (_, phrase) in enumerate(phrases):
            for first in phrase.firsts[0] if phrase.within and phrase.firsts else ():
                filed.setdefault(first, []).append(number)
        others = tuple(phrase.firsts[:2][-1] if phrase.firsts else frozenset() for _, phrase in phrases)
        across = (n for n, (_, phrase) in enumerate(phrases) if not (phrase.within and phrase.firsts))
        object.__setattr__(self, "phrases", phrases)
        object.__setattr__(self, "filed", {first: tuple(numbers) for first, numbers in filed.items()})
        object.__setattr__(self, "firsts", frozenset(filed))
        object.__setattr__(self, "others", others)
        object.__setattr__(self, "known", frozenset(filed).union(*others))
        object.__setattr__(self, "across", tuple(across))

    def find(self, text: str) -> Mapping[int, Sequence[tuple[int, int]]]:
        """Return, by the number of its book, what the `find` of each book yields of a normalised, lower-case text."""
        if len(text) > _LONGEST:
            each = ((place, tuple(book.find(text, traces(text)))) for place, book in enumerate(self.books))
            return {place: found for place, found in each if found}
        phrases, others = self.phrases, self.others
        found: list[tuple[int, int, int]] = []
        for start, end in sentences(text):
            sentence = text[start:end]
            seen = self.known.intersection(chain(sentence, map(add, sentence, sentence[1:])))
            for number in set().union(*map(self.filed.__getitem__, self.firsts & seen)):
                if not seen.isdisjoint(others[number]):
                    for match in phrases[number][1].compiled.finditer(sentence):
                        found.append((number, start + match.start(), start + match.end()))
        for number in self.across:
            found += [(number, *place) for place in phrases[number][1].find(text, traces(text))]
        places: dict[int, list[tuple[int, int]]] = {}
        for number, start, end in sorted(found):
            places.setdefault(phrases[number][0], []).append((start, end))
        return places


def _commonness(row: frozenset[str]) -> tuple[int, int]:
    """Characters alone are seen more often than pairs, and any of many more often than any of few."""
    return sum(1 for first in row if len(first) == 1), len(row)


@lru_cache(maxsize=8)  # one text is searched for many lists of phrases in turn
def traces(text: str) -> frozenset[str]:
    """Return the characters and pairs of characters of a text."""
    return frozenset(text).union(map(add, text, text[1:]))


def pattern(source: str, words: Mapping[str, Sequence[str]] | None = None) -> Pattern:
    """Compile a phrase, `{name}` standing for the words given under it; raises ValueError saying what is wrong."""
    return _compiled(source, _NAMED.sub(lambda match: _listed(match.group(1), source, words or {}), source))


@lru_cache(maxsize=4096)  # an editor's change leaves nearly every phrase as it was
def _compiled(source: str, whole: str) -> Pattern:
    pieces: list[str] = []
    needs: list[tuple[str, ...]] = []
    position = 0
    while position < len(whole):
        part = _PART.match(whole, position)
        if part is None:
            raise ValueError(f"a bracket is not closed in {source!r}")
        row, gap, start, end, no_numeral, plain = part.groups()
        if plain and "|" in plain:
            raise ValueError(f"{source!r} has a | outside brackets")
        if row is not None or plain:
            choices = tuple(row.lower().split("|")) if row is not None else (plain.lower(),)
            needed = tuple(word.removesuffix("$").split(",")[0] for word in choices)
            needs.extend([needed] if all(needed) else [])
            pieces.append("(?:" + "|".join(map(_escaped, choices)) + ")")
        else:
            pieces.append(
                _GAP if gap else r"\A" if start else r"\Z" if end else _NO_NUMERAL if no_numeral else ""
            )
        position = part.end()
    _refuse_loose(source, pieces)
    rows = tuple(map(_row, needs))
    return Pattern(
        source=source,
        needs=rows,
        firsts=tuple(sorted((row.firsts for row in rows), key=_commonness)),
        compiled=re.compile("".join(pieces)),
        within=_SENTENCE_ENDS.isdisjoint(whole) and not {r"\A", r"\Z"} & set(pieces),
    )


def _row(words: Sequence[str]) -> Row:
    return Row(
        short=frozenset(word for word in words if len(word) <= _TRACE),
        longer=tuple(dict.fromkeys(word for word in words if len(word) > _TRACE)),
    )


def _escaped(word: str) -> str:
    """A word that closes with `$` stands at the end of a clause; a comma is also the space written in its place."""
    ends = word.endswith("$")
    return re.escape(word.removesuffix("$")).replace(",", "[, ]") + (_CLAUSE_END if ends else "")


def _listed(name: str, source: str, words: Mapping[str, Sequence[str]]) -> str:
    if name not in words:
        raise ValueError(f"{source!r} names a list {name!r} that does not stand under `words`")
    return "|".join(words[name])


def _refuse_loose(source: str, pieces: list[str]) -> None:
    if pieces.count(_GAP) > _MOST_GAPS:
        raise ValueError(f"{source!r} has more than {_MOST_GAPS} gaps")
    if not pieces or _GAP in (pieces[0], pieces[-1]):
        raise ValueError(f"{source!r} is empty or has a gap at an end")
