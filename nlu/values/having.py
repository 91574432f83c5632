"""What somebody says they have, or have not: “we have no car” is more than a no."""

from __future__ import annotations

import re

_HAS = re.compile("(?:没有?|没得|莫得|冇|无|有)(?P<what>[^,。!;? ]{2,})")
_SMALL = frozenset("的了没有在不是得")


def had(text: str) -> str:
    """Return the thing that a normalised message begins by having or not having; empty when it names none."""
    found = _HAS.match(text)
    return found["what"] if found else ""


def share_a_word(one: str, other: str) -> bool:
    """Tell whether two pieces of text have a character in common that is no little word."""
    return bool(set(one) & set(other) - _SMALL)
