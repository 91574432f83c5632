"""Take values of a wanted type out of a file's mapping; note what is missing, of another type, or unknown.

A reader takes every key it knows and then closes; what nobody took is reported as unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from types import TracebackType
from typing import Self

from content.load import Node
from content.problem import Problem


class Fields:
    """The keys of one mapping, read one at a time; use it in a `with` so that unknown keys are reported."""

    def __init__(self, node: Node, problems: list[Problem]) -> None:
        self.node = node
        self.problems = problems
        self._taken: list[str] = []
        self._found: Mapping[str, Node] = node.value if isinstance(node.value, Mapping) else {}
        if not isinstance(node.value, Mapping):
            self.fault("should be a mapping of keys and values", "write `key: value` lines here")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            return
        for key in self._found:
            if key not in self._taken:
                near = get_close_matches(key, self._taken, n=1)
                known = (
                    f"did you mean {near[0]}?" if near else "known here: " + ", ".join(sorted(self._taken))
                )
                self.fault(f"unknown key {key!r}", known, key=key)

    def __contains__(self, key: str) -> bool:
        return key in self._found

    def keys(self) -> tuple[str, ...]:
        """Return the keys as they stand in the file, for mappings whose keys are names."""
        return tuple(self._found)

    def fault(self, fault: str, remedy: str, *, key: str | None = None) -> None:
        """Note a problem on this mapping's line, or on the line of `key`."""
        line = self.node.key_lines.get(key, self.node.line) if key else self.node.line
        self.problems.append(Problem(path=self.node.path, line=line, fault=fault, remedy=remedy))

    def take(self, key: str, *, required: bool = False) -> Node | None:
        """Return the raw node of a key, or None; a missing required key is a problem."""
        self._taken.append(key)
        node = self._found.get(key)
        if node is None and required:
            self.fault(f"{key} is missing", f"add `{key}:`")
        return node

    def text(self, key: str, *, required: bool = True, default: str = "") -> str:
        """Return a key's words; a bare number or day where words are wanted is a problem."""
        node = self.take(key, required=required)
        if node is None:
            return default
        if not isinstance(node.value, str):
            self.fault(f"{key} should be words", f'put quotes around it: {key}: "…"', key=key)
            return default
        return node.value.strip()

    def choice(self, key: str, allowed: Collection[str], *, required: bool = True, default: str = "") -> str:
        """Return a key's word when it is one of `allowed`."""
        word = self.text(key, required=required, default=default)
        if key in self._found and word not in allowed:
            self.fault(f"{key} is {word!r}", "use one of: " + ", ".join(sorted(allowed)), key=key)
            return default
        return word

    def whole(self, key: str, *, required: bool = True, default: int = 0) -> int:
        """Return a key's whole number."""
        node = self.take(key, required=required)
        if node is None:
            return default
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            self.fault(f"{key} should be a whole number", f"write digits only: {key}: 80", key=key)
            return default
        return node.value

    def number(self, key: str, *, required: bool = True) -> Decimal | None:
        """Return a key's number, or None where the file says `null` or nothing."""
        node = self.take(key, required=required)
        if node is None or node.value is None:
            return None
        if isinstance(node.value, bool) or not isinstance(node.value, int | Decimal):
            self.fault(f"{key} should be a number", f"write digits: {key}: 50", key=key)
            return None
        return Decimal(node.value)

    def day(self, key: str, *, required: bool = True) -> date | None:
        """Return a key's day."""
        node = self.take(key, required=required)
        if node is None:
            return None
        if not isinstance(node.value, date):
            self.fault(f"{key} should be a day", f"write {key}: 2026-01-31, without quotes", key=key)
            return None
        return node.value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a key's true or false."""
        node = self.take(key)
        if node is None:
            return default
        if not isinstance(node.value, bool):
            self.fault(f"{key} should be true or false", f"write {key}: true", key=key)
            return default
        return node.value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a key's list of words; one word alone counts as a list of one."""
        node = self.take(key, required=required)
        if node is None:
            return ()
        if isinstance(node.value, str):
            return (node.value.strip(),)
        items = node.value if isinstance(node.value, tuple) else ()
        words = tuple(item.value.strip() for item in items if isinstance(item.value, str))
        if not isinstance(node.value, tuple) or len(words) != len(items):
            self.fault(
                f"{key} should be a list of words", "write one `- word` a line, numbers in quotes", key=key
            )
        return words

    def items(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """Return a key's list of anything."""
        node = self.take(key, required=required)
        if node is None:
            return ()
        if not isinstance(node.value, tuple):
            self.fault(f"{key} should be a list", "write one `- …` a line", key=key)
            return ()
        return node.value

    def entries(self, key: str, *, required: bool = False) -> Mapping[str, Node]:
        """Return a key's mapping of names to anything."""
        node = self.take(key, required=required)
        if node is None:
            return {}
        if not isinstance(node.value, Mapping):
            self.fault(f"{key} should be a mapping", "write `name: …` lines under it", key=key)
            return {}
        return node.value
