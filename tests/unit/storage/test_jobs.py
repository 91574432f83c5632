"""A job is done when its transaction commits, once, also when the process is killed; and never otherwise."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from storage import handover, slots
from storage.jobs import DbosJobs

PROGRAM = Path(__file__).with_name("jobs_program.py")
ROOT = PROGRAM.parents[3]
LIMIT_SECONDS = 60


@contextmanager
def program(folder: Path, what: str) -> Iterator[subprocess.Popen[str]]:
    """Run the program beside this; it is killed at the end if it still runs."""
    started = subprocess.Popen(
        [sys.executable, PROGRAM, folder, what],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = monotonic() + LIMIT_SECONDS
    while not condition():
        assert monotonic() < end, "waited in vain"
        sleep(0.02)


def heard(running: subprocess.Popen[str], wanted: str) -> None:
    """Read what a process says up to a line."""
    assert running.stdout is not None
    assert any(line == f"{wanted}\n" for line in running.stdout), f"it ended without saying {wanted!r}"


def done(folder: Path) -> list[str]:
    """The lines that jobs left."""
    path = folder / "done.txt"
    return path.read_text().splitlines() if path.exists() else []


def test_a_job_asked_for_before_launch_waits_in_its_transaction_without_dbos(store, tmp_path):
    jobs = DbosJobs(store=store, folder=tmp_path / "slots")
    with suppress(ZeroDivisionError), store.writing() as db:
        jobs.later(db, "record", "never", "a")
        raise ZeroDivisionError
    with store.writing() as db:
        jobs.later(db, "record", "k", "a", "b")
        jobs.later(db, "record", "k", "a", "b")

    with store.writing() as db:
        (job,) = handover.take_over(db)
        assert (job.id, job.ids) == ("record:k", ("a", "b"))
        assert not handover.any_left(db)
    jobs.stop()


def test_a_slot_is_held_by_one_and_free_again_when_let_go(tmp_path):
    first, second = slots.take_slot(tmp_path), slots.take_slot(tmp_path)
    with slots.dead_slots(tmp_path) as names:
        assert names == ()

    first.let_go()

    with slots.dead_slots(tmp_path) as names:
        assert names == (first.name,) == ("slot-0",)
    assert slots.take_slot(tmp_path).name == "slot-0"
    second.let_go()


@pytest.mark.whole
def test_what_committed_is_done_once_and_what_was_rolled_back_never(tmp_path):
    with program(tmp_path, "ask") as running:
        heard(running, "imported False")
        until(lambda: {"early", "late", "last"} <= set(done(tmp_path)) and "gave up" in str(done(tmp_path)))
        said, errors = running.communicate("\n")

    counts = Counter(line.split(" ")[0] for line in done(tmp_path))
    assert counts == {"early": 1, "late": 1, "last": 1, "daily": 1, "gave": 1}
    assert "gave up ('fail', ('f',), 'ValueError')" in done(tmp_path)
    assert (said, running.returncode) == ("launched\n", 0)
    assert "canary" not in errors
    content = b"".join(path.read_bytes() for path in tmp_path.glob("zhangban.db*"))
    assert b"canary-of-a-person" not in content


@pytest.mark.whole
def test_a_killed_process_loses_no_job_that_committed_and_invents_none(tmp_path):
    with program(tmp_path, "pour") as killed:
        heard(killed, "committed 40")
        killed.kill()
        said, _errors = killed.communicate()
        told = 41 + said.count("committed")

    with program(tmp_path, "work"):
        until(
            lambda: len({line for line in done(tmp_path) if line.startswith("poured")}) >= committed(tmp_path)
        )

    counts = Counter(line for line in done(tmp_path) if line.startswith("poured"))
    assert len(counts) == committed(tmp_path) >= told
    assert set(counts) == {f"poured {number}" for number in range(committed(tmp_path))}
    # What was being done when the process died is done again; no more than its workers could hold.
    assert sum(counts.values()) - len(counts) <= 4


@pytest.mark.whole
def test_a_job_of_a_process_that_died_is_taken_up_by_one_that_lives(tmp_path):
    (tmp_path / "hold").touch()
    with program(tmp_path, "hang") as first:
        heard(first, "hanging h")
        with program(tmp_path, "work") as second:
            heard(second, "launched")
            first.kill()
            first.wait()

            heard(second, "hanging h")
            (tmp_path / "hold").unlink()
            until(lambda: "hung h" in done(tmp_path))

    assert done(tmp_path).count("hung h") == 1


def committed(folder: Path) -> int:
    """How many transactions of `pour` committed."""
    with sqlite3.connect(folder / "zhangban.db") as raw:
        (count,) = raw.execute("SELECT count(*) FROM release WHERE digest LIKE 'committed %'").fetchone()
    return int(count)
