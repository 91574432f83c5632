"""One token for all: fetched by one process at a time, another only where the platform refuses the one there is."""

import os
import subprocess
import sys
import time

from bot.channels.wechat.token import Tokens
from bot.settings import ROOT

PROGRAM = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from bot.channels.wechat.token import Tokens
from storage.columns import Vault
from storage.engine import open_store

folder = Path(sys.argv[1])
store = open_store(f"sqlite:///{folder / 'zhangban.sqlite3'}", Vault.from_key_file(folder / "keys.json"),
                   lambda: datetime.now(UTC))

def fetch(force):
    with (folder / "fetched").open("a") as file:
        file.write("x")
    time.sleep(0.3)
    return "token-1", 7200

while not (folder / "go").exists():
    time.sleep(0.01)
print(Tokens(name="access-gh_1", store=store, folder=folder / "locks", fetch=fetch).now())
"""


class Platform:
    """Gives out tokens; the same one until it is asked for another by force."""

    def __init__(self):
        self.asked = []
        self.number = 1

    def __call__(self, force):
        self.asked.append(force)
        self.number += force
        return f"token-{self.number}", 7200


def tokens(store, tmp_path, platform):
    return Tokens(name="access-gh_1", store=store, folder=tmp_path / "locks", fetch=platform)


def test_a_token_is_fetched_once_and_kept(store, tmp_path):
    platform = Platform()
    known = tokens(store, tmp_path, platform)

    assert [known.now(), known.now()] == ["token-1", "token-1"]
    assert platform.asked == [False]


def test_a_token_about_to_end_is_fetched_anew(store, tmp_path, clock):
    platform = Platform()
    known = tokens(store, tmp_path, platform)
    known.now()
    clock.pass_by(seconds=7200 - 59)

    known.now()

    assert platform.asked == [False, False]


def test_a_refused_token_is_taken_away_by_force_only_when_the_platform_still_gives_it(store, tmp_path):
    platform = Platform()
    known = tokens(store, tmp_path, platform)

    assert known.renewed(known.now()) == "token-2"
    assert platform.asked == [False, False, True]


def test_who_comes_second_with_a_refused_token_takes_the_one_that_was_fetched_meanwhile(store, tmp_path):
    platform = Platform()
    known = tokens(store, tmp_path, platform)
    refused = known.now()
    first = known.renewed(refused)

    assert tokens(store, tmp_path, platform).renewed(refused) == first
    assert platform.asked == [False, False, True]


def test_two_processes_fetch_one_token(store, tmp_path):
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(3)
    ]
    time.sleep(1)
    (tmp_path / "go").touch()

    printed = [process.communicate(timeout=60)[0].strip() for process in started]

    assert printed == ["token-1"] * 3
    assert (tmp_path / "fetched").read_text() == "x"


def test_the_token_stands_sealed_in_the_store(store, tmp_path):
    tokens(store, tmp_path, lambda _force: ("secret-of-the-platform", 7200)).now()

    assert b"secret-of-the-platform" not in (tmp_path / "zhangban.sqlite3").read_bytes()
