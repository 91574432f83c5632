"""Who died is known by a file that nobody holds any more, and each death is told once."""

import subprocess
import sys

import pytest

from bot.alive import Alive, Died
from bot.settings import ROOT
from storage.engine import StoreUnavailable

DIES = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.alive import Alive
at = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
alive = Alive(Path(sys.argv[1]), "dead", lambda: at)
alive.begin(lambda died: None)
if sys.argv[2] == "in order":
    alive.end()
os._exit(9)
"""


def ended(folder, how):
    """Let another process live on the folder and end, killed or in order."""
    subprocess.run([sys.executable, "-c", DIES, str(folder), how], cwd=ROOT, check=False)


def found(folder, clock, name="next"):
    died = []
    alive = Alive(folder, name, clock)
    alive.begin(died.append)
    return alive, died


def test_a_process_that_was_killed_is_found_once_with_its_last_instant(tmp_path, clock):
    ended(tmp_path / "alive", "killed")

    first, died = found(tmp_path / "alive", clock)
    _, again = found(tmp_path / "alive", clock, "third")

    assert [(one.name, one.at.hour) for one in died] == [("dead", 1)]
    assert again == []
    first.end()


def test_one_that_stopped_in_order_left_nothing(tmp_path, clock):
    ended(tmp_path / "alive", "in order")

    assert found(tmp_path / "alive", clock)[1] == []


def test_one_that_lives_is_left_alone(tmp_path, clock):
    living, _ = found(tmp_path, clock, "living")

    assert found(tmp_path, clock)[1] == []
    living.end()


def test_each_beat_tells_the_newest_instant(tmp_path, clock):
    alive, _ = found(tmp_path, clock, "one")
    clock.pass_by(seconds=40)

    alive.beat()

    written = (tmp_path / "one").read_text()
    assert written == clock().isoformat(timespec="microseconds")


def test_a_death_that_could_not_be_taken_up_is_told_again(tmp_path, clock):
    ended(tmp_path, "killed")

    def fail(died: Died) -> None:
        raise StoreUnavailable

    with pytest.raises(StoreUnavailable):
        Alive(tmp_path, "one", clock).begin(fail)

    assert [one.name for one in found(tmp_path, clock)[1]] == ["dead"]
