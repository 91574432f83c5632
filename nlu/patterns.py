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
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from nlu.values.numbers import NUMERAL

_PART = re.compile(r"\[([^\[\]]*)\]|(~)|(\^)|(\$)|(#)|([^\[\]~^$#]+)")
_NAMED = re.compile(r"\{([a-z_]+)\}")
_CLAUSE_END = r"(?=[ ,。!?;\n]|\Z)"
_NO_NUMERAL = f"(?<![0-9])(?<!{NUMERAL})"
_GAP = r"[^。!?;\n]{0,12}?"
_MOST_GAPS = 3
SENTENCE_ENDS = frozenset("。!?;\n")
# `traces` holds what is no longer than this.
_TRACE = 2


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
        within=SENTENCE_ENDS.isdisjoint(whole) and not {r"\A", r"\Z"} & set(pieces),
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
