"""Start the real program with demo accounts in a folder of its own, and stop it again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from tests.stage import model_of, tree

LONGEST_START = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server: its address and the demo accounts' passwords by login."""

    base: str
    logins: Mapping[str, str]


@contextmanager
def server(folder: Path, *, region: str = "321100", today: str = "2026-11-21") -> Iterator[Server]:
    """Serve with demo data until the block ends; the model is taken from the tests' cache."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = model_of(tree())
    (folder / "models").mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    shutil.copy(model, folder / "models" / model.name)
    settings = {"ZHANGBAN_DATA": str(folder), "ZHANGBAN_PORT": str(port), "ZHANGBAN_REGION": region}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZHANGBAN_")}
    with (folder / "server.txt").open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve", "--demo"],
            cwd=ROOT,
            env={**clean, **settings, "ZHANGBAN_TODAY": today},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base, process, folder)
        lines = (folder / "demo-logins.txt").read_text("utf-8").splitlines()
        logins = dict(line.split()[:2] for line in lines if len(line.split()) >= 2)
        yield Server(base=base, logins=logins)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(base: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_START:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=20) as answer:
                if answer.status == 200 and (folder / "demo-logins.txt").exists():
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    said = (folder / "server.txt").read_text("utf-8", "replace")
    raise RuntimeError(f"The server was not ready within {LONGEST_START:.0f} s. It said:\n{said[-3000:]}")
