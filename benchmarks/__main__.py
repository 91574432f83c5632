"""`python -m benchmarks`: measure start, memory, turns and understanding against their floors, and print the table.

Everything runs on this machine's loopback, in temporary folders, for a bounded time. Floor and program take turns,
so that whatever else the machine does falls on both; of several rounds the median counts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import load, processes, turns, wechat
from benchmarks.inside import inside
from benchmarks.length import length
from benchmarks.repeats import repeats
from benchmarks.table import Figure, circumstances, markdown, page
from bot import clock
from bot.settings import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
STARTS = 5
TURNS_BEFORE_WEIGHING = 500
ROUNDS, SECONDS = 3, 2.0
WEBHOOK, PARSE = "/webhooks/rest/webhook", "/model/parse"


def main() -> None:
    """Measure, print, and with --write keep the figures in docs/benchmarks.md."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--write", action="store_true", help="keep the figures in docs/benchmarks.md")
    options = asked.parse_args()
    where = circumstances(" ".join(["python -m benchmarks", *sys.argv[1:]]), clock.now().date())
    print(f"{where}\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="zhangban-bench-") as folder:
        figures = tuple(_figures(Path(folder)))
    print(markdown(figures))
    if options.write:
        PAGE.write_text(page(figures, where), "utf-8")
        print(f"\nKept in {PAGE.relative_to(ROOT)}.")


def _figures(folder: Path) -> Iterator[Figure]:
    yield _start(folder)
    with processes.program(folder / "data") as program, processes.floor(folder) as floor:
        yield _memory("memory after start", program, floor)
        load.send(program.port, WEBHOOK, load.turns, count=TURNS_BEFORE_WEIGHING)
        load.send(floor.port, "/row", load.turns, count=TURNS_BEFORE_WEIGHING)
        yield _memory(f"memory after {TURNS_BEFORE_WEIGHING} turns", program, floor)
        for connections in (1, 8):
            what = f"turns through REST, {connections} connection{'s' if connections > 1 else ''}"
            yield _rate(what, (program, WEBHOOK), (floor, "/row"), load.turns, connections, "one row")
        yield _rate("/model/parse, 1 connection", (program, PARSE), (floor, "/echo"), load.texts, 1, "echo")
    yield from inside(folder / "inside")
    yield from turns.measure(folder / "turns")
    yield from length(folder / "length")
    yield from repeats()
    yield from wechat.measure()


def _start(folder: Path) -> Figure:
    """Start both once unmeasured, so that tables, model and caches of the file system are there; then in turns."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(STARTS + 1):
        with processes.program(folder / "data") as program, processes.floor(folder) as floor:
            if number:
                ours.append(program.start)
                theirs.append(floor.start)
    what = f"/readyz after start, median of {STARTS}"
    return Figure(
        what=what, value=median(ours), unit="s", floor=median(theirs), floor_is="bare server", aim="≤ 3.0 s"
    )


def _memory(what: str, program: processes.Serving, floor: processes.Serving) -> Figure:
    return Figure(what=what, value=program.memory, unit="MB", floor=floor.memory, floor_is="bare server")


def _rate(
    what: str,
    ours: tuple[processes.Serving, str],
    theirs: tuple[processes.Serving, str],
    requests: load.Requests,
    connections: int,
    floor_is: str,
) -> Figure:
    rates: dict[str, list[float]] = {ours[1]: [], theirs[1]: []}
    for _ in range(ROUNDS):
        for serving, path in (theirs, ours):
            rates[path].append(
                load.rate(serving.port, path, requests, connections=connections, seconds=SECONDS)
            )
    value, floor = median(rates[ours[1]]), median(rates[theirs[1]])
    return Figure(what=what, value=value, unit="/s", floor=floor, floor_is=floor_is)


if __name__ == "__main__":
    main()
