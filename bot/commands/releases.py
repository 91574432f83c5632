"""Commands for releases: which were in force when, put the tree's in force, put an older one back."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.commands.faults import fail, say, settings_or_exit, told_plainly
from content.release import Release, differences, pack, unpack
from storage import releases as kept
from storage.engine import Db, Store
from storage.releases import PutInForce

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
        before = kept.history(db)[:1]
        kept.keep_release(db, tree.digest, pack(tree))
        _put(db, before, tree)


@releases.command("put")
def put(digest: Annotated[str, typer.Argument(help="a digest from 'release list'")]) -> None:
    """Put a kept release back in force; running servers follow within 10 seconds."""
    with _store().writing() as db:
        packed = kept.release(db, digest)
        if packed is None:
            raise fail(f"There is no release {digest}; see: release list", 2)
        _put(db, kept.history(db)[:1], unpack(packed))


def _put(db: Db, before: Sequence[PutInForce], release: Release) -> None:
    """Put a release in force and say what that changes: a colleague's change that is not in it goes, and is seen to."""
    if before and before[0].digest == release.digest:
        say(f"Release {release.digest} is in force already.")
        return
    kept.put_in_force(db, release.digest, getpass.getuser())
    say(f"Release {release.digest} is in force.")
    packed = kept.release(db, before[0].digest) if before else None
    if packed is not None:
        say(
            f"Compared with {before[0].digest}, in force since {before[0].at:%Y-%m-%d %H:%M} UTC by {before[0].by}:"
        )
        for how, path in differences(unpack(packed), release):
            say(f"  {how:8} {path}")


def _store() -> Store:
    from bot.foundation import open_database

    with told_plainly():
        return open_database(settings_or_exit())
