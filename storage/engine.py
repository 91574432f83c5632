"""The database: how it is opened, how a transaction begins, and what each database words differently.

A writing transaction owns the database's write lock from its first statement (`BEGIN IMMEDIATE` on SQLite),
so a reading inside it can never be out of date; one that only reads begins plain and waits for nobody.
Nothing outside this module may be true of one database only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from storage.columns import Vault

BUSY_MILLISECONDS = 2000
READS = "zhangban_reads"
APPEND_ONLY = "append_only"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class StoreUnavailable(Exception):
    """The database could not be reached, locked or written in time; nothing of the transaction was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Db:
    """One open transaction: what every statement of this room is given first.

    `now` is the aware UTC instant at which the transaction began; it is for display and deadlines, never for
    order.
    """

    connection: sa.Connection
    vault: Vault
    now: datetime

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what is done inside, and only that, when it raises; the exception goes on to the caller."""
        with self.connection.begin_nested():
            yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The database as a whole, from start to stop: it hands out transactions."""

    engine: sa.Engine
    vault: Vault
    clock: Callable[[], datetime]

    @contextmanager
    def writing(self) -> Iterator[Db]:
        """Run one transaction that may write; it commits on a normal exit and is rolled back on an exception.

        `StoreUnavailable` when the database is locked for over two seconds, full, or away.
        """
        with _told_plainly(), self.engine.connect() as connection, connection.begin():
            yield Db(connection=connection, vault=self.vault, now=self.clock())

    @contextmanager
    def reading(self) -> Iterator[Db]:
        """Run one transaction that only reads: a steady picture that never waits for a writer."""
        with (
            _told_plainly(),
            self.engine.connect().execution_options(**{READS: True}) as connection,
            connection.begin(),
        ):
            yield Db(connection=connection, vault=self.vault, now=self.clock())

    def close(self) -> None:
        """Close all connections; transactions still open end first."""
        self.engine.dispose()


def open_store(url: str, vault: Vault, clock: Callable[[], datetime]) -> Store:
    """Open the database at an SQLAlchemy address; a missing SQLite file is made, for its owner only.

    Tables are not made here: the application migrates, tests call `create_all`.
    """
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        _make_file(Path(address.database))
    engine = sa.create_engine(address, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return Store(engine=engine, vault=vault, clock=clock)


def create_all(store: Store) -> None:
    """Make every table that has been imported so far; for tests only, since the application migrates."""
    with store.engine.begin() as connection:
        metadata.create_all(connection)
        for table in metadata.tables.values():
            if table.info.get(APPEND_ONLY):
                refuse_changes(connection, table.name)


def refuse_changes(connection: sa.Connection, table: str) -> None:
    """Let the database itself refuse to change or remove rows of a table; asking for it again changes
    nothing."""
    for statement in _REFUSALS[connection.dialect.name]:
        connection.exec_driver_sql(statement.format(table=table))


def open_for_jobs(store: Store) -> sa.Engine:
    """Open the same database a second time, as the job engine needs it: with transactions begun by the
    driver."""
    url = store.engine.url
    if store.engine.dialect.name != "sqlite":
        return sa.create_engine(url, hide_parameters=True)
    engine = sa.create_engine(url, hide_parameters=True, connect_args={"isolation_level": "IMMEDIATE"})
    sa.event.listen(engine, "connect", _set_pragmas)
    return engine


def insert_once(db: Db, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row of plain values unless one with the same key is there; true when this call was the first."""
    statement = _insert_once(db.connection.dialect.name, table, tuple(values))
    return db.connection.execute(statement, dict(values)).first() is not None


def upsert(
    db: Db,
    table: sa.Table,
    values: Mapping[str, Any],
    changes: Mapping[str, Any],
    returning: tuple[sa.ColumnElement[Any], ...] = (),
) -> sa.Row[Any]:
    """Insert a row, or make `changes` to the one with the same primary key; return the row as it now stands.

    The row stays locked until the transaction ends.
    """
    keys = [column.name for column in table.primary_key.columns]
    statement = insert_for(db.connection.dialect.name, table).values(**values)
    changed = statement.on_conflict_do_update(index_elements=keys, set_=dict(changes))
    return db.connection.execute(changed.returning(*(returning or table.primary_key.columns))).one()


def put(db: Db, table: sa.Table, values: Mapping[str, Any], changing: Iterable[str] | None = None) -> None:
    """Insert a row of plain values, or give the row with the same primary key those of them that are `changing`.

    Without `changing`, all of them.
    """
    changed = tuple(values if changing is None else changing)
    db.connection.execute(_put(db.connection.dialect.name, table, tuple(values), changed), dict(values))


@cache
def _put(dialect: str, table: sa.Table, columns: tuple[str, ...], changing: tuple[str, ...]) -> sa.Executable:
    keys = [column.name for column in table.primary_key.columns]
    statement = insert_for(dialect, table).values({name: sa.bindparam(name) for name in columns})
    changes = {name: statement.excluded[name] for name in changing if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


@cache
def _insert_once(dialect: str, table: sa.Table, columns: tuple[str, ...]) -> sa.Executable:
    """Built once for each shape of row: building a statement costs as much as running it."""
    key = table.primary_key.columns.values()[0]
    shape: dict[str, Any] = {name: sa.bindparam(name) for name in columns}
    return insert_for(dialect, table).values(shape).on_conflict_do_nothing().returning(key)


def insert_for(dialect: str, table: sa.Table) -> sqlite.Insert:
    """Return an insert that knows ON CONFLICT; both databases spell it alike, in two classes of the same shape."""
    if dialect == "postgresql":
        return postgresql.insert(table)  # type: ignore[return-value]
    return sqlite.insert(table)


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreUnavailable(f"The database did not answer ({error.orig}). Try again shortly.") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnavailable("The connection to the database was lost. Try again shortly.") from error
        raise


def _make_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _prepare_sqlite(raw: Any, _record: Any) -> None:
    # pysqlite would begin by itself before the first write and so leave an earlier SELECT outside the
    # transaction.
    raw.isolation_level = None
    _set_pragmas(raw, _record)


def _set_pragmas(raw: Any, _record: Any) -> None:
    cursor = raw.cursor()
    # Waiting for a lock comes first: two processes that start at once both set the journal mode.
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


_REFUSALS = {
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS {{table}}_no_{verb} BEFORE {verb} ON {{table}} "
        "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        "CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ),
}
