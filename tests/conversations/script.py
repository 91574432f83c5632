"""Read a conversation file: what the resident writes, in two wordings, and what must hold after each turn.

Question ids, phrase ids and facts are asserted, never sentences: editors may rewrite those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tests.written import written

FOLDER = Path(__file__).parent
KEYS = {
    "says",
    "reworded",
    "asks",
    "phrases",
    "never",
    "slots",
    "cases",
    "photo",
    "silent",
    "elsewhere",
    "first",
    "figures",
    "hears",
    "later",
}
SUGGESTS = {"voice", "location"}
HEARS = {*SUGGESTS, "voice_unheard", "video_unseen", "kind_unread", "location_unknown"}
FIRST = {"taken_over", "handed_back", "asked_for_a_photo", "approved"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn: `asks` is the open question afterwards, `phrases` must be said, `never` must not.

    `silent`: nothing is said at all. `elsewhere`: written in another conversation. `first` is what a caseworker does
    before it (one of FIRST). `slots` counts only what it names; a null is a fact asked and not known, or not said.
    `hears`: what is sent is no text but one of HEARS, as a platform tells of it; of SUGGESTS, `says` is what it
    seems to hold. `later` counts the days since the turn before. `figures` are numbers that must stand in the
    words, as their source has them.
    """

    says: str
    reworded: str
    asks: str | None
    phrases: tuple[str, ...]
    never: tuple[str, ...]
    slots: Mapping[str, object]
    cases: tuple[str, ...] | None
    photo: bool
    silent: bool = False
    elsewhere: bool = False
    first: str = ""
    figures: tuple[str, ...] = ()
    hears: str = ""
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One conversation: its trouble is the folder it lies in."""

    name: str
    trouble: str
    why: str
    today: date
    region: str
    turns: tuple[Turn, ...]


@cache
def scripts() -> tuple[Script, ...]:
    """Return every conversation of the tree, by name."""
    return tuple(_script(path) for path in sorted(FOLDER.rglob("*.yaml")))


def _script(path: Path) -> Script:
    raw = written(path.read_text("utf-8"))
    return Script(
        name=f"{path.parent.name}/{path.stem}",
        trouble=path.parent.name,
        why=raw["why"],
        today=raw.get("today", date(2026, 11, 21)),
        region=raw.get("region", "321100"),
        turns=tuple(_turn(turn, path.stem) for turn in raw["turns"]),
    )


def _turn(raw: Mapping[str, object], where: str) -> Turn:
    assert set(raw) <= KEYS, f"{where}: unknown keys in a turn: {set(raw) - KEYS}"
    first = str(raw.get("first", ""))
    assert not first or first in FIRST, f"{where}: a caseworker cannot do {first}"
    hears = str(raw.get("hears", ""))
    assert not hears or hears in HEARS, f"{where}: no platform tells of {hears}"
    return Turn(
        says=str(raw["says"]),
        reworded=str(raw["reworded"]),
        asks=str(raw["asks"]) if raw.get("asks") else None,
        phrases=tuple(raw.get("phrases", ())),  # type: ignore[arg-type]
        never=tuple(raw.get("never", ())),  # type: ignore[arg-type]
        slots=raw.get("slots", {}),  # type: ignore[arg-type]
        cases=tuple(raw["cases"]) if "cases" in raw else None,  # type: ignore[arg-type]
        photo=bool(raw.get("photo")),
        silent=bool(raw.get("silent")),
        elsewhere=bool(raw.get("elsewhere")),
        first=first,
        hears=hears,
        later=int(str(raw.get("later", 0))),
        figures=tuple(str(figure) for figure in raw.get("figures", ())),  # type: ignore[attr-defined]
    )
