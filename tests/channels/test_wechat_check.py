"""`wechat menu`, `scene` and `check` as whoever runs the server uses them: what is set, what is wrong, in words."""

import os
import subprocess
import sys

import pytest

from bot.settings import ROOT
from tests.channels.wechat_platform import Platform
from tests.channels.wechat_pushes import Account

pytestmark = pytest.mark.whole
MENU = """
buttons:
  - name: 办事
    below:
      - {name: 高龄津贴, says: 我想办高龄津贴}
      - {name: 大字网页, opens: chat}
  - {name: 办到哪了, says: 办到哪了}
"""
PUBLIC = "https://help.example.gov.cn"


@pytest.fixture
def platform():
    running = Platform(Account())
    yield running
    running.stop()


def bot(folder, platform, *arguments, **more):
    """Run one of the commands against the platform."""
    known = platform.account
    variables = {
        "PATH": os.environ["PATH"],
        "ZHANGBAN_DATA": str(folder / "data"),
        "ZHANGBAN_WECHAT_ACCOUNT": known.name,
        "ZHANGBAN_WECHAT_TOKEN": known.token,
        "ZHANGBAN_WECHAT_AES_KEY": known.aes_key,
        "ZHANGBAN_WECHAT_APPID": known.appid,
        "ZHANGBAN_WECHAT_SECRET": known.secret,
        "ZHANGBAN_WECHAT_API_BASE": platform.base,
        "ZHANGBAN_PUBLIC_URL": PUBLIC,
        "ZHANGBAN_API_TOKEN": "a-token-of-the-tests-0123456789",
        **more,
    }
    command = [sys.executable, "-m", "bot", "wechat", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


@pytest.fixture
def menu(tmp_path):
    file = tmp_path / "menu.yaml"
    file.write_text(MENU, "utf-8")
    return str(file)


def test_a_menu_is_set_as_the_platform_takes_it(platform, tmp_path, menu):
    done = bot(tmp_path, platform, "menu", menu)

    assert done.returncode == 0, done.stderr
    first, second = platform.api.menu["button"]
    assert [one["type"] for one in first["sub_button"]] == ["click", "view"]
    assert first["sub_button"][1]["url"] == f"{PUBLIC}/wechat/{platform.account.name}/page"
    assert second == {"type": "click", "name": "办到哪了", "key": "办到哪了"}


def test_a_dry_run_sets_nothing(platform, tmp_path, menu):
    done = bot(tmp_path, platform, "menu", menu, "--dry")

    assert (done.returncode, platform.api.menu) == (0, None)
    assert "Nothing was set" in done.stdout


def test_a_menu_with_faults_is_refused_with_every_line(platform, tmp_path):
    file = tmp_path / "menu.yaml"
    file.write_text("buttons:\n  - {name: 一个名字长得不得了的按钮, says: x}\n  - {name: 空}\n", "utf-8")

    done = bot(tmp_path, platform, "menu", str(file))

    assert done.returncode != 0
    assert "menu.yaml:2" in done.stderr
    assert "menu.yaml:3" in done.stderr
    assert platform.api.menu is None


def test_a_scene_gives_the_address_of_a_code(platform, tmp_path):
    done = bot(tmp_path, platform, "scene", "village")

    assert "showqrcode?ticket=" in done.stdout
    assert list(platform.api.scenes.values()) == ["village"]
    assert "gives the scene village no words" in done.stdout


def trouble(platform, mood):
    """Put the platform into one of its troubles."""
    match mood:
        case "whitelist":
            platform.api.allowed = False
        case "quota":
            platform.api.left_today["/cgi-bin/openapi/quota/get"] = 0
        case "busy":
            platform.api.busy = 1.0


@pytest.mark.parametrize(
    ("mood", "more", "told"),
    [
        ("", {"ZHANGBAN_WECHAT_SECRET": "0" * 32}, "the AppSecret is wrong"),
        ("", {"ZHANGBAN_WECHAT_APPID": "wx0000000000000000"}, "the AppID is wrong"),
        ("whitelist", {}, "not on the IP whitelist"),
        ("quota", {}, "the day's calls are used up"),
        ("busy", {}, "the platform is busy"),
        ("", {"ZHANGBAN_WECHAT_AES_KEY": ""}, "pushes come in the clear"),
        ("", {}, "cannot be reached"),
    ],
    ids=["secret", "appid", "whitelist", "quota", "busy", "plain", "callback"],
)
def test_check_says_what_is_wrong_and_what_to_do(platform, tmp_path, mood, more, told):
    trouble(platform, mood)

    # A name that cannot be resolved: what the platform would find too.
    more = {"ZHANGBAN_PUBLIC_URL": "https://nowhere.invalid", **more}
    done = bot(tmp_path, platform, "check", **more)

    assert done.returncode == 1
    faults = [line for line in done.stdout.splitlines() if line.startswith("FAULT")]
    assert any(told in line for line in faults), done.stdout
    assert platform.account.secret not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_menu_that_the_platform_does_not_take_is_explained(platform, tmp_path, menu):
    platform.api.allowed = False

    done = bot(tmp_path, platform, "menu", menu)

    assert done.returncode == 1
    assert "40164" in done.stderr
    assert "whitelist" in done.stderr


def test_check_tells_a_server_with_another_token_from_one_that_is_not_reached(pushed, tmp_path):
    more = {"ZHANGBAN_PUBLIC_URL": pushed.server.base, "ZHANGBAN_WECHAT_TOKEN": "anothertoken"}

    done = bot(tmp_path, pushed.wechat, "check", **more)

    (callback,) = [line for line in done.stdout.splitlines() if " callback " in line]
    assert callback.startswith("FAULT")
    assert "answers 403: is the server running, with this token, and its clock right?" in callback


def test_a_menu_button_that_does_nothing_or_two_things_is_told_so(platform, tmp_path):
    file = tmp_path / "menu.yaml"
    file.write_text("buttons:\n  - {name: 空}\n  - {name: 甲, says: x, opens: chat}\n", "utf-8")

    done = bot(tmp_path, platform, "menu", str(file))

    assert "menu.yaml:2: 空 does nothing" in done.stderr
    assert "menu.yaml:3: 甲 says words and opens a page" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 2


def test_check_finds_a_good_account_good(pushed, tmp_path):
    known = pushed.wechat
    known.api.menu = {"button": [{"type": "click", "name": "x", "key": "x"}]}
    (tmp_path / "data").mkdir(mode=0o700)
    mapped = f"wechat:\n  - account: {known.account.name}\n    templates:\n      default:\n"
    mapped += "        template: T\n        fields: {thing1: words}\n"
    (tmp_path / "data" / "accounts.yaml").write_text(mapped, "utf-8")

    done = bot(tmp_path, known, "check", ZHANGBAN_PUBLIC_URL=pushed.server.base)

    known.api.menu = None
    assert "FAULT" not in done.stdout
    assert "answers as the platform expects" in done.stdout
    assert done.returncode == 0
