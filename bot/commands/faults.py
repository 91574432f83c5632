"""How a command fails: a plain sentence and an exit code, never a traceback for something a person can mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import typer

from bot.region import NotOnePlace, resolve
from bot.settings import BadSettings, Settings, read_settings
from content.problem import BadLibrary
from policies.regions import Regions


def say(line: str) -> None:
    """Print one line to standard output at once, so that a pipe sees it too."""
    typer.echo(line)


def fail(message: str, code: int = 1) -> typer.Exit:
    """Print what is wrong to standard error and return the exit to raise."""
    typer.echo(message, err=True)
    return typer.Exit(code)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn settings and libraries that cannot be used into their list of faults."""
    try:
        yield
    except BadSettings as error:
        raise fail(str(error), 2) from None
    except NotOnePlace as error:
        raise fail(f"ZHANGBAN_REGION: {error}.", 2) from None
    except BadLibrary as error:
        count = len(error.problems)
        raise fail(f"{error}\n{count} faults in the libraries. Nothing was put in force.") from None


def settings_or_exit(**given: object) -> Settings:
    """Return the settings, those given on the command line first."""
    with told_plainly():
        return read_settings(**given)


def place_or_exit(regions: Regions, name: str) -> str:
    """Return the code of a place named on the command line."""
    try:
        return resolve(regions, name)
    except NotOnePlace as error:
        raise fail(f"--region: {error}.", 2) from None


def day_or_exit(text: str | None, otherwise: date) -> date:
    """Return a day given on the command line, or the other one when none was."""
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        raise fail(f"{text!r} is not a day; write it as 2026-01-31.", 2) from None
