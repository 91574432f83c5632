"""Starts the real program on a free loopback port and waits on conditions, never on time."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.settings import ROOT
from tests import stage

LONGEST_START = 180.0
_LOWEST, _HIGHEST = 15000, 32000
_PORTS = (
    _LOWEST + (os.getpid() * 37 + number) % (_HIGHEST - _LOWEST) for number in range(_HIGHEST - _LOWEST)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running program: its process, address, data folder, and the file of everything it printed."""

    process: subprocess.Popen[bytes]
    base: str
    data: Path
    output: Path

    def printed(self) -> str:
        """Return what the program wrote to standard output and error so far."""
        return self.output.read_text("utf-8")

    def stop(self) -> None:
        """Ask the program to stop, and wait until it has."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=120)


def environment(data: Path, **more: str) -> Mapping[str, str]:
    """Return an environment in which nothing of this machine's own settings is left."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHANGBAN_")}
    return {**kept, "ZHANGBAN_DATA": str(data), "PYTHONUNBUFFERED": "1", **more}


def data_folder(data: Path) -> Path:
    """Prepare a data folder that shares the trained model with other tests."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    stage.model_of(stage.tree())
    if not (data / "models").exists():
        (data / "models").symlink_to(stage.MODELS)
    return data


def free_port() -> int:
    """Return a port that nothing holds now, and that nothing is given by chance until the program holds it.

    What a system gives to outgoing connections, and to whoever asks for any port, lies above these; each worker of the
    tests begins elsewhere.
    """
    for port in _PORTS:
        with socket.socket() as door, suppress(OSError):
            door.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@contextmanager
def serving(data: Path, *arguments: str, **more: str) -> Iterator[Server]:
    """Run the program until the block ends; it is ready when the block begins."""
    data_folder(data)
    port = free_port()
    output = data.parent / f"{data.name}-{port}.log"
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port), *arguments]
    with output.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(data, **more), stdout=log, stderr=subprocess.STDOUT
        )
    server = Server(process=process, base=f"http://127.0.0.1:{port}", data=data, output=output)
    try:
        wait_until_ready(server)
        yield server
    finally:
        server.stop()


def wait_until_ready(server: Server) -> None:
    """Wait for /readyz; raises AssertionError with the log when the program ends or takes too long."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise AssertionError(f"the program ended:\n{server.printed()}")
        try:
            if httpx.get(f"{server.base}/readyz", timeout=20).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"not ready within {LONGEST_START} seconds:\n{server.printed()}")
