"""From the chat to the page as the same person: bound to the browser, once, with nothing personal in an address."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.identity import Identities
from bot.channels.wechat.api import Fault
from bot.channels.wechat.pages import Pages, signature
from tests.unit.bot.wechat.pushes import NOW, account

PUBLIC = "https://help.example.gov.cn"


class FakeApi:
    """Knows the person behind one code, once."""

    def __init__(self, account):
        self.account = account
        self.codes = {"good": "o-anna"}

    def person(self, code):
        """The openid behind a code."""
        if code not in self.codes:
            raise Fault(40029, "x")
        return self.codes.pop(code)

    def ticket(self):
        """A ticket."""
        return "ticket"


@pytest.fixture
def pages(store):
    return Pages(
        apis={"gh_1": FakeApi(account())},
        identities=Identities(key=b"k" * 32, secure=True),
        store=store,
        threads=ThreadPoolExecutor(1),
        public_url=PUBLIC,
        clock=lambda: NOW,
    )


@pytest.fixture
def browser(pages):
    return TestClient(Starlette(routes=pages.routes()), base_url=PUBLIC, follow_redirects=False)


def left(browser):
    """Tap the link and return where the platform is asked to send the person back to, and the state."""
    answer = browser.get("/wechat/gh_1/page")
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return query["redirect_uri"][0], query["state"][0]


def speaker(pages, browser):
    """As whom the browser's page speaks."""
    kept = browser.cookies.get(pages.identities.cookie)
    return None if kept is None else pages.speaks_as(kept.partition(".")[0])


def test_the_page_speaks_as_the_person_of_the_chat(pages, browser):
    back, state = left(browser)

    answer = browser.get(back, params={"code": "good", "state": state})

    assert answer.headers["location"] == "/chat"
    assert speaker(pages, browser) == ("wechat", "gh_1", "o-anna")


def test_no_address_and_no_cookie_holds_who_it_is(browser):
    back, state = left(browser)
    answer = browser.get(back, params={"code": "good", "state": state})

    assert "o-anna" not in str(answer.headers) + str(answer.url)


def test_a_state_of_another_browser_opens_nothing(pages, browser):
    back, state = left(browser)
    other = TestClient(browser.app, base_url=PUBLIC, follow_redirects=False)
    left(other)

    other.get(back, params={"code": "good", "state": state})

    assert speaker(pages, other) is None


def test_a_state_is_good_once(pages, browser):
    back, state = left(browser)
    browser.get(back, params={"code": "bad", "state": state})
    _, other = left(browser)
    assert speaker(pages, browser) is None

    browser.get(back, params={"code": "good", "state": state})
    assert speaker(pages, browser) is None

    _, other = left(browser)
    browser.get(back, params={"code": "good", "state": other})
    assert speaker(pages, browser) is not None


@pytest.mark.parametrize("query", [{}, {"code": "good"}, {"state": "x"}, {"code": "", "state": ""}])
def test_without_both_the_page_opens_as_anybodys(pages, browser, query):
    left(browser)

    assert browser.get("/wechat/gh_1/back", params=query).headers["location"] == "/chat"
    assert speaker(pages, browser) is None


def test_an_unknown_account_is_not_there(browser):
    assert browser.get("/wechat/gh_2/page").status_code == 404


def test_a_page_of_ours_is_signed_and_no_other(browser):
    signed = browser.get("/wechat/gh_1/jssdk", params={"url": f"{PUBLIC}/chat#end"}).json()

    assert signed["appId"] == "wx1"
    assert (
        signed["signature"]
        == signature("ticket", f"{PUBLIC}/chat", signed["nonceStr"], signed["timestamp"])["signature"]
    )
    assert browser.get("/wechat/gh_1/jssdk", params={"url": f"{PUBLIC}.evil.cn/"}).status_code == 404


def test_the_signature_is_the_documented_one():
    ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"

    signed = signature(ticket, "http://mp.weixin.qq.com?params=value", "Wm3WZYTPz0wzccnW", 1414587457)

    # The example of the platform's own page on the JS-SDK, appendix 1.
    assert signed["signature"] == "0f9de62fce790f9a083d5c99e95740ceb90c27ed"
