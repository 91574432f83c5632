"""The emulator of Telegram keeps the platform's rules: without that, nothing proved against it would mean anything."""

from __future__ import annotations

import httpx
import pytest

from tests.channels import telegram_platform
from tests.channels.loopback import LONGEST, wait_until


@pytest.fixture
def telegram():
    platform = telegram_platform.Platform()
    yield platform
    platform.stop()


def bot(telegram, method, **body):
    return httpx.post(f"{telegram.base}/bot{telegram.api.token}/{method}", json=body, timeout=LONGEST).json()


def test_an_update_is_given_until_the_offset_passes_it(telegram):
    telegram.says(5, "一")
    telegram.says(5, "二")

    first = bot(telegram, "getUpdates", timeout=1)["result"]
    assert [one["message"]["text"] for one in first] == ["一", "二"]
    assert bot(telegram, "getUpdates")["result"] == first
    rest = bot(telegram, "getUpdates", offset=first[0]["update_id"] + 1)["result"]
    assert [one["message"]["text"] for one in rest] == ["二"]


def test_telegram_refuses_what_it_refuses(telegram):
    telegram.says(6, "/start")

    assert bot(telegram, "sendMessage", chat_id=9, text="x")["error_code"] == 400
    assert bot(telegram, "sendMessage", chat_id=6, text="\n")["error_code"] == 400
    assert bot(telegram, "sendMessage", chat_id=6, text="😀" * 2049)["error_code"] == 400
    assert bot(telegram, "sendMessage", chat_id=6, text="😀" * 2048)["ok"]
    long = {"inline_keyboard": [[{"text": "选", "callback_data": "长" * 22}]]}
    assert bot(telegram, "sendMessage", chat_id=6, text="x", reply_markup=long)["error_code"] == 400
    assert bot(telegram, "setWebhook", url="http://example.org")["error_code"] == 400
    assert bot(telegram, "answerCallbackQuery", callback_query_id="1")["error_code"] == 400
    telegram.blocks(6)
    assert bot(telegram, "sendMessage", chat_id=6, text="x")["error_code"] == 403


def test_a_webhook_gets_its_secret_and_what_it_did_not_take_again(telegram, account):
    account.does, account.heard = [503, b""], []
    telegram.reach = {"https://bot.example": account.base}
    telegram.says(7, "在吗")

    assert bot(telegram, "setWebhook", url="https://bot.example/telegram/1", secret_token="s")["ok"]

    wait_until(lambda: len(account.heard) == 2, "it came again")
    assert account.heard[0] == account.heard[1]
    assert bot(telegram, "getUpdates")["error_code"] == 409
