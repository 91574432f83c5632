"""The clock of a case as the desk shows it: how many working days are left, and the arithmetic behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.clock import Calendar, Span, left, moved, span

SOON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """What a clock shows: `state` is none, late, today, soon or fine; `stopped` whether it stands still now.

    `left` are working days, negative when late; `waited` those the clock stood still so far; `count` is the
    arithmetic from today to the due day, or from the due day to today when it has passed.
    """

    state: str
    due: date | None = None
    left: int = 0
    waited: int = 0
    stopped: bool = False
    sure: bool = True
    count: Span | None = None


def chip(due: date | None, waiting_since: date | None, waited: int, today: date, calendar: Calendar) -> Chip:
    """Reckon a case's clock on a day; while it stands still, the due day moves along."""
    if due is None:
        return Chip(state="none")
    sure = True
    if waiting_since is not None:
        reckoned, stood = moved(due, waiting_since, today, calendar)
        due, sure, waited = reckoned.day, reckoned.sure, waited + stood
    count = span(min(due, today), max(due, today), calendar)
    days = left(due, today, calendar)
    return Chip(
        state=_state(due, days, today),
        due=due,
        left=days,
        waited=waited,
        stopped=waiting_since is not None,
        sure=sure and count.sure,
        count=count,
    )


def _state(due: date, days: int, today: date) -> str:
    if due < today:
        return "late"
    if due == today:
        return "today"
    return "soon" if days <= SOON else "fine"
