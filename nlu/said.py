"""One message as it lies before the decision what it does (`nlu.settle`), and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from nlu.acts import Act
from nlu.library import Cues
from nlu.reading import Expecting, Option, Value
from nlu.wishes import Wish

WHOLE_MESSAGE = frozenset({"text", "address"})
"""The kinds of value that any words could be."""

SHORT = 14
"""A message of so few letters says one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A normalised text with the values in it (places in that text) and its wish, and what was asked before it."""

    text: str
    values: tuple[Value, ...]
    expecting: Expecting | None
    wish: Wish
    cues: Cues

    @property
    def asked(self) -> str:
        """The kind of value that was asked for, or ""."""
        return self.expecting.kind if self.expecting else ""

    @property
    def options(self) -> tuple[Option, ...]:
        """The numbered answers that were shown."""
        return self.expecting.options if self.expecting else ()

    def shows(self, cue: str) -> bool:
        """Tell whether one of the phrases under a name stands in the text."""
        return self.cues.shows(cue, self.text)

    def wishes(self, acts: frozenset[Act], least: float) -> bool:
        """Tell whether the wish is one of these acts, and at least so likely."""
        return self.wish.act in acts and self.wish.confidence >= least

    def told(self, asked: str = "") -> tuple[Value, ...]:
        """Return the values less those that any words could be.

        An address that is certain stays where it was not `asked`.
        """
        return tuple(
            value
            for value in self.values
            if value.kind not in WHOLE_MESSAGE
            or (value.kind == "address" != asked and not value.needs_confirm and value.value is not None)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The act, how sure it is, and the values that go with it (places in the normalised text)."""

    act: Act
    confidence: float
    values: tuple[Value, ...]
