"""A caseworker presses one button and hears a recording from WeChat, under the desk's own strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.app import STATIC
from desk.routes import routes
from storage.photos import keep_photo
from tests.browser.drive import DESK, browser
from tests.channels.loopback import Loopback
from tests.unit.desk.fakes import SENDER, office, opened, talked
from tests.whole.program import wait_until

pytestmark = pytest.mark.browser
# 3GPP TS 26.101: a frame of mode 7 (12.2 kbit/s) is one byte of header and 31 of sound, and lasts 20 ms.
FRAME, MILLISECONDS = b"\x3c" + b"\x55" * 31, 20
FRAMES = 100
RECORDING = b"#!AMR\n" + FRAME * FRAMES


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def page(tmp_path: Path, chromium: Browser) -> Iterator[Page]:
    """A case's page whose resident sent a recording; it fails on whatever the policy had to stop."""
    desk = office(tmp_path)
    talked(desk.store, SENDER, "", "语音我还听不懂")
    number = opened(desk.store)
    with desk.store.writing() as db:
        keep_photo(db, desk.parts.photos, RECORDING, sender=SENDER, message_id="m1")
    app = Starlette(routes=[*routes(desk.parts), Mount("/static", StaticFiles(directory=STATIC))])
    running = Loopback(app)
    shown = chromium.new_page(viewport=DESK)
    stopped: list[str] = []
    shown.on("console", lambda message: stopped.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: stopped.append(str(error)))
    shown.goto(f"{running.base}/desk/cases/{number}")
    yield shown
    shown.close()
    running.stop()
    assert stopped == []


def test_a_recording_from_wechat_plays_on_the_page_for_as_long_as_it_lasts(page: Page) -> None:
    page.click("button[data-listen]")

    player = page.locator(".talk audio")
    expect(player).to_have_count(1, timeout=90_000)
    # Not by a function that the page asks again and again: its own policy forbids evaluating one.
    wait_until(lambda: player.evaluate("player => player.duration > 0"), "the recording is read")
    assert player.evaluate("player => player.duration") == pytest.approx(
        FRAMES * MILLISECONDS / 1000, abs=0.2
    )
    assert player.evaluate("player => player.src").startswith("blob:")
