"""`python -m benchmarks.understanding [--rasa HOME]`: train both readers, try both, and print one table.

Needs `python3.10` and Rasa as deploy/rasa/start installs it (HOME is its ZHANGBAN_RASA_HOME); without, only our own
figures are printed. Everything stays on loopback, and every process started here is stopped here.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import httpx

from benchmarks.load import rate
from benchmarks.processes import program
from bot.readers.rasa import rasa
from bot.release import gazetteer, read_libraries, tree_release
from bot.settings import ROOT
from nlu.evaluate import Report, reader, score
from nlu.read import Understanding, load, model_name
from nlu.trials import Trial, trials
from tests.nlu.hostile import LONG

START = ROOT / "deploy" / "rasa" / "start"
PARSES = 400
LETTER = 2000
WAIT = 180
SECONDS = 5.0


def main() -> int:
    """Measure and print; exit 0 also when Rasa is not there."""
    options = argparse.ArgumentParser()
    options.add_argument("--rasa", type=Path, default=None, help="a folder that deploy/rasa/start filled")
    options.add_argument(
        "--trained", action="store_true", help="Rasa is trained already: do not train it again"
    )
    given = options.parse_args()
    release = tree_release()
    with tempfile.TemporaryDirectory() as folder:
        seconds = _cpu(lambda: _train(folder))
        begun = time.perf_counter()
        model = Path(folder) / model_name(release.files)
        understanding = load(release.files, model, gazetteer(read_libraries(release).policies))
        cold = time.perf_counter() - begun
    paths = [path for path in sorted((ROOT / "tests" / "nlu").glob("*.yml")) if path.name != "values.yml"]
    sentences = trials({path.name: path.read_text("utf-8") for path in paths}, understanding.library.benefits)
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {len(sentences)} sentences")
    _told("own", score(reader(understanding, _today()), sentences))
    print(f"own: training {seconds:.1f} CPU-seconds, {cold:.1f} s to load, {_memory():.0f} MB")
    texts = [trial.text for trial in sentences[:PARSES]]
    _speed("own, in process", lambda text: understanding.analyse(text), texts, 1)
    _long(understanding, sentences)
    _own_over_http(texts)
    if given.rasa is not None:
        _rasa(given.rasa, understanding, sentences, texts, trained=given.trained)
    return 0


def _long(understanding: Understanding, sentences: Sequence[Trial]) -> None:
    """Letters of 2,000 characters put together from those of the set, each beginning with another; chat messages; and
    10,000 hostile characters: in processor time."""
    letters = [trial.text for trial in sentences if trial.kind == "letter"]
    joined = ["".join(letters[place:] + letters[:place])[:LETTER] for place in range(0, len(letters), 3)]
    short = [trial.text for trial in sentences if trial.kind == "short"]
    gc.collect()
    gc.freeze()  # as a server does once it is up
    for name, texts in ((f"letters of {LETTER} characters", joined), ("chat messages", short)):
        taken = sorted(_reading(understanding, text) for text in texts)
        print(
            f"own, {len(taken)} {name}: half within {1000 * taken[len(taken) // 2]:.2f} ms, "
            f"the least {1000 * taken[0]:.2f} ms, the most {1000 * taken[-1]:.2f} ms"
        )
    for text in LONG:
        taken = [_reading(understanding, text) for _ in range(5)]
        print(f"own, hostile of {len(text)} characters ({text[:6]}…): {1000 * min(taken):.1f} ms")


def _reading(understanding: Understanding, text: str) -> float:
    """The seconds of processor time that one message takes from its words to its meaning."""
    begun = time.process_time()
    understanding.read(understanding.analyse(text), expecting=None, before=None, today=_today())
    return time.process_time() - begun


def _own_over_http(texts: Sequence[str]) -> None:
    def requests(_connection: str) -> Iterator[Mapping[str, object]]:
        yield from ({"text": text} for text in itertools.cycle(texts))

    with tempfile.TemporaryDirectory() as folder, program(Path(folder) / "data") as serving:
        rate(serving.port, "/model/parse", requests, connections=1, seconds=1)
        for connections in (1, 8):
            found = rate(serving.port, "/model/parse", requests, connections=connections, seconds=SECONDS)
            print(
                f"own over HTTP, {connections} at once: {found:.0f} a second, {1000 * connections / found:.2f} ms each"
            )
        print(f"own over HTTP: ready after {serving.start:.1f} s, {serving.memory:.0f} MB (the whole server)")


def _today() -> date:
    return datetime.now(UTC).date()


def _train(folder: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "nlu.train", str(ROOT), folder], check=True, stdout=subprocess.DEVNULL
    )


def _cpu(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _rasa(
    home: Path, own: Understanding, sentences: tuple[Trial, ...], texts: list[str], *, trained: bool
) -> None:
    if not trained:
        environment = {**os.environ, "ZHANGBAN_RASA_HOME": str(home)}
        train = [str(START), "--train-only"]
        seconds = _cpu(lambda: subprocess.run(train, env=environment, check=True, stderr=subprocess.DEVNULL))
        print(f"rasa: training {seconds:.0f} CPU-seconds")
    with _served(home) as (address, process, cold):
        print(f"rasa: {cold:.0f} s to start, {_resident(process):.0f} MB")
        client = httpx.Client()
        other = rasa(client, address)
        read = reader(own, _today(), lambda text: other(text, own.analyse(text)))
        _told("rasa", score(read, sentences))
        door = f"{address}/model/parse"
        for clients in (1, 8):
            parse = lambda text: httpx.post(door, json={"text": text}, timeout=60)  # noqa: E731
            _speed("rasa over HTTP", parse, texts, clients)


@contextmanager
def _served(home: Path) -> Iterator[tuple[str, int, float]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(home / "venv/bin/rasa"), "run", "--enable-api", "--model", "models/zhangban.tar.gz"]
    begun = time.perf_counter()
    server = subprocess.Popen(
        [*command, "--interface", "127.0.0.1", "--port", str(port)], cwd=home / "project",
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        while not _answers(address):
            if server.poll() is not None or time.perf_counter() - begun > WAIT:
                raise RuntimeError("The Rasa server did not start; run deploy/rasa/start by hand to see why.")
            time.sleep(0.2)
        yield address, server.pid, time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait(30)


def _answers(address: str) -> bool:
    try:
        return httpx.post(f"{address}/model/parse", json={"text": "?"}, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def _speed(name: str, parse: Callable[[str], object], texts: list[str], clients: int) -> None:
    taken: list[float] = []

    def work(share: list[str]) -> None:
        for text in share:
            begun = time.perf_counter()
            parse(text)
            taken.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=work, args=(texts[place::clients],)) for place in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    taken.sort()
    print(
        f"{name}, {clients} at once: half within {1000 * taken[len(taken) // 2]:.2f} ms, 99 of 100 within "
        f"{1000 * taken[int(0.99 * len(taken))]:.2f} ms, {len(texts) / spent:.0f} a second"
    )


def _told(name: str, report: Report) -> None:
    shares = {about: round(tally.share, 3) for about, tally in report.overall.items()}
    print(f"{name}: {json.dumps(shares)}, rejection area {report.rejection.area:.3f}, "
          f"calibration error {report.calibration.error:.3f}, refused {report.refused.share:.3f}")  # fmt: skip


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    sys.exit(main())
