"""A small program with jobs, run as a process of its own: `jobs_program.py <folder> <what to do>`.

It speaks in lines on its output; a job leaves a line in `done.txt` for each time it ran.
"""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime, time
from pathlib import Path

from bot.migrations import migrate
from storage import releases
from storage.columns import Vault
from storage.engine import Store, open_store
from storage.jobs import DbosJobs

FOLDER = Path(sys.argv[1])
CANARY = "canary-of-a-person"


def say(line: str) -> None:
    print(line, flush=True)


def leave(line: str) -> None:
    """Add a line whole, whatever other processes add."""
    handle = os.open(FOLDER / "done.txt", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def store() -> Store:
    vault = Vault.from_key_file(FOLDER / "keys.json")
    opened = open_store(f"sqlite:///{FOLDER}/zhangban.db", vault, lambda: datetime.now(UTC))
    migrate(opened.engine)
    return opened


def failing(_name: str) -> None:
    raise ValueError(CANARY)


def hanging(name: str) -> None:
    say(f"hanging {name}")
    while (FOLDER / "hold").exists():
        pass
    leave(f"hung {name}")


def launched() -> DbosJobs:
    jobs = DbosJobs(store=store(), folder=FOLDER / "slots", first_pause_seconds=0.01)
    functions = {
        "record": leave,
        "fail": failing,
        "hang": hanging,
        "daily_sweep": lambda day: leave(f"daily {day}"),
    }
    jobs.launch(functions, {"daily_sweep": time(0, 0)}, lambda *told: leave(f"gave up {told}"))
    say("launched")
    return jobs


def ask() -> None:
    """Ask before and after launch, in transactions that commit and others that do not."""
    early = DbosJobs(store=store(), folder=FOLDER / "slots")
    with early.store.writing() as db:
        early.later(db, "record", "early", "early")
    say(f"imported {'dbos' in sys.modules}")
    jobs = launched()
    for _ in range(2):
        with jobs.store.writing() as db:
            jobs.later(db, "record", "early", "early")
            jobs.later(db, "record", "late", "late")
            jobs.later(db, "fail", "f", "f")
    with suppress(ZeroDivisionError), jobs.store.writing() as db:
        jobs.later(db, "record", "never", "never")
        raise ZeroDivisionError
    with jobs.store.writing() as db:
        with suppress(ZeroDivisionError), db.savepoint():
            jobs.later(db, "record", "undone", "undone")
            raise ZeroDivisionError
        jobs.later(db, "record", "last", "last")
    sys.stdin.readline()
    jobs.stop()


def pour() -> None:
    """Ask for one job after another, each with a row that shows whether its transaction committed."""
    jobs = launched()
    for number in range(100_000):
        with jobs.store.writing() as db:
            releases.keep_release(db, f"committed {number}", b"")
            jobs.later(db, "record", str(number), f"poured {number}")
        say(f"committed {number}")


def hang() -> None:
    """Ask for a job that hangs."""
    jobs = launched()
    with jobs.store.writing() as db:
        jobs.later(db, "hang", "h", "h")
    sys.stdin.readline()


def work() -> None:
    """Only do what others asked for."""
    launched()
    sys.stdin.readline()


if __name__ == "__main__":
    {"ask": ask, "pour": pour, "hang": hang, "work": work}[sys.argv[2]]()
