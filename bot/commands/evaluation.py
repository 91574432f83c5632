"""`evaluate`: how much of the held-out sentences is understood, and which were not."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import clock
from bot.commands.faults import fail, say, settings_or_exit, told_plainly
from bot.settings import ROOT

if TYPE_CHECKING:
    from nlu.evaluate import Reader, Report, Tally
    from nlu.trials import Trial

HELD_OUT = ROOT / "tests" / "nlu"
_VALUES_ONLY = "values.yml"


def evaluate(
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders of labelled sentences")] = None,
    reader: Annotated[str, typer.Option(help="own, or rasa (a server at ZHANGBAN_RASA_URL)")] = "own",
    html: Annotated[Path | None, typer.Option(help="also write a page with plots to this file")] = None,
    typos: Annotated[
        float, typer.Option(help="swap this share of characters for others like them, 0 to 1")
    ] = 0,
    misses: Annotated[bool, typer.Option("--misses", help="list every sentence that was misread")] = False,
) -> None:
    """Say how well the assistant understands sentences it has not learnt from."""
    from bot.commands.evaluation_page import drawn
    from bot.foundation import lay_libraries
    from bot.release import tree_release
    from nlu.evaluate import reader as reading_of
    from nlu.evaluate import score
    from nlu.trials import trials
    from nlu.typos import with_typos

    if reader not in ("own", "rasa"):
        raise fail(f"There is no reader {reader!r}; name own or rasa.", 2)
    files = _files(paths or [HELD_OUT])
    settings = settings_or_exit(reader=reader)
    with told_plainly():
        understanding = lay_libraries(settings, say).understanding
        sentences = trials(files, understanding.library.benefits)
        if typos:
            sentences = tuple(with_typos(sentences, tree_release().files, typos))
    read = reading_of(understanding, clock.today(settings))
    taken = _timed(read, sentences)
    report = score(read, sentences)
    speed = _speed(taken, reader)
    _print(report)
    say(speed)
    if html is not None:
        html.write_text(drawn(report, speed), encoding="utf-8")
        say(f"The page is {html}")
    if misses:
        for miss in report.misses:
            say(f"{miss.about}: {miss.trial.text!r} is {miss.wanted}, read as {miss.got}")


def _timed(read: Reader, sentences: Sequence[Trial]) -> list[float]:
    """Return the seconds that each sentence takes, the quickest first."""
    taken: list[float] = []
    for trial in sentences:
        begun = time.perf_counter()
        read(trial)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)


def _speed(taken: Sequence[float], reader: str) -> str:
    return (
        f"{len(taken)} sentences, reader {reader}; "
        f"one takes {1000 * taken[len(taken) // 2]:.2f} ms (half of them), "
        f"{1000 * taken[int(0.99 * len(taken))]:.2f} ms (99 of 100); {_memory():.0f} MB in this process"
    )


def _files(paths: list[Path]) -> dict[str, str]:
    found = [file for path in paths for file in (sorted(path.glob("*.yml")) if path.is_dir() else [path])]
    kept = [file for file in found if file.name != _VALUES_ONLY]
    if not kept or not all(file.is_file() for file in kept):
        raise fail("No such files of labelled sentences (.yml); name files or a folder.", 2)
    return {str(file): file.read_text("utf-8") for file in kept}


def _memory() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _print(report: Report) -> None:
    for about, tally in report.overall.items():
        say(f"{about:12} {_share(tally)}")
    for kind, found in report.by_kind.items():
        say(f"  {kind:12} " + "  ".join(f"{about} {_share(tally)}" for about, tally in found.items()))
    for about in ("act", "benefit", "aspect", "value"):
        for name, tally in report.by_label.get(about, {}).items():
            say(f"  {about} {name:24} {_share(tally)}")
    for about, pairs in report.confusion.items():
        if about in ("act", "benefit", "aspect"):
            worst = ", ".join(
                f"{wanted} as {got} {count}" for (wanted, got), count in list(pairs.items())[:8]
            )
            say(f"  confused {about}: {worst}")
    say(
        f"refused      {_share(report.refused)} of what is ours was taken for another office's or not understood"
    )
    say(f"calibration  expected error {report.calibration.error:.3f}")
    say(
        f"rejection    area {report.rejection.area:.3f}; "
        f"{report.rejection.at_95:.1%} of others' matters refused when 95 % of ours is kept"
    )


def _share(tally: Tally) -> str:
    return f"{tally.share:6.1%} ({tally.right}/{tally.total})"
