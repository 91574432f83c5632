"""What a question is looked up by: pairs of neighbouring characters, and words that mean the same.

The library's `search.yml` says which words say nothing of the matter, which mean the same, and how the signs of a
match weigh; the weights are fitted, not chosen (see docs/decisions).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from content.fields import Fields
from content.load import Node
from content.problem import Problem

SIGNS = (
    "bias", "heard", "way", "covered", "said", "named", "aspect", "left", "much", "outside",
    "alike", "ways", "other", "shared",
)  # fmt: skip
"""The signs of a match, in the order of `policies.search`."""

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff0-9]+")
_NOTHING = re.compile(r"\Z\A.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """How questions are looked up: the words left out, groups of like words, the weights, the least score and lead."""

    aside: re.Pattern[str] = _NOTHING
    same: re.Pattern[str] = _NOTHING
    groups: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    least: float = 1.0
    lead: float = 0.0

    def terms(self, text: str) -> frozenset[str]:
        """Return what a text is looked up by; a group of like words is one term, whichever of them is written."""
        found = {self.groups[hit.group()] for hit in self.same.finditer(text)}
        for run in _RUN.findall(text):
            for part in self.aside.sub(" ", run).split():
                found.update(part[at : at + 2] for at in range(len(part) - 1))
                found.update((part,) if len(part) == 1 else ())
        return frozenset(found)


def read_search(roots: tuple[Node, ...], problems: list[Problem]) -> Lookup:
    """Read how questions are looked up; without the file nothing is ever found."""
    for root in roots:
        with Fields(root, problems) as fields:
            groups = {word: f"={number}" for number, row in enumerate(fields.items("same"))
                      for word in _words(row, problems)}  # fmt: skip
            weights = fields.entries("weights", required=True)
            least, lead = fields.number("least"), fields.number("lead")
            lookup = Lookup(
                aside=_any(fields.texts("aside")),
                same=_any(tuple(groups)),
                groups=groups,
                weights={name: _weight(node) for name, node in weights.items()},
                least=float(least) if least is not None else 1.0,
                lead=float(lead) if lead is not None else 0.0,
            )
            for name in set(SIGNS) ^ set(lookup.weights):
                fields.fault(
                    f"the weight of {name!r} is missing or unknown",
                    "give one to each of: " + ", ".join(SIGNS),
                )
        return lookup
    return Lookup()


def _words(row: Node, problems: list[Problem]) -> Sequence[str]:
    if isinstance(row.value, str):
        return row.value.split()
    Fields(row, problems).fault(
        "a row of like words is no text", "write the words of a row with spaces between"
    )
    return ()


def _weight(node: Node) -> float:
    return float(str(node.value))


def _any(words: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else _NOTHING
