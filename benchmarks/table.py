"""Figures side by side with their floors, as text for a terminal and for the page that keeps them."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value, the value of its floor in the same run, and what the floor is; `aim` may be empty."""

    what: str
    value: float
    unit: str
    floor: float
    floor_is: str
    aim: str = ""

    @property
    def ratio(self) -> float:
        """The value as a multiple of its floor."""
        return self.value / self.floor


HEADS = ("what", "measured", "floor", "ratio", "the floor is", "aim")


def circumstances(command: str, today: date) -> str:
    """Return what a reader must know before reading a figure: the day, the cores, the command and the Python."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{today.isoformat()}, {os.cpu_count()} cores{load}, `{command}`, "
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    )


def markdown(figures: Sequence[Figure]) -> str:
    """Return the figures as a table that reads well in a terminal too."""
    cells = [HEADS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADS))]
    lines = [
        "| " + " | ".join(x.ljust(width) for x, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def page(figures: Sequence[Figure], where: str) -> str:
    """Return the whole page that keeps the figures of one run."""
    return f"{_HEAD}\n{where}\n\n{markdown(figures)}\n{_FOOT}"


def _cells(figure: Figure) -> tuple[str, ...]:
    value, floor = (f"{number:,.{_digits(number)}f} {figure.unit}" for number in (figure.value, figure.floor))
    return (figure.what, value, floor, f"{figure.ratio:.2g}", figure.floor_is, figure.aim)


def _digits(number: float) -> int:
    return 0 if number >= 100 else 1 if number >= 10 else 2


_HEAD = """# Benchmarks

`make bench` measures all of this anew in a few minutes; `make bench ARGS=--write` also rewrites this page. A figure
means nothing without the machine it was taken on, so each stands beside a floor: the least a program of the same
shape could do, measured in the same run, the two in turns, so that a busy machine slows both. Read the ratio.
"""
_FOOT = """
What the floors are:

- **bare server**: Starlette and uvicorn in a process of its own, which answers and does nothing else.
- **one row**: the same server parses the JSON, inserts one row into SQLite (WAL, `synchronous=FULL`) on its one
  writing thread, commits, and answers. A turn cannot be faster: what a resident said is on the disk before it is
  acknowledged.
- **echo**: the same server parses the JSON and answers.
- **one commit**: the same insert and commit without a server, in turns with the turns measured.

A turn here is a real one: it is understood, walks its flow, decides, keeps a draft or opens a case, and is sealed.
"""
