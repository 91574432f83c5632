"""Say what was said in a region's words in the common language, and leave out words that say nothing.

Only for what the classifier sees: values, names and dangers are read from the words as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from nlu.lexicon import Hit, Lexicon, lexicon
from nlu.text import normalise


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Words with what they mean in the common language; "" for a word that is dropped."""

    words: Lexicon
    said: Mapping[str, str]

    def standard(self, text: str) -> str:
        """Return a normalised, lower-case text in the common language.

        >>> read_dialect(None, []).standard("咋个办")
        '咋个办'
        """
        return self.said_of(text, self.words.find(text), 0, len(text))

    def said_of(self, text: str, hits: Iterable[Hit], start: int, end: int) -> str:
        """Return a part of a text in the common language; `hits` are the words that were found in it."""
        pieces: list[str] = []
        position = start
        for hit in hits:
            pieces += [text[position : hit.start], self.said[hit.word]]
            position = hit.end
        return "".join(pieces) + text[position:end]


def read_dialect(node: Node | None, problems: list[Problem]) -> Dialect:
    """Read `dialect.yml`: under `said`, a common word to a list of regional ones; under `silent`, words to drop."""
    said: dict[str, str] = {}
    if node is not None:
        with Fields(node, problems) as fields:
            for common, entry in fields.entries("said", required=True).items():
                values = entry.value if isinstance(entry.value, tuple) else ()
                said |= {_plain(str(item.value)): common for item in values}
            said |= {_plain(word): "" for word in fields.texts("silent")}
    # A common word that holds a regional one inside stays whole.
    said |= {common: common for common in set(said.values()) if any(word in common for word in said)}
    return Dialect(words=lexicon((word, "word") for word in said), said=MappingProxyType(said))


def _plain(word: str) -> str:
    return normalise(word).text.lower()
