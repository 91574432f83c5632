"""The words: phrases by id, with gaps that are filled from the fact base, the case or the person's own answers.

A line whose gap has no value is left out, so nothing is ever promised that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_GAP = re.compile(r"\{([a-z0-9_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a short text with its gaps filled, or nothing where one of them has no value."""
    if not all(values.get(gap) for gap in _GAP.findall(text)):
        return ""
    return _GAP.sub(lambda gap: values[gap.group(1)], text)


class UnknownPhrase(KeyError):
    """A phrase id that no library file defines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Every phrase of a release by its id."""

    texts: Mapping[str, str]

    def __contains__(self, phrase_id: str) -> bool:
        return phrase_id in self.texts

    def render(self, phrase_id: str, values: Mapping[str, str]) -> str:
        """Return the phrase with its gaps filled; lines that lack a value are left out.

        >>> Phrases(texts={"bye": "Goodbye {name}.\\nUntil {day}."}).render("bye", {"name": "Wang"})
        'Goodbye Wang.'
        """
        if phrase_id not in self.texts:
            raise UnknownPhrase(f"no library file defines the phrase {phrase_id}; add it under flows/library")
        lines = []
        for line in self.texts[phrase_id].splitlines():
            if all(values.get(gap) for gap in _GAP.findall(line)):
                lines.append(_GAP.sub(lambda gap: values[gap.group(1)], line))
        return "\n".join(lines).strip()

    def gaps(self, phrase_id: str) -> frozenset[str]:
        """Return the names of the values a phrase can use."""
        return frozenset(_GAP.findall(self.texts[phrase_id]))

    def word(self, phrase_id: str, fallback: str = "") -> str:
        """Return a short word kept as a phrase (a relation, a status), or `fallback` when there is none."""
        return self.texts.get(phrase_id, fallback).strip()
