"""What is wrong in an editor's file: where, what, and what to do about it.

Problems are values. A loader collects all of them and never stops at the first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One fault in a library file; `path` is relative to the project, `line` counts from 1."""

    path: str
    line: int
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.fault} -> {self.remedy}"


class BadLibrary(Exception):
    """The libraries hold faults and must not be put in force; carries every one of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
