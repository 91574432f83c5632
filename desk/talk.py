"""A conversation as the desk shows it: who said what and when, with long numbers and spoken codes masked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desk.heard import Heard
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

    `sort` is what came instead of written words, such as a recording or a place. `channel` is where it was said, empty
    where the person speaks on one only. `photos` are digests of pictures, `files` what else came with it, `withdrawn`
    words that never left because somebody took over.
    """

    who: str
    name: str
    text: str
    at: str
    photos: tuple[str, ...] = ()
    files: tuple[Kept, ...] = ()
    choices: tuple[str, ...] = ()
    sort: str = ""
    channel: str = ""
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


def talk(heard: Heard) -> Talk:
    """Return what was said as the desk shows it."""

    def turn(line: Line) -> tuple[str, int]:
        return heard.channels.get(line.id, ""), line.seq // STEPS_OF_A_TURN

    codes = {turn(line) for line in heard.lines if CODES & set(_body(line).get("phrases", ()))}
    said = tuple(_said(line, heard, code=turn(line) in codes) for line in heard.lines)
    return Talk(older=said[:-LAST], last=said[-LAST:])


def _said(line: Line, heard: Heard, *, code: bool) -> Said:
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
        files=tuple(file for file in heard.files.get(line.id, ()) if file.digest not in photos),
        choices=tuple(masked(str(choice.get("label", ""))) for choice in body.get("choices", ())),
        sort=str(body.get("suggests") or body.get("happened") or ""),
        channel=heard.channels.get(line.id, ""),
        withdrawn=line.status == "withdrawn",
    )


def _body(line: Line) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(line.body)
    return body
