"""What is written for SQLite is written for PostgreSQL as well; `tests/database.py` holds every statement to it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.migrations.models import metadata
from storage.engine import insert_for
from tests.database import POSTGRESQL, held_for_postgresql


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_table_and_its_indexes_can_be_made_there(table):
    made = [CreateTable(table), *(CreateIndex(index) for index in table.indexes)]

    assert all("CREATE" in str(each.compile(dialect=POSTGRESQL)) for each in made)


def test_a_function_that_only_sqlite_has_is_found():
    with pytest.raises(AssertionError, match="julianday"):
        held_for_postgresql(sa.select(sa.func.julianday("2026-01-01")))


def test_an_insert_is_made_for_the_database_it_goes_to():
    table = metadata.tables["account"]
    key = {"login": "zhao"}

    first = insert_for("postgresql", table).values(key).on_conflict_do_nothing().returning(table.c.login)
    changed = (
        insert_for("postgresql", table).values(key).on_conflict_do_update(index_elements=["login"], set_=key)
    )

    assert "ON CONFLICT DO NOTHING RETURNING" in held_for_postgresql(first)
    assert "ON CONFLICT (login) DO UPDATE SET" in held_for_postgresql(changed)
