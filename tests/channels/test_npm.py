"""Two libraries of npm, made by others, push encrypted messages to us and read what we answer."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.channels.wechat_pushes import Mode, xml_of
from tests.needs import missing

pytestmark = pytest.mark.whole
HERE = Path(__file__).parent / "npm"
LIBRARIES = ("wechat-crypto", "@wecom/crypto")


@pytest.fixture(scope="session")
def modules():
    """The folder where the pinned libraries are installed, kept for the next run."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        missing("NPM LIBRARIES NOT TRIED: there is no node with npm on this machine")
    pinned = (HERE / "package-lock.json").read_bytes() + (HERE / "talk.cjs").read_bytes()
    folder = ROOT / ".cache" / "npm" / hashlib.sha256(pinned).hexdigest()[:16]
    if not (folder / "node_modules" / "wechat-crypto").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", "talk.cjs"):
            shutil.copy(HERE / name, folder)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
        if done.returncode:
            shutil.rmtree(folder)
            missing(f"NPM LIBRARIES NOT TRIED: npm ci failed: {done.stderr[-300:]}")
    return node, folder


def ask(modules, **given):
    node, folder = modules
    done = subprocess.run(
        [node, "talk.cjs"], cwd=folder, input=json.dumps(given), capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_of_others_pushes_to_us_and_reads_our_answer(pushed, modules, library):
    platform, openid = pushed.wechat, f"o-npm-{library}"
    platform.mode, known = Mode.SAFE, platform.account
    xml = xml_of(platform.message(openid, "text", Content="我想给我妈办尊老金 😀")).decode()

    answer = ask(
        modules,
        library=library,
        url=f"{pushed.server.base}/wechat/{known.name}",
        account=known.name,
        token=known.token,
        key=known.aes_key,
        appid=known.appid,
        xml=xml,
    )

    assert (answer["status"], answer["signed"], answer["id"]) == (200, True, known.appid)
    assert (
        platform.read(answer["message"].encode(), openid)
        if platform.mode is Mode.PLAIN
        else answer["message"]
    )
    assert f"<ToUserName><![CDATA[{openid}]]>" in answer["message"]


def test_the_lock_file_of_npm_holds_hashes_and_no_address():
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))

    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert "://" not in json.dumps(lock)
