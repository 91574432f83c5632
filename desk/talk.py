"""A conversation as the desk shows it: who said what and when, with long numbers masked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from desk.masking import masked
from desk.naming import when
from storage.turns import Line

LAST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line: `who` is resident, assistant, caseworker or system; `name` is a caseworker's login.

    `photos` are digests of pictures, `withdrawn` words that never left because somebody took over.
    """

    who: str
    name: str
    text: str
    at: str
    photos: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation, with its older lines apart from the last few."""

    older: tuple[Said, ...]
    last: tuple[Said, ...]

    @property
    def count(self) -> int:
        """How many lines there are, by which an open page knows whether it is up to date."""
        return len(self.older) + len(self.last)


def talk(lines: Sequence[Line]) -> Talk:
    """Return a transcript as the desk shows it."""
    said = tuple(_said(line) for line in lines)
    return Talk(older=said[:-LAST], last=said[-LAST:])


def _said(line: Line) -> Said:
    body = json.loads(line.body)
    who, _, name = line.who.partition(":")
    return Said(
        who=who,
        name=name,
        text=masked(str(body.get("text", ""))),
        at=when(line.at),
        photos=tuple(photo for photo in body.get("photos", ()) if isinstance(photo, str)),
        choices=tuple(masked(str(choice.get("label", ""))) for choice in body.get("choices", ())),
        withdrawn=line.status == "withdrawn",
    )
