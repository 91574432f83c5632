"""Read a table from a CSV or XLSX file as rows of text; of a workbook its first sheet.

XLSX is read here with the standard library: a zip of XML (ECMA-376), of which a table of plain values needs three
parts. What is not needed (formulas, styles, macros) is never looked at; bounds and a refusal of document types keep a
hostile file from growing.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

_MOST_BYTES = 64 * 2**20
_MOST_COLUMNS = 500
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")


class NotATable(ValueError):
    """A file that holds no table this program reads; the message says why and what to do."""


def read_sheet(path: Path) -> Sequence[Sequence[str]]:
    """Return the rows of a table; raises NotATable, and OSError where the file cannot be opened."""
    if path.stat().st_size > _MOST_BYTES:
        raise NotATable(f"{path.name} is larger than {_MOST_BYTES // 2**20} MB; split it")
    body = path.read_bytes()
    if body[:2] == b"PK":
        return list(_workbook(path.name, body))
    if body[:4] == b"\xd0\xcf\x11\xe0":
        raise NotATable(f"{path.name} is an old .xls; save it as .xlsx or .csv")
    return [
        [str(cell) for cell in row] for row in csv.reader(io.StringIO(_text(path.name, body), newline=""))
    ]


def _text(name: str, body: bytes) -> str:
    """Take a file as UTF-8, or else as GB 18030, which Chinese office programs still write."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(f"{name} is neither UTF-8 nor GB 18030; save it as UTF-8")


def _workbook(name: str, body: bytes) -> Iterator[Sequence[str]]:
    try:
        book = zipfile.ZipFile(io.BytesIO(body))
        sheets = sorted(
            (part for part in book.namelist() if part.startswith("xl/worksheets/sheet")), key=_order
        )
        if not sheets:
            raise NotATable(f"{name} holds no worksheet; save it as .xlsx or .csv")
        shared = tuple(_shared(book)) if "xl/sharedStrings.xml" in book.namelist() else ()
        yield from _rows(name, _part(book, sheets[0]), shared)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        raise NotATable(f"{name} is damaged ({error}); save it anew as .xlsx or .csv") from None


def _order(part: str) -> tuple[int, str]:
    return len(part), part


def _part(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    if book.getinfo(part).file_size > _MOST_BYTES:
        raise NotATable(f"{part} is larger than {_MOST_BYTES // 2**20} MB; split the table")
    text = book.read(part)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise NotATable(f"{part} declares a document type, which no spreadsheet program does")
    return ElementTree.fromstring(text)  # noqa: S314 (no document type, bounded size)


def _shared(book: zipfile.ZipFile) -> Iterator[str]:
    for item in _part(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si"):
        yield "".join(text.text or "" for text in item.iter(f"{_MAIN}t"))


def _rows(name: str, sheet: ElementTree.Element, shared: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the rows, empty ones too, so that a row's number here is its number in the sheet."""
    done = 0
    for row in sheet.iter(f"{_MAIN}row"):
        number = int(row.get("r", str(done + 1)))
        if number > done + 10_000:
            raise NotATable(f"{name} has a gap of thousands of rows; remove it")
        yield from ([] for _ in range(number - done - 1))
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_MAIN}c"):
            cells[_column(cell.get("r", ""), len(cells))] = _value(cell, shared)
        if cells and max(cells) >= _MOST_COLUMNS:
            raise NotATable(f"{name} has more than {_MOST_COLUMNS} columns; keep those that are facts")
        yield [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]
        done = number


def _column(place: str, otherwise: int) -> int:
    found = _PLACE.fullmatch(place)
    if found is None:
        return otherwise
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _value(cell: ElementTree.Element, shared: Sequence[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s" and value.isdigit():
        return shared[int(value)] if int(value) < len(shared) else ""
    return value.removesuffix(".0") if kind == "n" else value
