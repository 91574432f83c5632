"""Load a server on loopback over connections that are kept open, one request at a time on each.

Plain streams and no HTTP library: on a small machine the client's own work would be measured too.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping

Requests = Callable[[str], Iterator[Mapping[str, object]]]
APPLICATION = (
    "我想给我妈办尊老金", "镇江京口", "八十三", "镇江的尊老金多少钱", "没有社保卡", "王秀兰",
    "321102194305120022", "6222021234567890128", "13800138000", "同意", "对",
)  # fmt: skip
QUESTIONS = ("你好", "镇江的尊老金多少钱", "要带什么材料", "我爸九十一了能领多少", "办好了多久能拿到钱")
_fresh = itertools.count()


def turns(_connection: str) -> Iterator[Mapping[str, object]]:
    """Yield messages of invented people without end: each applies once, then asks a few things."""
    while True:
        sender = f"bench-{next(_fresh)}"
        for place, text in enumerate((*APPLICATION, *QUESTIONS)):
            message = {"sender": sender, "message": text, "message_id": f"{sender}/{place}"}
            yield {**message, "today": "2026-11-21", "region": "321100"}


def texts(_connection: str) -> Iterator[Mapping[str, object]]:
    """Yield texts to be understood, without end."""
    yield from ({"text": text} for text in itertools.cycle((*APPLICATION, *QUESTIONS)))


def rate(port: int, path: str, requests: Requests, *, connections: int, seconds: float) -> float:
    """Return the answers per second over so many connections; raises RuntimeError for any answer but 200."""
    return asyncio.run(_rate(port, path, requests, connections, seconds))


def send(port: int, path: str, requests: Requests, *, count: int) -> None:
    """Send so many requests over one connection."""

    async def all_of_them() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for body in itertools.islice(requests("0"), count):
            await _ask(reader, writer, path, body)
        writer.close()

    asyncio.run(all_of_them())


async def _rate(port: int, path: str, requests: Requests, connections: int, seconds: float) -> float:
    begun = time.perf_counter()
    end = begun + seconds
    counts = await asyncio.gather(
        *(_until(end, port, path, requests(str(number))) for number in range(connections))
    )
    return sum(counts) / (time.perf_counter() - begun)


async def _until(end: float, port: int, path: str, bodies: Iterator[Mapping[str, object]]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < end:
        await _ask(reader, writer, path, next(bodies))
        count += 1
    writer.close()
    return count


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, body: Mapping[str, object]
) -> None:
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
    answered = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    await reader.readexactly(int(answered.partition("content-length:")[2].partition("\r\n")[0]))
    status = answered.split(" ", 2)[1]
    if status != "200":
        raise RuntimeError(f"{path} answered {status}; nothing is measured of a server that refuses.")
