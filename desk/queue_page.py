"""What the start page shows: one sentence on what comes first today, and the queue, a clock on each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

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
    """Which part of the queue is asked for: a kind ("" for all), and whose ("all", "mine" or "free")."""

    kind: str = ""
    whose: str = "all"

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

    `live` are the lines of people who wait for words, the gravest first; `longest` is who of all waits longest.
    """

    live: tuple[Shown, ...]
    longest: Shown | None

    rows: tuple[Shown, ...]
    first: Mapping[str, int]
    pressing: int
    next: str | None
    kinds: Mapping[str, int]
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
    return QueuePage(
        live=live,
        longest=_longest(live) or _longest(every),
        rows=tuple(line for line in every if _asked_for(line, wanted)),
        first=Counter(_why(line) for line in pressing),
        pressing=len(pressing),
        next=_next((*pressing, *every)),
        kinds=Counter(line.row.kind.value for line in every),
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


def _asked_for(line: Shown, wanted: Filter) -> bool:
    if wanted.kinds and line.row.kind not in wanted.kinds:
        return False
    if line.row.live and not wanted.kinds:
        return False  # they stand in a list of their own above
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
