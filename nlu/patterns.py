"""A small language for phrases in library files, safe against slow matching.

`甲` stands for itself, `[甲|乙]` for one of several words (`[甲|]`: or nothing), `~` for at most twelve characters
inside one sentence, `^` and `$` for the ends of the message. Gaps are bounded, so a search takes time in proportion
to the text however it is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

_PART = re.compile(r"\[([^\[\]]*)\]|(~)|(\^)|(\$)|([^\[\]~^$]+)")
_GAP = r"[^。!?;\n]{0,12}?"
_MOST_GAPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled phrase; of each row of `needs` a word must be there, which is quick to see."""

    source: str
    needs: tuple[tuple[str, ...], ...]
    firsts: tuple[frozenset[str], ...]
    compiled: re.Pattern[str]

    def may(self, letters: Set[str]) -> bool:
        """Tell from the characters of a text alone whether the phrase could stand in it."""
        return not any(row.isdisjoint(letters) for row in self.firsts)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the phrase stands in a normalised, lower-case text."""
        if all(any(word in text for word in row) for row in self.needs):
            for match in self.compiled.finditer(text):
                if match.end() > match.start():
                    yield match.span()


def pattern(source: str) -> Pattern:
    """Compile a phrase; raises ValueError saying what is wrong with it."""
    pieces: list[str] = []
    needs: list[tuple[str, ...]] = []
    position = 0
    while position < len(source):
        part = _PART.match(source, position)
        if part is None:
            raise ValueError(f"a bracket is not closed in {source!r}")
        words, gap, start, end, plain = part.groups()
        if words is not None:
            row = tuple(words.lower().split("|"))
            needs.extend([row] if all(row) else [])
            pieces.append("(?:" + "|".join(re.escape(word) for word in row) + ")")
        elif plain:
            needs.append((plain.lower(),))
            pieces.append(re.escape(plain.lower()))
        else:
            pieces.append(_GAP if gap else r"\A" if start else r"\Z" if end else "")
        position = part.end()
    _refuse_loose(source, pieces)
    return Pattern(
        source=source,
        needs=tuple(needs),
        firsts=tuple(frozenset(word[0] for word in row) for row in needs),
        compiled=re.compile("".join(pieces)),
    )


def _refuse_loose(source: str, pieces: list[str]) -> None:
    if pieces.count(_GAP) > _MOST_GAPS:
        raise ValueError(f"{source!r} has more than {_MOST_GAPS} gaps")
    if not pieces or _GAP in (pieces[0], pieces[-1]):
        raise ValueError(f"{source!r} is empty or has a gap at an end")
