"""The queue: what lies open in a caseworker's region, in the order it should be done.

The list reads plain columns only; nothing is unsealed to draw it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from cases.case import OPEN, Case, Kind, Status
from cases.store import case_table, unsealed, within
from storage.conversation import Sender, conversation_id, conversations
from storage.engine import Db

LIVE = (Kind.ALERT, Kind.HAND_OVER)
"""Kinds of work in which a person waits for somebody's words, the more pressing kind first."""

CAUSES = ("crisis", "emergency", "minor", "fraud")
"""What an alert is about, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the queue; `refusal_by` is set while a proposed refusal waits for a second pair of eyes.

    `waits_since` is the instant since which it waits for a caseworker, `cause` the danger of an alert, `holder` the
    login of the colleague who holds its conversation.
    """

    number: str
    kind: Kind
    status: Status
    benefit: str | None
    region: str
    opened_on: date
    due: date | None
    owner: str | None
    answered: bool
    waiting_since: date | None
    waited: int
    refusal_by: str | None
    waits_since: datetime | None
    cause: str | None
    holder: str | None

    @property
    def live(self) -> bool:
        """Whether a person waits for words, and not only for a decision."""
        return self.kind in LIVE and self.status is not Status.WAITING_FOR_RESIDENT

    def pressing(self, today: date, caseworker: str) -> bool:
        """Tell whether it comes first today: somebody waits for words, it is due, answered, or another's refusal."""
        if self.status is Status.WAITING_FOR_RESIDENT:
            return False
        due = self.due is not None and self.due <= today
        second = self.refusal_by is not None and self.refusal_by != caseworker
        return self.live or due or self.answered or second


COLUMNS = (
    *(case_table.c[name] for name in QueueRow.__dataclass_fields__ if name != "holder"),
    conversations.c.holder,
)


def queue(
    db: Db,
    *,
    region: str,
    kinds: Collection[Kind] = (),
    owner: str | None = None,
    unowned: bool = False,
    statuses: Collection[Status] = OPEN,
) -> tuple[QueueRow, ...]:
    """Return open cases of a region and below: alerts by their danger, then people who called for a person and wait
    longest, then by due day; those waiting for a resident last.

    Without `kinds`, all kinds; with `owner`, that caseworker's own; with `unowned`, those nobody has claimed.
    """
    wanted = _rows(region).where(case_table.c.status.in_(sorted(statuses)))
    if kinds:
        wanted = wanted.where(case_table.c.kind.in_(sorted(kinds)))
    if owner is not None:
        wanted = wanted.where(case_table.c.owner == owner)
    if unowned:
        wanted = wanted.where(case_table.c.owner.is_(None))
    return tuple(_row(row) for row in db.connection.execute(wanted.order_by(*_order())))


def beside(db: Db, case: Case, *, region: str) -> tuple[QueueRow, ...]:
    """Return what else was submitted in a case's conversation, open or done, within a region; oldest first."""
    wanted = _rows(region).where(
        case_table.c.conversation == case.conversation, case_table.c.number != case.number
    )
    found = db.connection.execute(wanted.order_by(case_table.c.opened, case_table.c.number))
    return tuple(_row(row) for row in found)


def rows_of(db: Db, numbers: Collection[str], *, region: str) -> tuple[QueueRow, ...]:
    """Return the lines of these cases within a region, the newest first."""
    wanted = _rows(region).where(case_table.c.number.in_(sorted(numbers)))
    found = db.connection.execute(wanted.order_by(case_table.c.opened.desc(), case_table.c.number.desc()))
    return tuple(_row(row) for row in found)


def of_sender(db: Db, sender: Sender) -> tuple[Case, ...]:
    """Return the cases that were submitted in this conversation, oldest first."""
    mine = {"mine": conversation_id(db.vault, sender)}
    return tuple(unsealed(db, row) for row in db.connection.execute(_of_sender(), mine))


@cache
def _of_sender() -> sa.Select[Any]:
    wanted = sa.select(case_table).where(case_table.c.conversation == sa.bindparam("mine"))
    return wanted.order_by(case_table.c.opened, case_table.c.number)


def of_drafts(db: Db, drafts: Collection[str]) -> tuple[Case, ...]:
    """Return the applications that came of some drafts, oldest first."""
    came_of = sa.and_(case_table.c.draft.in_(sorted(drafts)), case_table.c.kind == Kind.APPLICATION)
    wanted = sa.select(case_table).where(came_of)
    found = db.connection.execute(wanted.order_by(case_table.c.opened, case_table.c.number))
    return tuple(unsealed(db, row) for row in found)


def same_matter(db: Db, case: Case) -> frozenset[str]:
    """Return the numbers of the cases that are about the same draft, with its own."""
    about = sa.select(case_table.c.number).where(case_table.c.draft == case.draft)
    return frozenset({case.number, *(db.connection.scalars(about) if case.draft else ())})


def _rows(region: str) -> sa.Select[Any]:
    joined = case_table.outerjoin(conversations, conversations.c.id == case_table.c.conversation)
    return sa.select(*COLUMNS).select_from(joined).where(within(region))


def _order() -> tuple[sa.ColumnElement[Any], ...]:
    waiting = case_table.c.status == Status.WAITING_FOR_RESIDENT
    return (
        sa.case((waiting, 1), else_=0),
        sa.case(*((case_table.c.kind == kind, place) for place, kind in enumerate(LIVE)), else_=len(LIVE)),
        sa.case(
            *((case_table.c.cause == cause, place) for place, cause in enumerate(CAUSES)), else_=len(CAUSES)
        ),
        sa.case((case_table.c.kind.in_(LIVE), case_table.c.waits_since), else_=""),
        sa.case((case_table.c.due.is_(None), 1), else_=0),
        case_table.c.due,
        case_table.c.opened,
        case_table.c.number,
    )


def _row(row: sa.Row[Any]) -> QueueRow:
    values = dict(row._mapping)
    return QueueRow(**{**values, "kind": Kind(row.kind), "status": Status(row.status)})
