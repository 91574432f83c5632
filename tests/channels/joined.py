"""One person on two platforms: an application begun on WeChat, and a Telegram chat that a code joins to it."""

import re

from tests.channels.loopback import wait_until

CODE = re.compile(r"(\d{3}) (\d{3})")
APPLICATION = ("我想给我妈办尊老金", "镇江京口", "八十三", "没有社保卡")
THE_REST = ("王秀兰", "321102194305120022", "6222021234567890128", "13800138000", "同意", "对")


def code_in(text):
    found = CODE.search(text)
    assert found, text
    return "".join(found.groups())


def on_telegram(stand, chat, text):
    """Write, and return everything that came, once nothing of it waits any more."""
    before = len(chat.shown)
    stand.telegram.says(chat.id, text)
    wait_until(lambda: len(chat.shown) > before, f"the answer to {text} came")
    wait_until(lambda: not stand.unsent(), "all of it came")
    return "\n".join(chat.texts()[before:])


def begun_on_wechat(stand, openid):
    """Begin an application on WeChat and return the code given there."""
    for text in APPLICATION:
        stand.wechat.says(openid, text)
    return code_in(stand.wechat.says(openid, "要口令").text)
