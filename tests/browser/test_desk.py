"""A caseworker's day at the desk in a real browser: what comes in is seen, and what is typed is never lost."""

from __future__ import annotations

import itertools
import json
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import drive
from tests.browser.server import Server, server

pytestmark = [pytest.mark.whole, pytest.mark.browser]
senders = (f"resident-{place}" for place in itertools.count())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(tmp_path_factory.mktemp("data")) as started:
        yield started


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with drive.browser() as started:
        yield started


@pytest.fixture
def screen(running: Server, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=drive.DESK)
    page = context.new_page()
    drive.sign_in(page, running, "zongban")
    expect(page.locator("#queue")).to_be_visible()
    yield page
    context.close()


def writes(running: Server, *lines: str) -> str:
    """Let a resident write some lines from another program; return the last answer."""
    sender, said = next(senders), ""
    for line in lines:
        body = json.dumps({"sender": sender, "message": line}).encode()
        heads = {"Content-Type": "application/json"}
        sent = urllib.request.Request(f"{running.base}/webhooks/rest/webhook", data=body, headers=heads)
        with urllib.request.urlopen(sent, timeout=60) as answer:
            said = json.load(answer)[-1]["text"]
    return said


def applies(running: Server) -> str:
    return drive.number_in(writes(running, *drive.APPLICATION, "对"))


def test_a_person_in_danger_appears_in_the_queue_and_on_an_open_case_without_a_reload(
    running: Server, screen: Page
) -> None:
    number = applies(running)
    beside = screen.context.new_page()
    beside.goto(f"{running.base}/desk/cases/{number}")
    before = screen.locator(".live li.alert").count()
    screen.keyboard.press("j")
    held = screen.evaluate("document.activeElement.id")

    writes(running, "我不想活了")

    expect(screen.locator(".live li.alert")).to_have_count(before + 1)
    assert screen.evaluate("document.activeElement.id") == held
    expect(beside.locator("#news")).to_contain_text(f"急难 {before + 1} 件没人领")


def test_what_is_typed_stays_while_words_are_sent_and_a_number_is_shown_in_full(
    running: Server, screen: Page
) -> None:
    number = applies(running)
    clerk = drive.Caseworker(page=screen, base=running.base)
    clerk.opens(number)
    clerk.claims()
    screen.locator("form[action$='/take-over'] button").click()
    typed = screen.locator("form.decide textarea[name=reason]")
    typed.fill("年纪和户口都核对过")

    screen.fill("form[action$='/write'] textarea", "您好，我打电话给您")
    screen.get_by_role("button", name="发给居民").click()
    expect(screen.locator("ol.talk").last).to_contain_text("我打电话给您")
    screen.locator("#fact-phone summary").click()
    screen.fill("#fact-phone input[name=why]", "给他打电话")
    screen.locator("#fact-phone button").click()

    expect(screen.locator("#fact-phone .value")).to_have_text("13800138000")
    expect(typed).to_have_value("年纪和户口都核对过")
    expect(screen.locator("form[action$='/write'] textarea")).to_have_value("")
    expect(screen.locator("#fact-phone .value")).to_have_text("138****8000")  # half a minute later
    expect(typed).to_have_value("年纪和户口都核对过")


def test_what_is_typed_outlives_the_session(running: Server, screen: Page) -> None:
    number = applies(running)
    clerk = drive.Caseworker(page=screen, base=running.base)
    clerk.opens(number)
    clerk.claims()
    screen.fill("form.ask textarea[name=what]", "银行卡正面照")

    screen.context.clear_cookies()
    expect(screen.locator("#signed-out")).to_be_visible()
    drive.sign_in(screen.context.new_page(), running, "zongban")
    expect(screen.locator("#signed-out")).to_be_hidden()
    screen.locator("form.ask > button").click()

    expect(screen.locator("form.ask .fault")).to_be_visible()
    expect(screen.locator("form.ask textarea[name=what]")).to_have_value("银行卡正面照")
    screen.locator("form.ask > button").click()
    expect(screen.locator("form.ask .preview")).to_contain_text("银行卡正面照")


def test_a_case_is_found_claimed_and_asked_about_with_the_keyboard_alone(
    running: Server, screen: Page
) -> None:
    number = applies(running)
    screen.goto(f"{running.base}/desk?kind=application&whose=free")
    for _ in range(screen.locator("a[data-row]").count()):
        screen.keyboard.press("j")
        if screen.evaluate("document.activeElement.textContent") == number:
            break
    screen.keyboard.press("Enter")
    screen.wait_for_url(f"**/{number}")
    screen.keyboard.press("c")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**done=claim**")

    screen.keyboard.press("m")
    screen.keyboard.type("社保卡")
    screen.keyboard.press("Tab")
    screen.keyboard.press("Enter")

    preview = screen.locator("form.ask .preview")
    expect(preview).to_contain_text("社保卡")
    expect(preview).to_be_in_viewport()
