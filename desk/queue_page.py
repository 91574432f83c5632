"""What the start page shows: one sentence on what comes first today, and the queue, a clock on each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from cases import store
from cases.case import Kind, Status
from cases.clock import Calendar
from cases.queue import QueueRow, queue
from desk.clock_chip import Chip, chip
from desk.naming import benefit_name, names, region_name
from desk.parts import DeskParts
from policies.policies import Policies
from storage.engine import Db
from storage.people import Account

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which part of the queue is asked for: a kind and a benefit ("" for all), and whose ("all", "mine" or "free")."""

    kind: str = ""
    benefit: str = ""
    whose: str = "all"

    @property
    def query(self) -> str:
        """What stands in an address to ask for the same part, empty or beginning with &."""
        asked = {"kind": self.kind, "benefit": self.benefit, "whose": self.whose}
        given = {name: value for name, value in asked.items() if value and value != "all"}
        return f"&{urlencode(given)}" if given else ""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds to look for; an unknown one asks for all."""
        return (Kind(self.kind),) if self.kind in set(Kind) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line of the queue as it is drawn; `second` whether the reader may confirm its proposed refusal.

    `waited` counts the minutes since which it waits for a caseworker, None while it waits for the resident.
    """

    row: QueueRow
    benefit: str
    region: str
    chip: Chip
    pressing: bool
    mine: bool
    second: bool
    waited: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """The start page: `first` counts what presses today by why, `total` is everything open in the region.

    `live` are the lines of people who wait for words, the gravest first; `longest` is who of all waits longest. `alone`
    counts the live lines that nobody has claimed or talks with, by kind. `benefits` counts the lines of the kind asked
    for by benefit, `next` is the first case to do of what was asked for.
    """

    live: tuple[Shown, ...]
    longest: Shown | None
    alone: Mapping[str, int]
    rows: tuple[Shown, ...]
    first: Mapping[str, int]
    pressing: int
    next: str | None
    kinds: Mapping[str, int]
    benefits: Mapping[str, int]
    called: Mapping[str, str]
    total: int
    filter: Filter
    names: Mapping[str, str]


def queue_page(parts: DeskParts, db: Db, reader: Account, wanted: Filter) -> QueuePage:
    """Gather the start page in one reading transaction."""
    calendar, policies = store.calendar(db), parts.policies()
    rows = queue(db, region=reader.region)
    every = tuple(_shown(parts, policies, calendar, row, reader, db.now) for row in rows)
    pressing = tuple(line for line in every if line.pressing)
    live = tuple(line for line in every if line.row.live)
    of_kind = tuple(line for line in every if not wanted.kinds or line.row.kind in wanted.kinds)
    return QueuePage(
        live=live,
        alone=Counter(
            line.row.kind.value for line in live if line.row.owner is None and line.row.holder is None
        ),
        longest=_longest(live) or _longest(every),
        # Who waits for words stands in a list of their own above, unless their kind is asked for.
        rows=tuple(line for line in every if _of(line, wanted) and (wanted.kinds or not line.row.live)),
        first=Counter(_why(line) for line in pressing),
        pressing=len(pressing),
        next=_next(tuple(line for line in (*pressing, *every) if _of(line, wanted))),
        kinds=Counter(line.row.kind.value for line in every),
        benefits=Counter(line.row.benefit for line in of_kind if line.row.benefit),
        called={line.row.benefit: line.benefit for line in of_kind if line.row.benefit},
        total=len(every),
        filter=wanted,
        names=names(db),
    )


def _longest(lines: tuple[Shown, ...]) -> Shown | None:
    """Return the line that has waited longest and that nobody is talking with."""
    waiting = [line for line in lines if line.waited is not None and line.row.holder is None]
    return max(waiting, key=lambda line: line.waited or 0, default=None)


def _shown(
    parts: DeskParts, policies: Policies, calendar: Calendar, row: QueueRow, reader: Account, now: datetime
) -> Shown:
    since = row.waits_since
    return Shown(
        waited=int((now - since).total_seconds()) // MINUTE if since else None,
        row=row,
        benefit=benefit_name(policies, row.benefit),
        region=region_name(policies, row.region),
        chip=chip(row.due, row.waiting_since, row.waited, parts.today(), calendar),
        pressing=_can_act(row, reader) and row.pressing(parts.today(), reader.login),
        mine=row.owner == reader.login,
        second=_second(row, reader),
    )


def _of(line: Shown, wanted: Filter) -> bool:
    if wanted.kinds and line.row.kind not in wanted.kinds:
        return False
    if wanted.benefit and line.row.benefit != wanted.benefit:
        return False
    match wanted.whose:
        case "mine":
            return line.mine
        case "free":
            return line.row.owner is None
        case _:
            return True


def _why(line: Shown) -> str:
    if line.row.live:
        return line.row.kind.value
    if line.chip.state in ("late", "today"):
        return line.chip.state
    return "answered" if line.row.answered and not line.second else "second"


def _next(lines: tuple[Shown, ...]) -> str | None:
    """The first line that this reader can do something about and that waits for nobody else."""
    for line in lines:
        free = line.row.status is not Status.WAITING_FOR_RESIDENT
        if free and (line.row.owner is None or line.second or (line.mine and not line.row.refusal_by)):
            return line.row.number
    return None


def _second(row: QueueRow, reader: Account) -> bool:
    return row.refusal_by is not None and row.refusal_by != reader.login


def _can_act(row: QueueRow, reader: Account) -> bool:
    return row.owner in (None, reader.login) or _second(row, reader)
