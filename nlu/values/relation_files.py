"""Read `relations.yml`: the words for people, and the nearer names that they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.fields import Fields
from content.load import Node
from content.problem import Problem
from nlu.lexicon import lexicon
from nlu.values.relation import Relations


def read_relations(node: Node, problems: list[Problem]) -> Relations:
    """Read `relations.yml`: relation key to `words` (always), `asked` (as an answer) and `exactly` (nearer names)."""
    always: list[tuple[str, str]] = []
    asked: list[tuple[str, str]] = []
    exactly: dict[str, str] = {}
    with Fields(node, problems) as fields:
        entries: Mapping[str, Node] = fields.entries("relations", required=True)
        for key, entry in entries.items():
            with Fields(entry, problems) as relation:
                words, answers = relation.texts("words"), relation.texts("asked")
                always.extend((word, key) for word in words)
                asked.extend((word, key) for word in answers)
                exactly |= _nearer((*words, *answers), relation.take("exactly"), problems)
    return Relations(lexicon(always), lexicon([*always, *asked]), tuple(entries), exactly)


def _nearer(words: Sequence[str], node: Node | None, problems: list[Problem]) -> Mapping[str, str]:
    """Which of the nearer names each word says: the one of whose parts the longest stands in it."""
    if node is None:
        return {}
    with Fields(node, problems) as names:
        parts = [(part, name) for name in names.keys() for part in names.texts(name)]  # noqa: SIM118
    parts.sort(key=lambda pair: -len(pair[0]))
    said = ((word, next((name for part, name in parts if part in word), "")) for word in words)
    return {word: name for word, name in said if name}
