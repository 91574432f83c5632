"""Putting the tree's libraries in force, and going back: each says what it changes against what is in force now."""

import pytest
from typer.testing import CliRunner

from bot.__main__ import program
from bot.foundation import open_database
from bot.release import tree_release
from bot.settings import read_settings
from content.release import of_files, pack
from storage import releases

CARD = "policies/library/gaoling.yml"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHANGBAN_DATA", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(program, ["release", *words])


def colleagues_release():
    """A colleague put theirs in force: a card differs, and there is a file that this tree has not."""
    tree = tree_release()
    changed = {CARD: tree.files[CARD] + "# one more\n", "policies/library/sources/new.yml": "{}\n"}
    release = of_files({**tree.files, **changed})
    with open_database(read_settings()).writing() as db:
        releases.keep_release(db, release.digest, pack(release))
        releases.put_in_force(db, release.digest, "li")
    return release


def test_who_puts_a_tree_in_force_sees_what_a_colleague_loses_by_it(run):
    theirs = colleagues_release()

    done = run("now")

    assert done.exit_code == 0, done.output
    told = [line.split() for line in done.output.splitlines()]
    assert ["changed", CARD] in told
    assert ["gone", "policies/library/sources/new.yml"] in told
    assert len(told) == 4
    assert f"{theirs.digest}, in force since" in done.output
    assert "by li" in done.output


def test_going_back_says_what_it_changes_and_once_more_changes_nothing(run):
    theirs = colleagues_release()
    run("now")

    back, again = run("put", theirs.digest), run("put", theirs.digest)

    assert ["new", "policies/library/sources/new.yml"] in [line.split() for line in back.output.splitlines()]
    assert again.output == f"Release {theirs.digest} is in force already.\n"
    assert len(run("list").output.splitlines()) == 3
