"""Whoever sends much, slowly or all at once is refused cheaply, and residents are served meanwhile."""

import gzip
import re
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.channels import hostile
from tests.channels.wechat_strangers import answered, refusal, served, words
from tests.needs import missing

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("calm")]


def test_five_megabytes_are_refused_unread_and_memory_stays(pushed):
    before = memory(pushed)
    took = []

    for _ in range(8):
        begun = time.monotonic()
        try:
            answer = pushed.wechat.run(pushed.wechat.post({}, b"<xml>" + b"x" * 5_000_000))
            assert (answer.status_code, answer.content) == refusal(pushed)
        except httpx.HTTPError:
            pass  # the connection was cut while we still wrote: refused as well
        took.append(time.monotonic() - begun)

    assert max(took) < 5
    assert memory(pushed) - before < 50
    assert served(pushed, "o-after-five-megabytes")


def test_a_compressed_body_is_not_unpacked(pushed):
    before = memory(pushed)
    body = gzip.compress(b"<xml>" + b"x" * 50_000_000 + b"</xml>")

    got = answered(pushed, ({}, body), headers={"Content-Encoding": "gzip"})

    assert got == refusal(pushed)
    assert memory(pushed) - before < 50


def test_slow_bodies_hold_up_nobody(pushed):
    doors = [slowly(pushed) for _ in range(60)]

    try:
        assert all(served(pushed, f"o-beside-slow-{number}") for number in range(5))
    finally:
        for door in doors:
            door.close()


def test_a_storm_of_forgeries_leaves_residents_served(pushed):
    forged = list(hostile.forgeries(pushed.wechat, words(pushed)).values())

    async def storm():
        import asyncio

        await asyncio.gather(*(pushed.wechat.post(*make()) for make in forged for _ in range(5)))

    under_way = pushed.wechat.loopback.start(storm())
    assert all(served(pushed, f"o-in-the-storm-{number}") for number in range(5))
    under_way.result(60)


def slowly(stand):
    """Begin a request whose body never ends."""
    host, port = stand.server.base.removeprefix("http://").split(":")
    door = socket.create_connection((host, int(port)))
    head = (
        f"POST /wechat/{stand.wechat.account.name} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<xml>"
    )
    door.sendall(head.encode())
    return door


def memory(stand):
    """The resident memory of the program, in MB."""
    status = Path(f"/proc/{stand.server.process.pid}/status")
    if not status.exists():
        missing("MEMORY NOT MEASURED: there is no /proc on this machine")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
    assert found
    return int(found[1]) / 1024
