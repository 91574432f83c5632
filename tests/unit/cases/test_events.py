"""Events come back as they were recorded, and are only ever added."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from cases.events import EVENTS, CaseDecided, packed, unpacked
from cases.store import event_table
from tests.unit.cases.office import opened, small_store


def test_an_event_comes_back_with_its_tuples():
    event = CaseDecided(outcome="refused", reasons=("一", "二"), proposed_by="zhou", checked=("no:卡",))

    assert unpacked("CaseDecided", packed(event)) == event


def test_every_event_is_known_by_its_own_name():
    assert all(name == kind.__name__ for name, kind in EVENTS.items())


@pytest.mark.parametrize("statement", [sa.delete(event_table), sa.update(event_table).values(by="other")])
def test_the_database_refuses_to_change_or_remove_an_event(tmp_path, statement):
    store = small_store(tmp_path)
    opened(store)

    with pytest.raises(DBAPIError), store.writing() as db:
        db.connection.execute(statement)
