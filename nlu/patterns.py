"""A small language for phrases in library files, safe against slow matching.

`甲` stands for itself, `[甲|乙]` for one of several words (`[甲|]`: or nothing), `~` for at most twelve characters
inside one sentence, `^` and `$` for the ends of the message (a word in brackets that closes with `$`
ends its clause), `#` for a place with no numeral before it, and `{name}`
for a list of words given beside. Gaps are bounded, so a search takes time in proportion to the text however it is made
up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add

from nlu.values.numbers import NUMERAL

_PART = re.compile(r"\[([^\[\]]*)\]|(~)|(\^)|(\$)|(#)|([^\[\]~^$#]+)")
_NAMED = re.compile(r"\{([a-z_]+)\}")
_CLAUSE_END = r"(?=[ ,。!?;\n]|\Z)"
_NO_NUMERAL = f"(?<![0-9])(?<!{NUMERAL})"
_GAP = r"[^。!?;\n]{0,12}?"
_MOST_GAPS = 3
# `traces` holds what is no longer than this.
_TRACE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Words of which one must be there: short ones, which `traces` shows, and longer ones, of which it shows the first
    two characters."""

    short: frozenset[str]
    longer: tuple[str, ...]
    firsts: frozenset[str]

    def stands(self, text: str, seen: Set[str]) -> bool:
        """Tell whether one of the words is in a text whose `traces` are `seen`."""
        if not self.short.isdisjoint(seen):
            return True
        return any(word[:_TRACE] in seen and word in text for word in self.longer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled phrase; of each row of `needs` a word must be there, which is quick to see."""

    source: str
    needs: tuple[Row, ...]
    compiled: re.Pattern[str]

    def find(self, text: str, seen: Set[str]) -> Iterator[tuple[int, int]]:
        """Yield where the phrase stands in a normalised, lower-case text; `seen` are its `traces`."""
        for row in self.needs:
            if row.firsts.isdisjoint(seen):
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
            for first in min((row.firsts for row in phrase.needs), key=_commonness, default=()):
                filed.setdefault(first, []).append(number)
        bare = (number for number, phrase in enumerate(self.patterns) if not phrase.needs)
        object.__setattr__(self, "filed", {first: tuple(numbers) for first, numbers in filed.items()})
        object.__setattr__(self, "firsts", frozenset(filed))
        object.__setattr__(self, "unfiled", frozenset(bare))

    def find(self, text: str, seen: Set[str]) -> Iterator[tuple[int, int]]:
        """Yield where any of the phrases stands in a normalised, lower-case text; `seen` are its `traces`."""
        numbers = self.unfiled.union(*map(self.filed.__getitem__, self.firsts & seen))
        for number in sorted(numbers):
            yield from self.patterns[number].find(text, seen)

    def shows(self, text: str) -> bool:
        """Tell whether one of the phrases stands in a normalised, lower-case text."""
        return any(True for _ in self.find(text, traces(text)))


NO_PHRASES = Phrasebook()


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
    return Pattern(
        source=source,
        needs=tuple(map(_row, needs)),
        compiled=re.compile("".join(pieces)),
    )


def _row(words: Sequence[str]) -> Row:
    return Row(
        short=frozenset(word for word in words if len(word) <= _TRACE),
        longer=tuple(dict.fromkeys(word for word in words if len(word) > _TRACE)),
        firsts=frozenset(word[:_TRACE] for word in words),
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
