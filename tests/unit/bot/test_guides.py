"""What the guides tell people to write is taken as it stands, in both languages alike."""

import re
import textwrap

import pytest

from bot.accounts import accounts
from bot.channels.wechat.menu import menu
from bot.settings import ROOT, Settings

GUIDES = sorted((ROOT / "docs").glob("connect-*.md"))
PUBLIC = "https://help.example.gov.cn"


def blocks(guide, language):
    """Return the fenced blocks of a language; where a guide leaves out a secret, one is put."""
    text = guide.read_text("utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(block).replace("...", "x" * 20) for _, block in found]


def setting(name, guide):
    """Return what the guide has people set."""
    found = re.search(rf"^ZHANGBAN_{name}=(\S+)", guide.read_text("utf-8"), re.MULTILINE)
    return found[1].replace("...", "x" * 20) if found else ""


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_accounts_file_of_a_guide_is_read(guide, tmp_path):
    (block,) = [block for block in blocks(guide, "yaml") if "buttons:" not in block]
    (tmp_path / "accounts.yaml").write_text(block, "utf-8")
    (tmp_path / "accounts.yaml").chmod(0o600)
    names = ("WECHAT_ACCOUNT", "WECHAT_APPID", "WECHAT_SECRET", "TELEGRAM_TOKEN")
    given = {name.lower(): setting(name, guide) for name in names}
    given["wechat_token"] = "made-up-by-you" if given["wechat_account"] else ""

    known = accounts(Settings(_env_file=None, data=tmp_path, public_url=PUBLIC, api_token="t" * 40, **given))

    assert [*known.wechat, *known.telegram]


@pytest.mark.parametrize(
    "guide", [path for path in GUIDES if "wechat" in path.name], ids=lambda path: path.name
)
def test_the_menu_of_a_guide_is_one(guide, tmp_path):
    (block,) = [block for block in blocks(guide, "yaml") if "buttons:" in block]
    file = tmp_path / "menu.yaml"
    file.write_text(block, "utf-8")

    made = menu(file, page=f"{PUBLIC}/wechat/gh_0123456789ab/page")

    assert len(made["button"]) == 3


def commands(guide):
    """Return what the guide has people type."""
    return set(re.findall(r"-m bot ((?:wechat|telegram) [a-z]+)", guide.read_text("utf-8")))


@pytest.mark.parametrize("guide", [path for path in GUIDES if ".zh" not in path.name], ids=lambda p: p.name)
def test_both_languages_say_the_same_commands_settings_and_codes(guide):
    other = guide.with_name(guide.name.replace(".md", ".zh.md"))

    for pattern in (r"ZHANGBAN_[A-Z_]+", r"(?<![0-9.])[14][0-9]{4}(?![0-9])", r"^ {4,}proxy_\w+ \S+"):
        here, there = (
            set(re.findall(pattern, path.read_text("utf-8"), re.MULTILINE)) for path in (guide, other)
        )
        assert here == there, pattern
    assert commands(guide) == commands(other) != set()
