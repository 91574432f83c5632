"""Models and migrations agree, and what the migration guards stays guarded."""

import sqlite3

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import bot.migrations
from bot.migrations import HEAD, migrate, version
from bot.migrations.models import metadata
from storage.engine import APPEND_ONLY, create_all, open_store


def test_models_and_migrations_agree(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_indexes_and_constraints_of_models_and_migrations_agree(store, tmp_path, vault, clock):
    modelled = open_store(f"sqlite:///{tmp_path}/modelled.db", vault, clock)
    create_all(modelled)

    assert described(store.engine) == described(modelled.engine)


def test_the_head_named_in_code_is_the_newest_revision():
    config = Config()
    config.set_main_option("script_location", bot.migrations.__path__[0])

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrating_again_changes_nothing(store):
    before = described(store.engine)

    migrate(store.engine)

    assert described(store.engine) == before
    assert version(store.engine) == HEAD


def test_a_new_database_has_no_version(tmp_path, vault, clock):
    assert version(open_store(f"sqlite:///{tmp_path}/new.db", vault, clock).engine) is None


@pytest.mark.parametrize("verb", ["UPDATE case_event SET what = 'x'", "DELETE FROM case_event"])
def test_the_database_refuses_to_change_what_happened_to_a_case(store, tmp_path, verb):
    with sqlite3.connect(tmp_path / "zhangban.db") as raw:
        raw.execute("INSERT INTO case_event VALUES (1, 'G-0001', 1, 'CaseOpened', 'system', '', x'')")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(verb)


def test_every_table_said_to_be_append_only_is_guarded(store):
    with store.engine.connect() as connection:
        triggers = set(
            connection.scalars(sa.text("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"))
        )

    assert {table.name for table in metadata.tables.values() if table.info.get(APPEND_ONLY)} <= triggers


def described(engine):
    """Columns, keys, unique constraints, indexes and references of every table of ours."""
    inspector = sa.inspect(engine)
    return {
        table: {
            "columns": [
                (each["name"], str(each["type"]), each["nullable"]) for each in inspector.get_columns(table)
            ],
            "key": inspector.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(str(each["column_names"]) for each in inspector.get_unique_constraints(table)),
            "indexes": sorted(
                str((each["name"], each["column_names"])) for each in inspector.get_indexes(table)
            ),
            "references": sorted(
                str((each["constrained_columns"], each["referred_table"]))
                for each in inspector.get_foreign_keys(table)
            ),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
