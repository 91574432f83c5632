"""A conversation as the desk shows it: who said what and when, with long numbers and spoken codes masked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from desk.masking import masked, without_code
from desk.naming import when
from storage.conversation import STEPS_OF_A_TURN
from storage.photos import Kept
from storage.turns import Line

LAST = 6
# Phrases of turns in which a spoken code was given or said: whoever reads it could use it.
CODES = frozenset({"code_given", "code_joined", "code_wrong"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line: `who` is resident, assistant, caseworker or system; `name` is a caseworker's login.

    `photos` are digests of pictures, `files` what else came with it, `withdrawn` words that never left because
    somebody took over.
    """

    who: str
    name: str
    text: str
    at: str
    photos: tuple[str, ...] = ()
    files: tuple[Kept, ...] = ()
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


def talk(lines: Sequence[Line], files: Mapping[str, tuple[Kept, ...]] = MappingProxyType({})) -> Talk:
    """Return a transcript as the desk shows it; `files` are what came with each line, by its id."""
    codes = {line.seq // STEPS_OF_A_TURN for line in lines if CODES & set(_body(line).get("phrases", ()))}
    said = tuple(
        _said(line, files.get(line.id, ()), code=line.seq // STEPS_OF_A_TURN in codes) for line in lines
    )
    return Talk(older=said[:-LAST], last=said[-LAST:])


def _said(line: Line, files: tuple[Kept, ...], *, code: bool) -> Said:
    body = _body(line)
    who, _, name = line.who.partition(":")
    text = masked(str(body.get("text", "")))
    photos = tuple(photo for photo in body.get("photos", ()) if isinstance(photo, str))
    return Said(
        who=who,
        name=name,
        text=without_code(text) if code else text,
        at=when(line.at),
        photos=photos,
        files=tuple(file for file in files if file.digest not in photos),
        choices=tuple(masked(str(choice.get("label", ""))) for choice in body.get("choices", ())),
        withdrawn=line.status == "withdrawn",
    )


def _body(line: Line) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(line.body)
    return body
