"""Turns through WeChat's safe-mode webhook: decrypted, proved, served, stored, encrypted; against a one-row floor.

The floor and the program run in turns, so that a busy machine slows both. Requests are made before the clock starts.
`python -m benchmarks.wechat` prints the table; `measure` gives its figures.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from benchmarks.processes import floor, program
from benchmarks.table import Figure, markdown
from tests.channels.wechat_crypt import encrypt, signature

ACCOUNT, TOKEN, APPID = "gh_benchmark00", "benchmarktoken", "wxbenchmark0000000"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CONNECTIONS = (1, 16)
ROUNDS, WARM, REQUESTS, STARTS, HUNDREDTH = 4, 96, 320, 3, 100
SAYS = (
    "我想给我妈办尊老金", "镇江京口", "八十三", "镇江的尊老金多少钱", "没有社保卡", "王秀兰", "321102194305120022",
    "6222021234567890128", "13800138000", "同意", "对", "你好", "要带什么材料", "办好了多久能拿到钱",
)  # fmt: skip
SETTINGS = {
    "ZHANGBAN_REGION": "321100",
    "ZHANGBAN_TODAY": "2026-11-21",
    "ZHANGBAN_WECHAT_ACCOUNT": ACCOUNT,
    "ZHANGBAN_WECHAT_TOKEN": TOKEN,
    "ZHANGBAN_WECHAT_AES_KEY": AES_KEY,
    "ZHANGBAN_WECHAT_APPID": APPID,
    "ZHANGBAN_WECHAT_SECRET": "not-used-here",
    # Nothing listens there: every answer fits into the response.
    "ZHANGBAN_WECHAT_API_BASE": "http://127.0.0.1:9",
}
_numbers = itertools.count(1)
_people = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a number of requests took: all together, and each, in seconds."""

    total: float
    each: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Return the requests per second."""
        return len(self.each) / self.total


def measure() -> tuple[Figure, ...]:
    """Return every figure; takes about a minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with floor(folder) as row, program(folder / "data", **SETTINGS) as turns:
            asyncio.run(_send(turns.port, [pushes(WARM)]))
            figures = [figure for count in CONNECTIONS for figure in _compared(turns.port, row.port, count)]
        return (*figures, _first_turn(folder))


def _compared(port: int, floor_port: int, connections: int) -> Iterator[Figure]:
    share = REQUESTS // connections
    turns, kept = [], []
    for _ in range(ROUNDS):
        kept.append(asyncio.run(_send(floor_port, [bodies(share) for _ in range(connections)])))
        turns.append(asyncio.run(_send(port, [pushes(share) for _ in range(connections)])))
    over = f"{connections} connection{'s' if connections > 1 else ''}"
    what = f"WeChat turns, {over}"
    rate, floor_rate = median(run.rate for run in turns), median(run.rate for run in kept)
    yield Figure(what=what, value=rate, unit="/s", floor=floor_rate, floor_is="one row", aim="at least ½")
    mine, floors = _percentiles(turns), _percentiles(kept)
    for name, value, floor_value in zip(("p50", "p95", "p99"), mine, floors, strict=True):
        yield Figure(what=f"{what}, {name}", value=value, unit="ms", floor=floor_value, floor_is="one row")


def _percentiles(runs: Sequence[Run]) -> tuple[float, float, float]:
    cuts = quantiles([1000 * seconds for run in runs for seconds in run.each], n=100)
    return cuts[49], cuts[94], cuts[98]


def _first_turn(folder: Path) -> Figure:
    """The same message as the first of a process and as about its hundredth, each the median of a few starts."""
    first, later = [], []
    for number in range(STARTS):
        with program(folder / f"start-{number}", **SETTINGS) as turns:
            greetings = pushes(HUNDREDTH + 5, ("你好",))
            each = [1000 * seconds for seconds in asyncio.run(_send(turns.port, [greetings])).each]
        first.append(each[0])
        later.append(median(each[HUNDREDTH - 6 :]))
    aim = "at most 2"
    what = "first WeChat turn after the start"
    return Figure(
        what=what, value=median(first), unit="ms", floor=median(later), floor_is="the hundredth", aim=aim
    )


def pushes(count: int, says: Sequence[str] = SAYS) -> list[bytes]:
    """Return so many requests in safe mode: invented people who each apply once and ask a few things."""
    found: list[bytes] = []
    while len(found) < count:
        openid = f"bench-{os.getpid()}-{next(_people)}"
        found += [_push(openid, text) for text in says]
    return found[:count]


def _push(openid: str, text: str) -> bytes:
    at, nonce = str(int(time.time())), secrets.token_hex(5)
    xml = (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><FromUserName><![CDATA[{openid}]]></FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>"
        f"<MsgId>{next(_numbers)}</MsgId></xml>"
    )
    sealed = encrypt(AES_KEY, APPID, xml.encode())
    query = {
        "signature": signature(TOKEN, at, nonce),
        "timestamp": at,
        "nonce": nonce,
        "encrypt_type": "aes",
        "msg_signature": signature(TOKEN, at, nonce, sealed),
    }
    body = f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    return _request(f"/wechat/{ACCOUNT}?{urlencode(query)}", "text/xml", body.encode())


def bodies(count: int) -> list[bytes]:
    """Return so many requests to the floor."""
    messages = itertools.islice(itertools.cycle(SAYS), count)
    rows = ({"sender": "bench", "message": text} for text in messages)
    return [_request("/row", "application/json", json.dumps(row).encode()) for row in rows]


def _request(path: str, kind: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _send(port: int, connections: Sequence[Sequence[bytes]]) -> Run:
    """Send each list over a connection of its own, one request at a time, all connections at once."""
    doors = [await asyncio.open_connection("127.0.0.1", port) for _ in connections]
    begun = time.perf_counter()
    each = await asyncio.gather(
        *(
            _ask(reader, writer, requests)
            for (reader, writer), requests in zip(doors, connections, strict=True)
        )
    )
    total = time.perf_counter() - begun
    for _, writer in doors:
        writer.close()
    return Run(total=total, each=tuple(itertools.chain.from_iterable(each)))


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, requests: Sequence[bytes]
) -> list[float]:
    took = []
    for request in requests:
        begun = time.perf_counter()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        body = await reader.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))
        took.append(time.perf_counter() - begun)
        # A refusal or a bare acknowledgement is quick: only an answer with words may be counted.
        if " 200 " not in head[:20] or (b"Encrypt" not in body and b"recipient_id" not in body):
            raise RuntimeError(
                f"answered {head[:20]!r} {body[:80]!r}: nothing is measured of a server that refuses"
            )
    return took


def main() -> None:
    """Print the figures as a table."""
    print(markdown(measure()))


if __name__ == "__main__":
    main()
