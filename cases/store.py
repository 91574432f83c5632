"""The tables of cases and the statements on them: what is personal is sealed, the rest plain.

A change names the version it was made on; an event is only ever added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from cases.case import (
    Assessment,
    Case,
    ChangedMeanwhile,
    Consent,
    Kind,
    NoSuchCase,
    Refusal,
    StatedFact,
    Status,
    scope,
)
from cases.clock import Calendar
from cases.events import Event, Recorded, packed, unpacked
from storage.columns import Instant, Place, Serial
from storage.conversation import ID_CHARACTERS, Sender
from storage.engine import APPEND_ONLY, Db, metadata, upsert

case_table = sa.Table(
    "cases",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("benefit", sa.Text),
    sa.Column("region", sa.Text, nullable=False),
    sa.Column("conversation", sa.String(ID_CHARACTERS), nullable=False),
    sa.Column("opened", Instant, nullable=False),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("owner", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("answered", sa.Boolean, nullable=False),
    sa.Column("waiting_since", sa.Date),
    sa.Column("waited", sa.Integer, nullable=False),
    sa.Column("refusal_by", sa.Text),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("person", sa.Text),
    sa.Column("draft", sa.Text),
    # What follows is sealed.
    sa.Column("sender", sa.LargeBinary, nullable=False),
    sa.Column("words", sa.LargeBinary, nullable=False),
    sa.Column("facts", sa.LargeBinary, nullable=False),
    sa.Column("assessment", sa.LargeBinary),
    sa.Column("consent", sa.LargeBinary),
    sa.Column("request", sa.LargeBinary),
    sa.Column("refusal", sa.LargeBinary),
    sa.Column("reasons", sa.LargeBinary),
    # What came later stands at the end, as migrations add it.
    sa.Column("waits_since", Instant),
    sa.Column("cause", sa.Text),
    sa.Column("summary", sa.LargeBinary),  # sealed
    sa.Column("flow", sa.Text),
    sa.Column("flow_release", sa.Text),
    sa.Index("ix_cases_status_due", "status", "due"),
    sa.Index("ix_cases_conversation", "conversation"),
)
SEALED = ("sender", "words", "facts", "assessment", "consent", "request", "refusal", "reasons", "summary")
event_table = sa.Table(
    "case_event",
    metadata,
    sa.Column("id", Serial, primary_key=True, autoincrement=True),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("detail", sa.LargeBinary, nullable=False),  # sealed
    sa.UniqueConstraint("about", "ordinal"),
    info={APPEND_ONLY: True},
)
counter_table = sa.Table(
    "case_counter",
    metadata,
    sa.Column("prefix", sa.Text, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)
day_table = sa.Table(
    "working_day",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("works", sa.Boolean, nullable=False),
)


def sealed(db: Db, number: str, column: str, value: object) -> bytes | None:
    """Return a value of one of the sealed columns as it is stored; None stays None."""
    if value is None:
        return None
    return db.vault.seal(Place("cases", column, number), json.dumps(value, ensure_ascii=False))


def case(db: Db, number: str, *, region: str = "000000", locked: bool = False) -> Case:
    """Return a case within a caseworker's region; raises NoSuchCase for any other number.

    `locked` holds the row until the transaction ends, where the database can.
    """
    wanted = sa.select(case_table).where(case_table.c.number == number, within(region))
    row = db.connection.execute(wanted.with_for_update() if locked else wanted).one_or_none()
    if row is None:
        raise NoSuchCase(f"no case {number} in {region}")
    return unsealed(db, row)


def within(region: str) -> sa.ColumnElement[bool]:
    """Return the condition that a case lies in a region or below it."""
    return case_table.c.region.startswith(scope(region), autoescape=True)


def change(db: Db, before: Case, **values: object) -> int:
    """Write plain and sealed columns of a case and return its new version; raises ChangedMeanwhile."""
    statement = (
        sa.update(case_table)
        .where(case_table.c.number == before.number, case_table.c.version == before.version)
        .values(version=before.version + 1, **values)
        .returning(case_table.c.version)
    )
    version = db.connection.execute(statement).scalar_one_or_none()
    if version is None:
        raise ChangedMeanwhile(f"{before.number} is no longer at version {before.version}")
    return int(version)


def record(db: Db, about: str, ordinal: int, by: str, event: Event) -> None:
    """Add an event of a case (ordinal: the version it made) or conversation (ordinal: the epoch it began)."""
    place = Place("case_event", "detail", f"{about}:{ordinal}")
    db.connection.execute(
        sa.insert(event_table).values(
            about=about,
            ordinal=ordinal,
            what=type(event).__name__,
            by=by,
            at=db.now,
            detail=db.vault.seal(place, packed(event)),
        )
    )


def events(db: Db, *abouts: str) -> tuple[Recorded, ...]:
    """Return all that happened to these cases and conversations, oldest first."""
    wanted = sa.select(event_table).where(event_table.c.about.in_(abouts)).order_by(event_table.c.id)
    return tuple(_event(db, row) for row in db.connection.execute(wanted))


def next_number(db: Db, prefix: str) -> str:
    """Draw the next number of a prefix, such as G-0001; a rolled-back transaction gives it back."""
    last = counter_table.c.last
    row = upsert(db, counter_table, {"prefix": prefix, "last": 1}, {"last": last + 1}, returning=(last,))
    return f"{prefix}-{row.last:04}"


def calendar(db: Db) -> Calendar:
    """Return the calendar with the office's own table of days."""
    return Calendar(table={row.day: row.works for row in db.connection.execute(sa.select(day_table))})


