"""Who the message speaks about, as a key of `relations.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from nlu.lexicon import Lexicon, lexicon
from nlu.reading import Value
from nlu.text import letters_only

_NOT_BUT = re.compile(r"(?:不是|不帮|不给|别给|不办)$")
_SHORT_ANSWER = 3
_I_AM = re.compile("(?:我|俺|咱)(?:今年|现在|已经|都|也|刚|刚刚|马上)?$")


@dataclass(frozen=True, slots=True)
class Relations:
    """The words for relations: those that are sure anywhere, and those that count only when it was asked."""

    words: Lexicon
    asked_words: Lexicon
    keys: tuple[str, ...]


def find(text: str, relations: Relations, *, asked: bool) -> Iterator[Value]:
    """Yield the relations of a normalised text; one that is denied ("not my mother") is left out."""
    for hit in (relations.asked_words if asked else relations.words).find(text):
        if len(hit.word) == 1 and len(letters_only(text)) > _SHORT_ANSWER:
            continue
        if not _NOT_BUT.search(text, max(0, hit.start - 3), hit.start) and not _named(text, hit.end):
            yield Value(kind="relation", value=hit.meanings[0], start=hit.start, end=hit.end)


def of_writer(text: str, ages: Sequence[Value]) -> Iterator[Value]:
    """Yield the relation `self` where the writer tells their own age ("I am 79")."""
    for years in ages:
        match = _I_AM.search(text, 0, years.start)
        if match and years.confidence == 1.0:
            yield Value(kind="relation", value="self", start=match.start(), end=match.start() + 1)
            return


def _named(text: str, end: int) -> bool:
    """My mother's neighbour is not my mother."""
    return text.startswith(("的邻居", "家邻居", "的同事", "的朋友"), end)


def read_relations(node: Node, problems: list[Problem]) -> Relations:
    """Read `relations.yml`: relation key to `words` (always) and `asked` (only as an answer)."""
    always: list[tuple[str, str]] = []
    asked: list[tuple[str, str]] = []
    with Fields(node, problems) as fields:
        entries: Mapping[str, Node] = fields.entries("relations", required=True)
        for key, entry in entries.items():
            with Fields(entry, problems) as relation:
                always.extend((word, key) for word in relation.texts("words"))
                asked.extend((word, key) for word in relation.texts("asked"))
    return Relations(lexicon(always), lexicon([*always, *asked]), tuple(entries))


def subject(values: Sequence[Value]) -> str | None:
    """Return the one somebody else spoken about, else "self" when the writer speaks of themselves, else None."""
    found = [str(value.value) for value in values if value.kind == "relation" and value.value]
    others = [key for key in found if key != "self"]
    return others[0] if others else (found[0] if found else None)
