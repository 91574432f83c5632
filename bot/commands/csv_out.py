"""Write rows as CSV, to a file or to the terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import typer


def write_csv(rows: Sequence[Sequence[str]], out: Path | None) -> None:
    """Write rows as CSV; a cell that a spreadsheet would take for a formula is given a leading apostrophe."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[_harmless(cell) for cell in row] for row in rows])
    if out is None:
        typer.echo(text.getvalue(), nl=False)
    else:
        out.write_text("\ufeff" + text.getvalue(), encoding="utf-8")


def _harmless(cell: str) -> str:
    signed = cell[:1] in "+-" and cell[1:].replace(".", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") and cell and not signed else cell
