"""The emulator of WeChat keeps the platform's rules: without that, nothing proved against it would mean anything."""

from __future__ import annotations

import httpx
import pytest

from tests.channels import wechat_platform
from tests.channels.loopback import LONGEST, wait_until
from tests.channels.moods import Drop
from tests.channels.wechat_crypt import decrypt, encrypt
from tests.channels.wechat_pushes import Mode
from tests.channels.wechat_residents import FAULT_NOTICE

PACE = 0.15


@pytest.fixture
def wechat():
    platform = wechat_platform.Platform(pace=PACE, mode=Mode.PLAIN)
    yield platform
    platform.stop()


def call(wechat, path, body):
    known = wechat.api.tokens
    asked = {"grant_type": "client_credential", "appid": known.appid, "secret": known.secret}
    token = httpx.post(f"{wechat.base}/cgi-bin/stable_token", json=asked, timeout=LONGEST).json()[
        "access_token"
    ]
    given = {"content": body} if isinstance(body, bytes) else {"json": body}
    return httpx.post(f"{wechat.base}{path}?access_token={token}", **given, timeout=LONGEST)


def send(wechat, openid, text="好"):
    raw = f'{{"touser":"{openid}","msgtype":"text","text":{{"content":"{text}"}}}}'.encode()
    return call(wechat, "/cgi-bin/message/custom/send", raw).json()["errcode"]


def test_what_was_encrypted_is_read_again():
    key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

    assert decrypt(key, "wx1", encrypt(key, "wx1", "你好".encode())).decode() == "你好"
    with pytest.raises(ValueError, match="appid"):
        decrypt(key, "wx2", encrypt(key, "wx1", b"x"))


def test_a_message_comes_three_times_with_the_same_number_and_then_the_resident_sees_a_fault(wechat, account):
    wechat.target, account.does, account.heard = account.base, [2 * PACE, 500, 2 * PACE], []

    delivery = wechat.says("o1", "在吗")

    assert delivery.answers == ["cut", "500", "cut"]
    assert len(account.heard) == 3
    assert len({body.partition(b"<MsgId>")[2] for body in account.heard}) == 1
    assert [one.text for one in wechat.shown("o1")] == [FAULT_NOTICE]


@pytest.mark.parametrize("answer", [b'{"ok":1}', b"<xml><Content></Content></xml>"])
def test_junk_and_empty_words_show_the_fault_at_once(wechat, account, answer):
    wechat.target, account.does = account.base, [answer]

    wechat.says("o2", "在吗")

    assert wechat.resident("o2").faults() == 1


def test_five_words_follow_a_message_and_none_follows_two_days_later(wechat, account):
    wechat.target = account.base
    wechat.says("o3", "在吗")

    assert [send(wechat, "o3") for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
    wechat.says("o3", "还在吗")
    wechat.clock.pass_by(hours=49)
    assert send(wechat, "o3") == 45015
    assert send(wechat, "nobody") == 40003


def test_three_words_follow_a_tap_within_a_minute(wechat, account):
    wechat.target = account.base
    wechat.does("o4", "CLICK", EventKey="menu")

    assert [send(wechat, "o4") for _ in range(4)] == [0, 0, 0, 45047]
    wechat.clock.pass_by(seconds=61)
    assert send(wechat, "o4") == 45015


def test_a_link_that_writes_a_message_is_seen_as_its_words_and_tapped(wechat, account):
    wechat.target = account.base
    wechat.says("o7", "在吗")
    link = '<a href=\\"weixin://bizmsgmenu?msgmenucontent=认证&msgmenuid=7\\">2 认证</a>'

    assert send(wechat, "o7", f"办哪样？{link}") == 0
    wechat.taps("o7", "2 认证")

    assert wechat.resident("o7").texts()[-1] == "办哪样？2 认证"
    assert b"<Content><![CDATA[\xe8\xae\xa4" in account.heard[-1]
    assert b"<bizmsgmenuid><![CDATA[7]]>" in account.heard[-1]


def notice(wechat, openid):
    body = {"touser": openid, "template_id": "T", "data": {"thing1": {"value": "批了"}}}
    return call(wechat, "/cgi-bin/message/subscribe/bizsend", body).json()["errcode"]


def test_one_acceptance_is_good_for_one_notice_whose_end_is_told(wechat, account):
    wechat.target, wechat.api.templates = account.base, {"T": ("thing1",)}
    wechat.resident("o8")

    assert notice(wechat, "o8") == 43101
    wechat.accepts("o8", "T")
    assert [notice(wechat, "o8"), notice(wechat, "o8")] == [0, 43101]

    assert b"subscribe_msg_popup_event" in account.heard[0]
    wait_until(lambda: b"subscribe_msg_sent_event" in account.heard[-1], "the end was told")


def test_a_notice_that_does_not_arrive_is_told_too_and_nobody_sees_it(wechat, account):
    wechat.target, wechat.api.templates = account.base, {"T": ("thing1",)}
    wechat.accepts("o9", "T")
    wechat.resident("o9").fault = "user block"

    assert notice(wechat, "o9") == 0

    wait_until(lambda: b"<ErrorCode>1004</ErrorCode>" in account.heard[-1], "the end was told")
    assert wechat.shown("o9") == []


def test_who_left_gets_nothing(wechat, account):
    wechat.target = account.base
    wechat.says("o5", "在吗")
    wechat.does("o5", "unsubscribe")

    assert send(wechat, "o5") == 45015


def test_escapes_and_long_words_are_refused(wechat, account):
    wechat.target = account.base
    wechat.says("o6", "在吗")

    assert send(wechat, "o6", "\\u4f60") == 40033
    assert send(wechat, "o6", "长" * 683) == 45002
    assert send(wechat, "o6", "长" * 682) == 0


def test_a_token_stays_until_shortly_before_its_end_and_dies_by_force(wechat):
    tokens = wechat.api.tokens
    body = {"grant_type": "client_credential", "appid": tokens.appid, "secret": tokens.secret}

    first = tokens.fetch(body)["access_token"]
    assert tokens.fetch(body)["access_token"] == first
    wechat.clock.pass_by(seconds=6950)
    second = tokens.fetch(body)["access_token"]
    assert second != first
    assert tokens.fault_of(first) == 0
    wechat.clock.pass_by(seconds=300)
    assert tokens.fault_of(first) == 42001
    third = tokens.fetch({**body, "force_refresh": True})["access_token"]
    assert third != second
    assert tokens.fault_of(second) == 40001
    assert tokens.fetch({**body, "force_refresh": True})["access_token"] == third


def test_typing_needs_a_recent_word_and_lasts(wechat, account):
    wechat.target = account.base
    wechat.says("o7", "在吗")
    resident = wechat.resident("o7")

    assert [resident.typing("Typing"), resident.typing("Typing"), resident.typing("Sing")] == [
        0,
        45081,
        45072,
    ]
    wechat.clock.pass_by(seconds=31)
    assert resident.typing("Typing") == 45080


def test_a_broken_connection_is_broken(wechat):
    wechat.api.coming["/cgi-bin/stable_token"].append(Drop())

    with pytest.raises(httpx.HTTPError):
        call(wechat, "/cgi-bin/menu/create", {})
