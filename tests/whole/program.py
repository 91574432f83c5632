"""More to do with a real program: start it by a launcher of ours, talk with it, look into its database.

A launcher is a module under `tests` that changes something in its own process and then runs the same command line;
the program itself has no hooks.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bot.settings import ROOT
from storage.columns import Vault
from storage.engine import Store, metadata, open_store
from tests.whole.server import Server, data_folder, environment, free_port, wait_until_ready

REST, CALLBACK = "rest", "callback"
LONGEST_ANSWER = 90.0
Rows = Mapping[str, Sequence[tuple[object, ...]]]


def launch(data: Path, module: str = "bot", **variables: str) -> Server:
    """Start the program on a data folder and return it once it takes turns; the caller ends it."""
    data_folder(data)
    port = free_port()
    output = data.parent / f"{data.name}-{port}.log"
    with output.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", module, "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(data, **variables),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    server = Server(process=process, base=f"http://127.0.0.1:{port}", data=data, output=output)
    try:
        wait_until_ready(server)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return server


@contextmanager
def launched(data: Path, module: str = "bot", **variables: str) -> Iterator[Server]:
    """Start the program until the block ends."""
    server = launch(data, module, **variables)
    try:
        yield server
    finally:
        server.stop()


def send(
    client: httpx.Client,
    base: str,
    sender: str,
    text: str,
    message_id: str,
    *,
    channel: str = REST,
    **more: object,
) -> httpx.Response:
    """Send one message to the REST or the callback channel, whatever it answers."""
    body = {"sender": sender, "message": text, "message_id": message_id, **more}
    return client.post(f"{base}/webhooks/{channel}/webhook", json=body, timeout=LONGEST_ANSWER)


def tracker(client: httpx.Client, base: str, sender: str) -> Mapping[str, object]:
    """Return the tracker of a REST conversation."""
    answer = client.get(f"{base}/conversations/{sender}/tracker", timeout=LONGEST_ANSWER)
    assert answer.status_code == 200, (answer.status_code, answer.text)
    found = answer.json()
    assert isinstance(found, dict)
    return found


def rows(data: Path) -> Rows:
    """Return every row of every table of ours, as the file holds them, in one order."""
    names = [table.name for table in metadata.sorted_tables]
    with sqlite3.connect(f"file:{data / 'zhangban.sqlite3'}?mode=ro", uri=True) as base:
        there = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            name: sorted(base.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
            if name in there
        }


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    """Open the program's database with its own keys, to look at what it holds."""
    vault = Vault.from_key_file(data / "keys.json")
    store = open_store(f"sqlite:///{data / 'zhangban.sqlite3'}", vault, lambda: datetime.now(UTC))
    try:
        yield store
    finally:
        store.close()


def wait_until(holds: Callable[[], bool], what: str, seconds: float = 90.0) -> None:
    """Wait for a condition, never for a time; fails with what it was when it does not come about."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds:.0f} s in vain until {what}"
        time.sleep(0.02)
