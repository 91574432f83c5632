"""One application from the resident's phone to a decision on the desk and back, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import drive
from tests.browser.server import Server, server

pytestmark = [pytest.mark.whole, pytest.mark.browser]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(tmp_path_factory.mktemp("data")) as started:
        yield started


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with drive.browser() as started:
        yield started


def test_an_application_is_asked_about_answered_and_decided(running: Server, chromium: Browser) -> None:
    phone = chromium.new_page(viewport=drive.PHONE)
    screen = chromium.new_page(viewport=drive.DESK)
    faults = [drive.watch(phone, running), drive.watch(screen, running)]
    resident = drive.chat(phone, running)

    for words in drive.APPLICATION:
        resident.says(words)
    resident.sees("王秀兰")
    resident.says("对")
    number = drive.number_in(resident.last())

    clerk = drive.sign_in(screen, running, "zongban")
    expect(screen.locator("table.queue")).to_contain_text(number)
    clerk.opens(number)
    clerk.claims()
    clerk.asks("银行卡正面照")
    resident.sees("银行卡正面照")
    resident.says("卡在我儿子那儿，明天拍给您")
    clerk.opens(number)
    expect(screen.locator("ol.talk").last).to_contain_text("卡在我儿子那儿")
    clerk.approves("年纪和户口都核对过")

    resident.sees(re.compile("批下来"))
    resident.says("办到哪了")
    assert number in resident.last()
    assert faults == [[], []]


def test_the_page_works_without_scripts(running: Server, chromium: Browser) -> None:
    context = chromium.new_context(viewport=drive.PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{running.base}/chat")

    page.fill("textarea[name=text]", "镇江尊老金多少钱")
    page.click("button.send")

    expect(page.locator("#lines")).to_contain_text("依据")
    context.close()


def test_large_letters_are_remembered_and_nothing_runs_out_of_the_screen(
    running: Server, chromium: Browser
) -> None:
    context = chromium.new_context(viewport=drive.PHONE)
    page = context.new_page()
    page.goto(f"{running.base}/chat")
    usual = _size(page.locator("#lines .text").first.evaluate("node => getComputedStyle(node).fontSize"))

    page.get_by_text("大字", exact=True).click()
    page.goto(f"{running.base}/chat")

    large = _size(page.locator("#lines .text").first.evaluate("node => getComputedStyle(node).fontSize"))
    assert usual >= 18
    assert large >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= drive.PHONE["width"]
    context.close()


@pytest.mark.parametrize("path", ["/desk", "/studio", "/login"])
def test_staff_pages_fit_a_desk_and_a_phone_and_ask_nobody_outside(
    running: Server, chromium: Browser, path: str
) -> None:
    login = {"/desk": "zongban", "/studio": "bianji", "/login": "zongban"}[path]
    for viewport in (drive.DESK, drive.PHONE):
        context = chromium.new_context(viewport=viewport)
        page = context.new_page()
        faults = drive.watch(page, running)
        drive.sign_in(page, running, login, to="/studio" if path == "/studio" else "/desk")

        page.goto(running.base + path)

        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert faults == []
        context.close()


def _size(pixels: str) -> float:
    return float(pixels.removesuffix("px"))
