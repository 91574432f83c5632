"""Transactions: who may begin, what a reader sees, and what happens when the database does not answer."""

import threading

import pytest
import sqlalchemy as sa

from storage import releases
from storage.engine import StoreUnavailable, insert_once, open_store


def test_the_database_waits_for_the_disk_and_keeps_its_references(durable):
    with durable.reading() as db:
        setting = {
            name: db.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert setting == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 2000}


def test_what_a_writing_transaction_reads_is_not_out_of_date(store):
    counter = releases.releases
    with store.writing() as db:
        insert_once(db, counter, {"digest": "n", "packed": b"0", "kept_at": db.now})

    def count(times: int) -> None:
        for _ in range(times):
            with store.writing() as db:
                before = int(db.connection.scalar(sa.select(counter.c.packed)))
                db.connection.execute(sa.update(counter).values(packed=str(before + 1).encode()))

    threads = [threading.Thread(target=count, args=(25,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.reading() as db:
        assert db.connection.scalar(sa.select(counter.c.packed)) == b"50"


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_it(store):
    with store.writing() as writer:
        releases.keep_release(writer, "r1", b"packed")
        with store.reading() as reader:
            assert releases.release(reader, "r1") is None

    with store.reading() as reader:
        assert releases.release(reader, "r1") == b"packed"


def test_a_lock_held_too_long_is_told_as_unavailable(store, vault, clock):
    other = open_store(str(store.engine.url), vault, clock)
    sa.event.listen(other.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout = 1"))

    with store.writing(), pytest.raises(StoreUnavailable), other.writing():
        pass


def test_savepoints_nest_and_each_undoes_its_own(store):
    with store.writing() as db:
        with db.savepoint():
            releases.keep_release(db, "outer", b"1")
            try:
                with db.savepoint():
                    releases.keep_release(db, "inner", b"2")
                    raise ZeroDivisionError
            except ZeroDivisionError:
                pass
        releases.keep_release(db, "after", b"3")

    with store.reading() as db:
        kept = [releases.release(db, digest) for digest in ("outer", "inner", "after")]
    assert kept == [b"1", None, b"3"]


def test_an_instant_is_the_same_after_storing(store, clock):
    with store.writing() as db:
        releases.keep_release(db, "r1", b"packed")
        releases.put_in_force(db, "r1", "zhao")

    with store.reading() as db:
        (change,) = releases.history(db)
    assert change.at == clock()
    assert change.at.utcoffset() is not None
