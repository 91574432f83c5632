"""`evaluate`: how much of the held-out sentences is understood, and which were not."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.commands.faults import fail, say, settings_or_exit, told_plainly
from bot.settings import ROOT
from nlu.evaluate import Report, Tally

HELD_OUT = ROOT / "tests" / "nlu"


def evaluate(
    folder: Annotated[Path, typer.Argument(help="a folder of labelled sentences")] = HELD_OUT,
    misses: Annotated[bool, typer.Option("--misses", help="list every sentence that was misread")] = False,
) -> None:
    """Say how well the assistant understands sentences it has not learnt from."""
    from bot.foundation import lay_libraries
    from nlu.evaluate import labelled, reader, score

    files = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yml"))}
    if not files:
        raise fail(f"{folder} holds no .yml files of labelled sentences; name another folder.", 2)
    settings = settings_or_exit()
    with told_plainly():
        understanding = lay_libraries(settings, say).understanding
        sentences = labelled(files, understanding.library.benefits)
    begun = time.perf_counter()
    report = score(reader(understanding, clock.today(settings)), sentences)
    spent = time.perf_counter() - begun
    _print(report)
    say(f"{len(sentences)} sentences, {1000 * spent / max(len(sentences), 1):.2f} ms each")
    if misses:
        for miss in report.misses:
            say(f"{miss.about}: {miss.example.text!r} is {miss.wanted}, read as {miss.got}")


def _print(report: Report) -> None:
    for about, tally in report.overall.items():
        say(f"{about:12} {_share(tally)}")
    for kind, found in report.by_kind.items():
        say(f"  {kind:12} " + "  ".join(f"{about} {_share(tally)}" for about, tally in found.items()))


def _share(tally: Tally) -> str:
    return f"{tally.share:6.1%} ({tally.right}/{tally.total})"
