"""What a release has worked out already: figures by place and day, and which pairs of benefits hold at a place.

The library of a release never changes, so an answer once found stays true; the oldest are forgotten, all at once, when
there are too many days and places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from policies.parameters import Figure, NotInForce, Parameter, possible
from policies.regions import Regions

_MOST = 50_000
Value = TypeVar("Value")
Found = tuple[Figure | NotInForce, ...]


@dataclass(slots=True)
class Resolved:
    """Results by what they depend on; lives as long as its release and is shared by all threads."""

    figures: dict[tuple[str, str, date], Found] = field(default_factory=dict)
    others: dict[tuple[object, ...], object] = field(default_factory=dict)

    def possible(self, parameter: Parameter, regions: Regions, place: str, on: date) -> Found:
        """Return what `parameters.possible` returns; raises UnknownRegion."""
        key = (parameter.id, place, on)
        found = self.figures.get(key)
        if found is None:
            if len(self.figures) >= _MOST:
                self.figures.clear()
            found = self.figures[key] = possible(parameter, regions, place, on)
        return found

    def once(self, key: tuple[object, ...], work_out: Callable[[], Value]) -> Value:
        """Return what was worked out for a key before, or work it out; a key always means the same kind of value."""
        if key not in self.others:
            if len(self.others) >= _MOST:
                self.others.clear()
            self.others[key] = work_out()
        return self.others[key]  # type: ignore[return-value]
