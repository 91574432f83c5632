"""What was found for a caseworker who looks for one case: by its number, a name, or the end of a long number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.case import OPEN
from cases.find import NEWEST, find
from cases.queue import QueueRow
from desk.masking import masked
from desk.naming import benefit_name, names, region_name
from desk.parts import DeskParts
from storage.engine import Db
from storage.people import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """A case that was found: whom it is about, and its place and benefit by name; `open` whether it is worked on."""

    row: QueueRow
    person: str
    benefit: str
    region: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """All that was found for `words`; `whole` is false when only the `newest` cases were looked through."""

    words: str
    lines: tuple[FoundLine, ...]
    whole: bool
    newest: int
    names: Mapping[str, str]


def found_page(parts: DeskParts, db: Db, reader: Account, words: str) -> FoundPage:
    """Look for a case in the reader's region."""
    policies, found = parts.policies(), find(db, words, region=reader.region)
    lines = tuple(
        FoundLine(
            row=row,
            person=masked(found.names[row.number]),
            benefit=benefit_name(policies, row.benefit),
            region=region_name(policies, row.region),
            open=row.status in OPEN,
        )
        for row in found.rows
    )
    return FoundPage(words=words, lines=lines, whole=found.whole, newest=NEWEST, names=names(db))
