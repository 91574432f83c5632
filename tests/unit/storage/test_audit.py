"""The record of who did what cannot be changed unnoticed."""

import sqlite3

import pytest

from storage import audit

TRIGGERS = ("audit_no_update", "audit_no_delete")


@pytest.fixture
def recorded(store, tmp_path):
    with store.writing() as db:
        for number in range(1, 6):
            audit.note(db, "zhao", "viewed", f"case G-000{number}", "asked by phone")
    return tmp_path / "zhangban.db"


def verified(store):
    """The first broken record."""
    with store.reading() as db:
        return audit.verify(db)


def tamper(path, statement):
    """Write to the database as somebody who may do anything there, but has no key."""
    raw = sqlite3.connect(path)
    for trigger in TRIGGERS:
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute(statement)
    raw.commit()
    raw.close()


def test_an_untouched_record_stands(store, recorded):
    assert verified(store) is None
    with store.reading() as db:
        newest = audit.notes(db, about="case G-0005")
    assert [(note.seq, note.who, note.what, note.reason) for note in newest] == [
        (5, "zhao", "viewed", "asked by phone")
    ]


def test_an_empty_record_stands(store):
    assert verified(store) is None


@pytest.mark.parametrize(
    ("statement", "first_broken"),
    [
        ("UPDATE audit SET who = 'qian' WHERE seq = 3", 3),
        ("UPDATE audit SET object = 'case G-0009' WHERE seq = 1", 1),
        ("UPDATE audit SET at = '2026-03-01T00:00:00.000000Z' WHERE seq = 5", 5),
        ("UPDATE audit SET reason = (SELECT reason FROM audit WHERE seq = 1) WHERE seq = 2", 2),
        ("UPDATE audit SET link = (SELECT link FROM audit WHERE seq = 1) WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("UPDATE audit SET seq = 9 WHERE seq = 5", 5),
        ("INSERT INTO audit SELECT 6, at, who, what, object, reason, link FROM audit WHERE seq = 5", 6),
    ],
)
def test_tampering_is_located_to_the_record(store, recorded, statement, first_broken):
    tamper(recorded, statement)

    assert verified(store) == first_broken


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'qian'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_the_record(store, recorded, statement):
    with sqlite3.connect(recorded) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)


def test_a_record_is_undone_with_its_deed(store):
    with store.writing() as db:
        audit.note(db, "zhao", "claimed", "case G-0001")
    try:
        with store.writing() as db:
            audit.note(db, "zhao", "decided", "case G-0001")
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with store.writing() as db:
        audit.note(db, "zhao", "released", "case G-0001")

    with store.reading() as db:
        assert [note.what for note in audit.notes(db)] == ["released", "claimed"]
        assert audit.verify(db) is None
