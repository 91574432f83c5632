"""`telegram check` says in plain words what stands between us and Telegram."""

import os
import subprocess
import sys

import pytest

from bot.channels.telegram.calls import Standing
from bot.commands.telegram import faults
from bot.settings import ROOT
from tests.channels.telegram_platform import Platform

pytestmark = pytest.mark.whole
GOOD = Standing(name="zhangban_bot", address="", waiting=0, last_error="")


@pytest.fixture
def platform():
    running = Platform()
    yield running
    running.stop()


def check(folder, token, base):
    variables = {
        "PATH": os.environ["PATH"],
        "ZHANGBAN_DATA": str(folder),
        "ZHANGBAN_TELEGRAM_TOKEN": token,
        "ZHANGBAN_TELEGRAM_API_BASE": base,
    }
    command = [sys.executable, "-m", "bot", "telegram", "check"]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


def test_a_bot_that_is_well(platform, tmp_path):
    done = check(tmp_path, platform.api.token, platform.base)

    assert done.returncode == 0, done.stderr
    assert "@zhangban_bot" in done.stdout
    assert "papers refused" in done.stdout


def test_a_token_that_telegram_does_not_know(platform, tmp_path):
    done = check(tmp_path, "7000000001:wrong", platform.base)

    assert done.returncode == 1
    assert "BotFather" in done.stderr
    assert "wrong" not in done.stderr + done.stdout


def test_a_platform_that_is_not_reached(platform, tmp_path):
    done = check(tmp_path, platform.api.token, "http://127.0.0.1:9")

    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert "HTTPS_PROXY" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_bot_it_says_where_to_begin(tmp_path):
    assert "ZHANGBAN_TELEGRAM_TOKEN" in check(tmp_path, "", "https://api.telegram.org").stderr


def test_each_fault_is_told():
    bad = Standing(name="x", address="https://old.example.org", waiting=500, last_error="Connection refused")

    assert faults(GOOD, "") == []
    assert len(faults(bad, "https://help.example.gov.cn/telegram/1")) == 3
