"""Whoever does not know the webhook's secret gets nothing; what is broken is acknowledged and disturbs nobody."""

import gzip
import json

import httpx
import pytest

from tests.channels.loopback import wait_until
from tests.channels.telegram_platform import SECRET

pytestmark = pytest.mark.whole
CHAT = 81001
UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": CHAT, "type": "private"},
        "from": {"id": CHAT, "is_bot": False, "first_name": "x"},
        "text": "我要办尊老金",
    },
}


def post(stand, body, headers=None):
    return stand.telegram.loopback.run(stand.telegram.post(body, headers))


def secret(stand):
    return str(stand.telegram.api.webhook["secret"])


def test_without_the_secret_nothing_is_heard(pushed):
    body, before, known = json.dumps(UPDATE).encode(), pushed.count("inbox"), secret(pushed)
    wrong = ["", "x", known[:-1], known + "x", known.upper(), "密" * 10, known[1:], "0" * 256]

    got = [post(pushed, body, {SECRET.encode(): one.encode()}) for one in wrong] + [post(pushed, body, {})]

    assert len({(answer.status_code, answer.content) for answer in got}) == 1
    assert got[0].status_code in (401, 403, 404)
    assert pushed.count("inbox") == before


@pytest.mark.parametrize("bot", ["7000000002", "", "0", "7000000001:AAE", "../wechat", "7000000001%00"])
def test_another_bot_is_not_there(pushed, bot):
    where = f"{pushed.server.base}/telegram/{bot}"

    answer = httpx.post(where, json=UPDATE, headers={SECRET: secret(pushed)}, timeout=90)

    assert answer.status_code in (401, 403, 404, 405)


PERSON = {"id": 81002, "is_bot": False, "first_name": "x"}
PRIVATE = {"id": 81002, "type": "private"}


def update(number, **message):
    """An update with a message of these fields, and nothing else, as bytes."""
    return json.dumps({"update_id": number, "message": {"message_id": 1, "date": 1, **message}}).encode()


TAP = {"id": "1", "from": PERSON, "chat_instance": "1"}
JUNK = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "invalid UTF-8": b'{"update_id": 5, "message": "\xff"}',
    "deep": b'{"update_id": 5, "message": ' + b"[" * 100_000,
    "deep and whole": b'{"update_id":5,"message":'
    + b'{"reply_to_message":' * 900
    + b"{}"
    + b"}" * 900
    + b"}",
    "no number": b'{"message": {}}',
    "a number of words": json.dumps({**UPDATE, "update_id": "x"}).encode(),
    "a negative number": json.dumps({**UPDATE, "update_id": -5}).encode(),
    "a huge number": b'{"update_id": ' + b"9" * 5000 + b', "message": {}}',
    "an empty message": b'{"update_id": 6, "message": {}}',
    "a message of words": b'{"update_id": 6, "message": "x"}',
    "a chat of words": update(7, chat="x"),
    "no sender": update(8, chat={"id": 5, "type": "channel"}, text="x"),
    "an unknown kind": b'{"update_id": 9, "thing_of_next_year": {"a": 1}}',
    "a tap without anything": json.dumps({"update_id": 10, "callback_query": TAP}).encode(),
    "a date of the year 300000": update(11, date=9999999999999, chat=PRIVATE, text="x"),
    "a lone surrogate": update(12, chat=PRIVATE, **{"from": PERSON}, text="\ud800"),
    "a NUL": update(13, chat=PRIVATE, **{"from": PERSON}, text="a\0b"),
    "a gzip bomb": gzip.compress(b"\0" * 20_000_000),
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK.keys())
def test_junk_with_the_right_secret_is_acknowledged_and_never_comes_again(pushed, junk):
    answer = post(pushed, junk)

    assert answer.status_code == 200
    assert len(answer.content) < 200


def test_after_all_this_people_are_served_and_the_log_is_clean(pushed):
    chat = pushed.telegram.chat(CHAT + 7)

    pushed.telegram.says(chat.id, "你好")

    wait_until(lambda: chat.shown, "the answer came")
    log = pushed.server.printed()
    assert "Traceback" not in log
    assert "request failed" not in log


def test_five_megabytes_are_refused_unread_and_people_served(pushed):
    chat = pushed.telegram.chat(CHAT + 8)

    try:
        answer = post(pushed, b'{"update_id": 5, "x": "' + b"x" * 5_000_000 + b'"}')
        assert answer.status_code == 413
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        pass  # cut while we still wrote: refused as well

    pushed.telegram.says(chat.id, "你好")
    wait_until(lambda: chat.shown, "the answer came")
