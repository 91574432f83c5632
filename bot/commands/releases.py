"""Commands for releases: which were in force when, put the tree's in force, put an older one back."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from bot.commands.faults import fail, say, settings_or_exit, told_plainly
from content.release import pack
from storage import releases as kept
from storage.engine import Store

releases = typer.Typer(help="Releases of the libraries.", no_args_is_help=True)


@releases.command("list")
def listed() -> None:
    """List every change of the release in force, newest first."""
    with _store().reading() as db:
        history = kept.history(db)
    for place, put in enumerate(history):
        mark = "in force" if place == 0 else ""
        say(f"{put.digest}  {put.at:%Y-%m-%d %H:%M} UTC  by {put.by}  {mark}".rstrip())
    if not history:
        say("No release was ever in force; the first start makes one.")


@releases.command("now")
def now() -> None:
    """Check the tree's libraries and put them in force; running servers follow within 10 seconds."""
    from bot.foundation import check_tree
    from bot.release import tree_release

    with told_plainly():
        check_tree()
    tree = tree_release()
    with _store().writing() as db:
        kept.keep_release(db, tree.digest, pack(tree))
        kept.put_in_force(db, tree.digest, getpass.getuser())
    say(f"Release {tree.digest} is in force.")


@releases.command("put")
def put(digest: Annotated[str, typer.Argument(help="a digest from 'release list'")]) -> None:
    """Put a kept release back in force; running servers follow within 10 seconds."""
    with _store().writing() as db:
        if kept.release(db, digest) is None:
            raise fail(f"There is no release {digest}; see: release list", 2)
        kept.put_in_force(db, digest, getpass.getuser())
    say(f"Release {digest} is in force.")


def _store() -> Store:
    from bot.foundation import open_database

    with told_plainly():
        return open_database(settings_or_exit())
