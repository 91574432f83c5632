"""How the program starts: lean, or not at all with a plain list of what to mend."""

import json
import shutil
import socket
import subprocess
import sys

import pytest

from bot.settings import ROOT
from tests.house.tree import ROOMS
from tests.whole.server import data_folder, environment

pytestmark = pytest.mark.whole

LATER = ("sklearn", "scipy", "telegram", "dbos", "pypinyin", "jieba", "rapidocr", "faststream", "alembic")
BUILD = """
import json, sys
from bot.app import assemble
from bot.message import Message
from bot.settings import read_settings
from storage.turns import Sender

program = assemble(read_settings(), lambda line: None)
program.running.inbox.take_now(Message(sender=Sender("rest", "rest", "a"), id="1", text="hello"))
print(json.dumps(sorted(sys.modules)))
"""


def run(data, *command, cwd=ROOT, **more):
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def data(tmp_path):
    return data_folder(tmp_path / "data")


def test_what_is_not_needed_for_a_turn_is_not_imported(data):
    # The first start migrates, which needs Alembic; the second is what every later start is like.
    first = run(data, "-c", BUILD)
    second = run(data, "-c", BUILD)

    loaded = {name.split(".")[0] for name in json.loads(second.stdout.splitlines()[-1])}

    assert first.returncode == second.returncode == 0, second.stderr
    assert "numpy" in loaded
    assert not loaded.intersection(LATER)


def test_importing_the_app_builds_nothing(data):
    done = run(data, "-c", "import bot.app")

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in data.iterdir()) == ["models"]


def test_what_changes_how_statements_are_built_is_there_before_anything_speaks_to_the_database(data):
    """Imported later, beside a sender, it is half there for a moment, and every statement of that moment fails."""
    done = run(data, "-c", "import bot.app, sys; print('sqlalchemy.orm' in sys.modules)")

    assert done.stdout.strip() == "True", done.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"ZHANGBAN_HOST": "0.0.0.0"}, "ZHANGBAN_API_TOKEN is not set"),
        ({"ZHANGBAN_PUBLIC_URL": "https://help.example"}, "ZHANGBAN_API_TOKEN is not set"),
        ({"ZHANGBAN_TODAY": "soon"}, "ZHANGBAN_TODAY"),
        ({"ZHANGBAN_REGION": "Atlantis"}, "ZHANGBAN_REGION"),
        ({"ZHANGBAN_DATA": "/proc/nowhere"}, "ZHANGBAN_DATA"),
    ],
)
def test_settings_that_cannot_be_used_refuse_to_start(data, settings, told):
    done = run(data, "-m", "bot", "serve", "--port", "0", **settings)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_told_plainly(data):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = str(door.getsockname()[1])
        done = run(data, "-m", "bot", "serve", "--port", port)

    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_library_refuses_to_start_with_the_list_that_check_prints(data, tmp_path):
    copy = tmp_path / "tree"
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    card = copy / "policies" / "library" / "gaoling.yml"
    card.write_text(card.read_text("utf-8") + "\nno: no\nunheard_of: 7\n", "utf-8")

    served = run(data, "-m", "bot", "serve", "--port", "0", cwd=copy)
    checked = run(data, "-m", "bot", "check", cwd=copy)

    assert served.returncode == checked.returncode == 1
    lines = [line for line in checked.stdout.splitlines() if "policies/library/gaoling.yml:" in line]
    assert len(lines) >= 2
    assert all(line in served.stderr for line in lines)
    assert all(" -> " in line for line in lines)
    assert "Traceback" not in served.stderr
