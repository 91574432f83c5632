"""A link in the chat opens the page as the same person, and nothing on the way tells who that is."""

import hashlib
import itertools
import re

import httpx
import pytest

from tests.channels.stand import PUBLIC
from tests.channels.wechat_browser import Browser

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("calm")]
NUMBERS = itertools.count()
SAID = "给我妈申请高龄津贴，京口，83岁"


@pytest.fixture
def person(pushed):
    """Somebody who began an application in the chat, and their browser."""
    openid = f"o-page-{next(NUMBERS)}"
    pushed.wechat.says(openid, SAID)
    return Browser(platform=pushed.wechat, openid=openid, public=PUBLIC)


def link(pushed):
    return f"{PUBLIC}/wechat/{pushed.wechat.account.name}/page"


def test_the_page_shows_the_chats_conversation_and_no_address_says_whose(pushed, person):
    page = person.opens(link(pushed))

    assert page.status_code == 200
    assert SAID in page.text
    assert person.visited[-1] == f"{PUBLIC}/chat"
    assert all(person.openid not in address for address in person.visited)
    assert person.openid not in page.text


def test_what_is_written_on_the_page_goes_on_with_the_chats_application(pushed, person):
    page = person.opens(link(pushed))
    form = re.search(r'name="form" value="([^"]+)"', page.text)
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())

    answer = httpx.post(
        f"{pushed.server.base}/chat",
        data={"form": form[1], "text": "没有社保卡"},
        headers={"Cookie": cookies},
        timeout=90,
    )

    assert answer.status_code in (200, 303), answer.text
    assert "没有社保卡" in person.opens(f"{PUBLIC}/chat").text
    assert "王秀兰" in person.opens(f"{PUBLIC}/chat").text or pushed.wechat.says(person.openid, "王秀兰").text


def test_a_code_that_was_used_opens_a_strangers_page(pushed, person):
    person.opens(link(pushed))
    back = next(address for address in person.visited if "code=" in address)
    thief = Browser(platform=pushed.wechat, openid="o-thief", public=PUBLIC)

    page = thief.opens(back)

    assert page.status_code == 200
    assert SAID not in page.text


def test_a_link_that_was_begun_in_another_browser_opens_nobodys_page(pushed, person):
    """Whoever sends a victim their own half-finished log-in must not get the victim into their conversation."""
    attacker = Browser(platform=pushed.wechat, openid="o-attacker", public=PUBLIC)
    pushed.wechat.says("o-attacker", "我是另一个人")
    attacker.opens(link(pushed))
    begun = next(address for address in attacker.visited if "/connect/oauth2/" in address)

    page = person.opens(begun)

    assert SAID not in page.text
    assert "我是另一个人" not in page.text


def test_a_code_the_platform_does_not_know_opens_a_strangers_page(pushed, person):
    person.opens(link(pushed))
    stranger = Browser(platform=pushed.wechat, openid="o-nobody", public=PUBLIC)
    stranger.cookies = {}

    page = stranger.opens(f"{PUBLIC}/wechat/{pushed.wechat.account.name}/back?code=forged&state=forged")

    assert page.status_code == 200
    assert SAID not in page.text


def test_a_page_is_signed_with_one_ticket_for_all(pushed):
    platform, address = pushed.wechat, f"{PUBLIC}/chat"
    where = f"{pushed.server.base}/wechat/{platform.account.name}/jssdk"

    signed = [httpx.get(where, params={"url": f"{address}#end"}, timeout=90).json() for _ in range(5)]

    for one in signed:
        plain = (
            f"jsapi_ticket={platform.api.ticket}&noncestr={one['nonceStr']}&timestamp={one['timestamp']}"
            f"&url={address}"
        )
        assert one["signature"] == hashlib.sha1(plain.encode()).hexdigest()
        assert one["appId"] == platform.account.appid
    assert len(platform.api.called("/cgi-bin/ticket/getticket")) == 1


@pytest.mark.parametrize("url", ["https://evil.example/chat", f"{PUBLIC}.evil.example/", "", "/chat"])
def test_no_other_page_is_signed(pushed, url):
    where = f"{pushed.server.base}/wechat/{pushed.wechat.account.name}/jssdk"

    assert httpx.get(where, params={"url": url}, timeout=90).status_code == 404
