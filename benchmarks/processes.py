"""Start what is measured in processes of their own, time until they are ready, and weigh them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

LONGEST_START = 120.0
LONGEST_STOP = 20.0
MODELS = ROOT / ".cache" / "models"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A process that answers on a loopback port; `start` is the seconds from its launch until it was ready."""

    process: subprocess.Popen[bytes]
    port: int
    start: float

    @property
    def memory(self) -> float:
        """The resident memory in MB."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(told.stdout) / 1024


@contextmanager
def program(data: Path, **settings: str) -> Iterator[Serving]:
    """Serve Zhangban on a data folder that shares the trained model of the clone, with more `ZHANGBAN_…` settings."""
    data.mkdir(parents=True, exist_ok=True)
    MODELS.mkdir(parents=True, exist_ok=True)
    if not (data / "models").exists():
        (data / "models").symlink_to(MODELS)
    port = free_port()
    with _serving(["-m", "bot", "serve", "--port", str(port)], port, data, **settings) as serving:
        yield serving


@contextmanager
def floor(folder: Path) -> Iterator[Serving]:
    """Serve the floors on a database of their own."""
    port = free_port()
    with _serving(
        ["-m", "benchmarks.floor", str(port), str(folder / "floor.sqlite3")], port, folder
    ) as serving:
        yield serving


@contextmanager
def _serving(arguments: Sequence[str], port: int, data: Path, **settings: str) -> Iterator[Serving]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHANGBAN_")}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **settings, "ZHANGBAN_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, begun + LONGEST_START)
        yield Serving(process=process, port=port, start=time.perf_counter() - begun)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, end: float) -> None:
    while not is_ready(port):
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode} before it was ready.")
        if time.perf_counter() > end:
            raise TimeoutError(f"The server was not ready within {LONGEST_START:.0f} s.")
        time.sleep(0.01)


def is_ready(port: int) -> bool:
    """Tell whether the server on a port says that it is ready."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as door:
            door.sendall(b"GET /readyz HTTP/1.1\r\nHost: floor\r\nConnection: close\r\n\r\n")
            return b" 200 " in door.recv(64)
    except OSError:
        return False


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
