"""Commands for policies: see a card as residents are answered, screen a table of households, compare two releases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from bot import clock
from bot.commands.csv_out import write_csv
from bot.commands.faults import day_or_exit, fail, place_or_exit, say, settings_or_exit, told_plainly

if TYPE_CHECKING:
    from content.release import Release
    from policies.amounts import Due
    from policies.households import Household
    from policies.impact import Change
    from policies.members import Share
    from policies.policies import Policies

TREE = "tree"


class ShowsACard(TyperGroup):
    """Take `policy gaoling` for `policy show gaoling`: whatever is no command is a benefit."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `show` before a benefit's id."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["show", *args]
        return super().parse_args(ctx, args)


policies = typer.Typer(
    cls=ShowsACard,
    help="Policies: a card, households screened in bulk, two releases compared.",
    no_args_is_help=True,
)
Region = Annotated[str, typer.Option(help="a place: a code, or a name only one place has")]
Day = Annotated[str | None, typer.Option(help="the day asked about, such as 2026-11-21")]
Out = Annotated[Path | None, typer.Option(help="write the rows to this CSV file instead of printing them")]


@policies.command("show")
def show(
    benefit: Annotated[str, typer.Argument(help="a benefit's id, such as gaoling")],
    region: Region = "000000",
    on: Day = None,
) -> None:
    """Print everything the policies say of a benefit at a place on a day, each with its source."""
    from policies import answers

    today = clock.today(settings_or_exit())
    day = day_or_exit(on, today)
    known = _library(TREE)
    if benefit not in known.cards:
        raise fail(f"There is no benefit {benefit!r}; known: {', '.join(sorted(known.cards))}.", 2)
    place = place_or_exit(known.regions, region)
    for line in answers.full(known, benefit, region=place, on=day, today=today):
        say(line)


@policies.command("screen")
def screen(
    file: Annotated[Path, typer.Argument(help="a CSV or XLSX file; columns are called as the facts are")],
    region: Region = "000000",
    on: Day = None,
    out: Out = None,
) -> None:
    """Look every household of a table over, all benefits; one row for each household and benefit worth telling."""
    from policies.members import screen_members

    day = day_or_exit(on, clock.today(settings_or_exit()))
    known = _library(TREE)
    households = _households(known, file)
    place = place_or_exit(known.regions, region)
    names = known.words.groups["columns"]
    rows = [
        _screened(known, household, share)
        for household in households
        for share in screen_members(known, household.facts, household.members, region=place, today=day)
        if share.result.proposed
    ]
    write_csv(
        [[names[key] for key in ("household", "member", "benefit", "answer", "amount", "missing")], *rows],
        out,
    )
    typer.echo(f"{len(households)} households, {len(rows)} rows.", err=True)


@policies.command("impact")
def impact(
    before: Annotated[str, typer.Argument(help="a release's digest, a folder with libraries, or 'tree'")],
    after: Annotated[str, typer.Argument(help="the release to compare it with")],
    households: Annotated[Path, typer.Option(help="a CSV or XLSX file of households")],
    region: Region = "000000",
    on: Day = None,
    out: Out = None,
) -> None:
    """Say which households gain or lose between two releases, and by how much."""
    from policies.impact import impact as compared

    day = day_or_exit(on, clock.today(settings_or_exit()))
    old, new = _library(before), _library(after)
    table = _households(new, households)
    place = place_or_exit(new.regions, region)
    changes = list(compared(old, new, table, region=place, today=day))
    touched = len({change.household for change in changes})
    say(f"{len(table)} households, {touched} of them touched, {len(changes)} changes.")
    _tell(old, new, changes, out)


@policies.command("cases")
def cases(
    before: Annotated[str, typer.Argument(help="a release's digest, a folder with libraries, or 'tree'")],
    after: Annotated[str, typer.Argument(help="the release to compare it with")],
    region: Region = "000000",
    on: Day = None,
    out: Out = None,
) -> None:
    """Say which open applications another release would judge otherwise; by number, never by name."""
    from bot.foundation import open_database
    from cases.impact import impact as compared

    settings = settings_or_exit()
    day = day_or_exit(on, clock.today(settings))
    old, new = _library(before), _library(after)
    place = place_or_exit(new.regions, region)
    with told_plainly(), open_database(settings).reading() as db:
        looked = [change for _, change in compared(db, old, new, region=place, today=day)]
    changes = [change for change in looked if change is not None]
    say(f"{len(looked)} open applications, {len(changes)} of them touched.")
    _tell(old, new, changes, out)


def _tell(old: Policies, new: Policies, changes: Sequence[Change], out: Path | None) -> None:
    """List what changes, by benefit and effect in sum, then one by one."""
    from policies.impact import counted

    for (benefit, effect), count in sorted(
        counted(changes).items(), key=lambda entry: (entry[0][0], entry[0][1].value)
    ):
        say(f"  {benefit}: {effect.value} {count}")
    names = new.words.groups["columns"]
    heads = [
        names[key] for key in ("household", "member", "benefit", "effect", "before", "after", "difference")
    ]
    if changes:
        write_csv(
            [heads, *(_changed(new if change.benefit in new.cards else old, change) for change in changes)],
            out,
        )


def _screened(known: Policies, household: Household, share: Share) -> Sequence[str]:
    result = share.result
    missing = [known.facts[name].label for name in (*result.verdict.ask, *result.verdict.unsettled)]
    return (
        household.name,
        share.member,
        known.cards[result.benefit].name,
        known.words.groups["columns"][result.verdict.answer.value],
        _amount(known, result.due),
        known.words.say("and").join(missing),
    )


def _changed(known: Policies, change: Change) -> Sequence[str]:
    from policies.words import plain_number

    names = known.words.groups["columns"]

    def side(answer: str, amount: str) -> str:
        return f"{names[answer]} {amount}".strip()

    gap = change.difference
    difference = "" if gap is None else ("+" if gap > 0 else "") + plain_number(gap)
    return (
        change.household,
        change.member,
        known.cards[change.benefit].name,
        names[change.effect.value],
        side(change.before.value, _amount(known, change.due_before)),
        side(change.after.value, _amount(known, change.due_after)),
        difference,
    )


def _amount(known: Policies, owed: Due | None) -> str:
    from policies.tariff import amount_words

    return amount_words(known, owed.amount, owed.unit, floor=owed.figure.floor) if owed is not None else ""


def _households(known: Policies, file: Path) -> Sequence[Household]:
    from bot.commands.sheets import NotATable, read_sheet
    from policies.households import BadRows, read_rows

    try:
        return read_rows(known, read_sheet(file))
    except OSError as error:
        raise fail(f"{file}: {error.strerror}.", 2) from None
    except NotATable as error:
        raise fail(f"{error}.", 2) from None
    except BadRows as error:
        raise fail(
            f"{file.name}:\n{error}\n{len(error.faults)} faults; no household was looked at."
        ) from None


def _library(name: str) -> Policies:
    """Return the policies of the tree, of a folder, or of a release kept in the database."""
    from policies import compiled

    with told_plainly():
        release = _release(name)
        return compiled.load(release.files, release=release.digest)


def _release(name: str) -> Release:
    from bot.foundation import open_database
    from bot.release import stored, tree_release
    from content.release import of_folder

    if name == TREE:
        return tree_release()
    if Path(name).is_dir():
        return of_folder(Path(name))
    with open_database(settings_or_exit()).reading() as db:
        release = stored(db, name)
    if release is None:
        raise fail(
            f"There is no release {name!r}; give a digest from 'release list', a folder, or {TREE!r}.", 2
        )
    return release
