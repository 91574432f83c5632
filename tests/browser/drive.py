"""What a person does at a page: write, choose, sign in, claim, ask, decide; each waits for what it caused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, Request, ViewportSize, expect, sync_playwright

from tests import chromium
from tests.browser.server import Server

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1366, "height": 768}
# A page that is waited for comes: the limit is for one that never does, on a machine that is busy.
expect.set_options(timeout=90_000)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the machine's Chromium."""
    with sync_playwright() as playwright:
        found = chromium.find()
        assert found is not None, "no Chromium on this machine: run scripts/prepare-tests"
        running = playwright.chromium.launch(executable_path=str(found), args=list(chromium.ARGUMENTS))
        try:
            yield running
        finally:
            running.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """A resident's chat page."""

    page: Page

    def says(self, text: str) -> None:
        """Write a message and wait until it and an answer stand on the page."""
        before = self.page.locator("#lines > li.me").count()
        self.page.fill("textarea[name=text]", text)
        self.page.click("button.send")
        expect(self.page.locator("#lines > li.me")).to_have_count(before + 1)
        expect(self.page.locator("#lines > li").last).to_have_class(re.compile("them|worker|caseworker"))

    def chooses(self, number: str) -> None:
        """Press one of the open choices."""
        before = self.page.locator("#lines > li.me").count()
        self.page.click(f"#choices button[value='{number}']")
        expect(self.page.locator("#lines > li.me")).to_have_count(before + 1)

    def last(self) -> str:
        """Return the last words on the page."""
        return self.page.locator("#lines > li").last.inner_text()

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Wait until the words stand in the conversation."""
        expect(self.page.locator("#lines")).to_contain_text(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseworker:
    """A signed-in caseworker's desk."""

    page: Page
    base: str

    def opens(self, number: str) -> None:
        """Open a case's page."""
        self.page.goto(f"{self.base}/desk/cases/{number}")

    def claims(self) -> None:
        """Take the open case."""
        self.page.locator("form[action$='/claim'] button").click()

    def asks(self, what: str) -> None:
        """Ask the resident for something: look at the words first, then send them."""
        self.page.fill("form.ask textarea[name=what]", what)
        self.page.locator("form.ask > button").click()
        self.page.check("form.ask input[name=sure]")
        self.page.locator("form.ask > button").click()

    def approves(self, reason: str) -> None:
        """Approve: settle what is open, look at the words first, then send them."""
        for line in self.page.locator("form.decide input[type=radio][value=yes]").all():
            line.check()
        self.page.check("form.decide input[name=outcome][value=approved]")
        self.page.fill("form.decide textarea[name=reason]", reason)
        self.page.locator("form.decide > button").click()
        self.page.locator("article.preview form button").click()


def sign_in(page: Page, server: Server, login: str, *, to: str = "/desk") -> Caseworker:
    """Sign a demo account in and go on to a page."""
    page.goto(f"{server.base}/login?next={to}")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", server.logins[login])
    page.click("button[type=submit]")
    return Caseworker(page=page, base=server.base)


def chat(page: Page, server: Server) -> Resident:
    """Open the resident's chat."""
    page.goto(f"{server.base}/chat")
    return Resident(page=page)


def watch(page: Page, server: Server) -> list[str]:
    """Return a list that fills with every request outside the server and every error on the page."""
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((server.base, "data:", "blob:")):
            faults.append(f"outside request: {request.url}")

    page.on("request", asked)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    return faults


APPLICATION = (
    "我想给我妈办尊老金，她八十三了",
    "镇江京口",
    "没有社保卡",
    "王秀兰",
    "321102194305120022",
    "6222021234567890128",
    "13800138000",
    "同意",
)
"""An application up to the review, in a daughter's words."""


def number_in(text: str) -> str:
    """Return the case number a text names."""
    found = re.search(r"G-\d{4,}", text)
    assert found is not None, f"no case number in: {text}"
    return found.group()
