"""A small language for phrases in library files, safe against slow matching.

`甲` stands for itself, `[甲|乙]` for one of several words (`[甲|]`: or nothing), `~` for at most twelve characters
inside one sentence, `^` and `$` for the ends of the message (a word in brackets that closes with `$`
ends its clause), `#` for a place with no numeral before it, and `{name}`
for a list of words given beside. Gaps are bounded, so a search takes time in proportion to the text however it is made
up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlu.values.numbers import NUMERAL

_PART = re.compile(r"\[([^\[\]]*)\]|(~)|(\^)|(\$)|(#)|([^\[\]~^$#]+)")
_NAMED = re.compile(r"\{([a-z_]+)\}")
_CLAUSE_END = r"(?=[ ,。!?;\n]|\Z)"
_NO_NUMERAL = f"(?<![0-9])(?<!{NUMERAL})"
_GAP = r"[^。!?;\n]{0,12}?"
_MOST_GAPS = 3
SENTENCE_ENDS = frozenset("。!?;\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled phrase; of each row of `needs` a word must be there, which many phrases are asked at once (the rarest
    row stands first).

    A phrase that is not `within` one sentence asks for an end of the message, or for a mark that ends a sentence.
    """

    source: str
    needs: tuple[frozenset[str], ...]
    compiled: re.Pattern[str]
    within: bool


def _commonness(row: frozenset[str]) -> tuple[int, int]:
    """Characters alone are seen more often than words, and any of many more often than any of few."""
    return sum(1 for word in row if len(word) == 1), len(row)


def pattern(source: str, words: Mapping[str, Sequence[str]] | None = None) -> Pattern:
    """Compile a phrase, `{name}` standing for the words given under it; raises ValueError saying what is wrong."""
    return _compiled(source, _NAMED.sub(lambda match: _listed(match.group(1), source, words or {}), source))


@lru_cache(maxsize=4096)  # an editor's change leaves nearly every phrase as it was
def _compiled(source: str, whole: str) -> Pattern:
    pieces: list[str] = []
    needs: list[frozenset[str]] = []
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
            needed = frozenset(word.removesuffix("$").split(",")[0] for word in choices)
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
        needs=tuple(sorted(needs, key=_commonness)),
        compiled=re.compile("".join(pieces)),
        within=SENTENCE_ENDS.isdisjoint(whole) and not {r"\A", r"\Z"} & set(pieces),
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
