"""What is said through the REST channel of the running program, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.whole.program import send, tracker
from tests.whole.server import Server

DAY, PLACE = "2026-11-21", "321100"
APPLYING = ("我想给我妈办尊老金", "镇江京口", "八十三", "没有社保卡", "王秀兰", "321102194305120022")
APPLIED = (*APPLYING, "6222021234567890128", "13800138000", "同意")
SUBMIT = "对"


def at_once(messages: Sequence[tuple[Server, str, str, str]]) -> Sequence[bytes]:
    """Send messages at once, each (server, sender, text, message id), and return the answers in their order."""

    def one(message: tuple[Server, str, str, str]) -> bytes:
        server, sender, text, message_id = message
        with httpx.Client() as own:
            answer = send(own, server.base, sender, text, message_id, today=DAY, region=PLACE)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.content

    with ThreadPoolExecutor(len(messages)) as pool:
        return list(pool.map(one, messages))


def texts_of(answer: bytes) -> list[str]:
    """What an answer says, bubble by bubble."""
    return [bubble["text"] for bubble in json.loads(answer)]


def cases_of(client: httpx.Client, server: Server, sender: str) -> list[Mapping[str, str]]:
    """What a sender has at the desk."""
    listed = tracker(client, server.base, sender)["cases"]
    assert isinstance(listed, list)
    return [client.get(f"{server.base}/api/cases/{case['number']}").json() for case in listed]
