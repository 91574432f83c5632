"""Commands for editors: check the libraries, train, see a reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bot import clock
from bot.commands.faults import day_or_exit, fail, place_or_exit, say, settings_or_exit, told_plainly
from content.chinese import gap_in_chinese, in_chinese, sum_in_chinese

if TYPE_CHECKING:
    from content.release import Release
    from nlu.read import Understanding


def check(
    gaps: Annotated[
        bool, typer.Option(help="also list places without a figure and figures grown old")
    ] = False,
    region: Annotated[str | None, typer.Option(help="only the gaps of this place: a code or a name")] = None,
    zh: Annotated[bool, typer.Option("--zh", help="say it in Chinese")] = False,
) -> None:
    """List every fault in the libraries as file:line: fault -> remedy; exit 1 when there is one."""
    from bot.release import problems, tree_release

    release = tree_release()
    found = problems(release)
    for problem in found:
        say(str(in_chinese(problem) if zh else problem))
    if found:
        raise fail(sum_in_chinese("faults", len(found)) if zh else f"{len(found)} faults in the libraries.")
    say(sum_in_chinese("none") if zh else "The libraries hold no faults.")
    if gaps:
        _tell_gaps(release, region, zh=zh)


def _tell_gaps(release: Release, region: str | None, *, zh: bool) -> None:
    """List what the policies still lack today; a gap is no fault, since it is said as unknown."""
    from policies import compiled
    from policies.gaps import gaps
    from policies.regions import NATION

    policies = compiled.load(release.files, release=release.digest)
    place = place_or_exit(policies.regions, region) if region else NATION
    lacking = list(gaps(policies, clock.today(settings_or_exit()), within=place))
    for gap in lacking:
        told = replace(gap, lack=gap_in_chinese(gap.lack)) if zh else gap
        say(f"{told} ({policies.parameters[gap.parameter].label}, {policies.regions.spoken(gap.region)})")
    say(sum_in_chinese("gaps", len(lacking)) if zh else f"{len(lacking)} gaps.")


def train() -> None:
    """Train the understanding on the tree's sentences, whether or not a model is kept."""
    from bot import release
    from bot.settings import make_data_folder

    settings = settings_or_exit()
    with told_plainly():
        models = make_data_folder(settings) / "models"
        tree = release.tree_release()
        try:
            release.train(tree, models)
        except RuntimeError as error:
            raise fail(str(error)) from None
    say(f"Trained release {tree.digest} into {models}")


def read(
    text: Annotated[str, typer.Argument(help="what a resident might write")],
    expecting: Annotated[str | None, typer.Option(help="the value kind that was just asked")] = None,
    context: Annotated[str | None, typer.Option(help="the person's message before this one")] = None,
    today: Annotated[str | None, typer.Option(help="the day to reckon from")] = None,
    why: Annotated[bool, typer.Option(help="also the nearest training sentences and what decided")] = True,
) -> None:
    """Show what one message is understood to mean, as /model/parse would answer, and why."""
    import json

    from bot.channels.parse import parsed
    from bot.foundation import lay_libraries
    from nlu.reading import Expecting

    settings = settings_or_exit()
    on = day_or_exit(today, clock.today(settings))
    with told_plainly():
        in_force = lay_libraries(settings, lambda line: typer.echo(line, err=True))
    asked = Expecting(kind=expecting) if expecting else None
    shape = parsed(in_force.understanding, text, asked, context, on)
    say(json.dumps(shape, ensure_ascii=False, indent=2))
    if why:
        _why(in_force.understanding, text)


def _why(understanding: Understanding, text: str) -> None:
    """Print the reasons on standard error's side of the answer: standard output stays one JSON value."""
    from bot.release import tree_release
    from nlu.library import read_library
    from nlu.why import nearest, reasons

    for reason in reasons(understanding, text):
        added = "  ".join(f"{feature} {weight:+.2f}" for feature, weight in reason.features)
        typer.echo(f"{reason.head}: {reason.name} {reason.confidence:.2f} by {added}", err=True)
    training = read_library(tree_release().files, []).training
    for near in nearest(understanding, training, text):
        example = near.example
        typer.echo(
            f"{near.likeness:.2f} {example.path}:{example.line}: {example.act}: {example.text}", err=True
        )
