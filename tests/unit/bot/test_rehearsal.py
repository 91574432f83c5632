"""Before the first person comes a few turns are served and undone; after them nothing waits to be built."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import CacheStats

from bot.rehearsal import rehearse
from storage.engine import Store


@contextmanager
def built(store: Store) -> Iterator[list[str]]:
    """Collect the statements that are built anew."""
    found: list[str] = []

    def note(_connection, _cursor, statement, _given, context, _many) -> None:
        if context.cache_hit is CacheStats.CACHE_MISS:
            found.append(statement)

    sa.event.listen(store.engine, "before_cursor_execute", note)
    yield found
    sa.event.remove(store.engine, "before_cursor_execute", note)


def test_a_rehearsal_leaves_nothing_behind(stage):
    before = rows(stage.parts.store)

    rehearse(stage.parts)

    assert rows(stage.parts.store) == before
    assert stage.parts.store.engine.pool.checkedout() == 0


def rows(store: Store) -> dict[str, int]:
    with store.reading() as db:
        tables = sa.inspect(db.connection).get_table_names()
        return {
            name: db.connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
            for name in tables
        }


@pytest.mark.parametrize("words", ["你好", "我妈八十三了，想办尊老金", "尊老金多少钱"])
def test_the_first_turn_after_it_builds_no_statement(stage, words):
    rehearse(stage.parts)

    with built(stage.parts.store) as statements:
        assert stage.says(words)

    assert statements == []