def set_day(db: Db, day: date, works: bool) -> None:
    """Say that a day is worked or off, whatever the notices say."""
    upsert(db, day_table, {"day": day, "works": works}, {"works": works})


def unsealed(db: Db, row: sa.Row[Any]) -> Case:
    """Return the case that a full row of the table holds."""
    opened = {name: json.loads(_opened(db, row, name)) for name in SEALED}
    return Case(
        number=row.number,
        kind=Kind(row.kind),
        status=Status(row.status),
        benefit=row.benefit,
        region=row.region,
        sender=Sender(*opened["sender"]),
        conversation=row.conversation,
        opened=row.opened,
        opened_on=row.opened_on,
        due=row.due,
        owner=row.owner,
        version=row.version,
        words=opened["words"],
        facts=tuple(StatedFact(**fact) for fact in opened["facts"]),
        assessment=_assessment(opened["assessment"]),
        consents=tuple(Consent(**each) for each in _several(opened["consent"])),
        request=opened["request"],
        refusal=Refusal(by=row.refusal_by, reasons=tuple(opened["refusal"])) if row.refusal_by else None,
        answered=row.answered,
        waiting_since=row.waiting_since,
        waited=row.waited,
        reasons=tuple(opened["reasons"] or ()),
        who=row.who,
        person=row.person,
        draft=row.draft,
        waits_since=row.waits_since,
        cause=row.cause or "",
        summary=opened["summary"] or {},
        flow=row.flow or "",
        flow_release=row.flow_release or "",
    )


def as_json(value: StatedFact | Assessment | Consent) -> dict[str, Any]:
    """Return one of the sealed values as JSON values."""
    return asdict(value)


def _opened(db: Db, row: sa.Row[Any], column: str) -> str:
    stored = getattr(row, column)
    return "null" if stored is None else db.vault.unseal_text(Place("cases", column, row.number), stored)


def _several(value: object) -> list[Any]:
    """Return the consents of a case; one opened before there were several has a single one, or none."""
    return value if isinstance(value, list) else [value] if value else []


def _assessment(value: Mapping[str, Any] | None) -> Assessment | None:
    if value is None:
        return None
    return Assessment(
        answer=value["answer"],
        lines=tuple((mark, text) for mark, text in value["lines"]),
        ask=tuple(value["ask"]),
        unsettled=tuple(value["unsettled"]),
        release=value["release"],
        on=value["on"],
    )


def _event(db: Db, row: sa.Row[Any]) -> Recorded:
    detail = db.vault.unseal_text(Place("case_event", "detail", f"{row.about}:{row.ordinal}"), row.detail)
    event = unpacked(row.what, detail)
    return Recorded(about=row.about, ordinal=row.ordinal, by=row.by, at=row.at, event=event)
