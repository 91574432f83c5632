"""Turns through WeChat's safe-mode webhook: decrypted, proved, served, stored, encrypted; against a one-row floor.

The floor parses JSON, inserts one row (WAL, `synchronous=FULL`) on its one writing thread, commits and answers. The
two run in turns, so that a busy machine slows both. Requests are made before the clock starts.
`python -m benchmarks.wechat` prints the table; `measure` gives its rows.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from benchmarks.processes import free_port, is_ready
from tests.channels.wechat_crypt import encrypt, signature

ROOT = Path(__file__).resolve().parent.parent
ACCOUNT, TOKEN, APPID = "gh_benchmark00", "benchmarktoken", "wxbenchmark0000000"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CONNECTIONS = (1, 16)
ROUNDS, WARM, REQUESTS, STARTS, HUNDREDTH = 4, 96, 320, 3, 100
LONGEST_START = 120.0
SAYS = (
    "我想给我妈办尊老金", "镇江京口", "八十三", "镇江的尊老金多少钱", "没有社保卡", "王秀兰", "321102194305120022",
    "6222021234567890128", "13800138000", "同意", "对", "你好", "要带什么材料", "办好了多久能拿到钱",
)  # fmt: skip
_numbers = itertools.count(1)
_people = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured value beside its floor's in the same run; a table of figures takes the same fields."""

    what: str
    value: float
    unit: str
    floor: float
    floor_is: str
    aim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a number of requests took: all together, and each, in seconds."""

    total: float
    each: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Return the requests per second."""
        return len(self.each) / self.total


def measure() -> tuple[Row, ...]:
    """Return every row; takes about a minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with floor(folder) as floor_port, program(folder / "data") as port:
            asyncio.run(_send(port, [pushes(WARM)]))
            rows = [row for count in CONNECTIONS for row in _compared(port, floor_port, count)]
        return (*rows, _first_turn(folder))


def _compared(port: int, floor_port: int, connections: int) -> Iterator[Row]:
    share = REQUESTS // connections
    turns, kept = [], []
    for _ in range(ROUNDS):
        kept.append(asyncio.run(_send(floor_port, [bodies(share) for _ in range(connections)])))
        turns.append(asyncio.run(_send(port, [pushes(share) for _ in range(connections)])))
    over = f"{connections} connection{'s' if connections > 1 else ''}"
    what = f"WeChat turns, {over}"
    rate, floor_rate = median(run.rate for run in turns), median(run.rate for run in kept)
    yield Row(what=what, value=rate, unit="/s", floor=floor_rate, floor_is="one row", aim="at least ½")
    mine, floors = _percentiles(turns), _percentiles(kept)
    for name, value, floor_value in zip(("p50", "p95", "p99"), mine, floors, strict=True):
        yield Row(what=f"{what}, {name}", value=value, unit="ms", floor=floor_value, floor_is="one row")


def _percentiles(runs: Sequence[Run]) -> tuple[float, float, float]:
    cuts = quantiles([1000 * seconds for run in runs for seconds in run.each], n=100)
    return cuts[49], cuts[94], cuts[98]


def _first_turn(folder: Path) -> Row:
    """The same message as the first of a process and as about its hundredth, each the median of a few starts."""
    first, later = [], []
    for number in range(STARTS):
        with program(folder / f"start-{number}") as port:
            greetings = pushes(HUNDREDTH + 5, ("你好",))
            each = [1000 * seconds for seconds in asyncio.run(_send(port, [greetings])).each]
        first.append(each[0])
        later.append(median(each[HUNDREDTH - 6 :]))
    aim = "at most 2"
    what = "first WeChat turn after the start"
    return Row(
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
    return [_request("/row", "application/json", json.dumps({"text": text}).encode()) for text in messages]


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
        if " 200 " not in head[:20] or (b"Encrypt" not in body and b"kept" not in body):
            raise RuntimeError(
                f"answered {head[:20]!r} {body[:80]!r}: nothing is measured of a server that refuses"
            )
    return took


@contextmanager
def program(data: Path) -> Iterator[int]:
    """Serve the program with one WeChat account on a data folder, and yield its port."""
    models = ROOT / ".cache" / "models"
    models.mkdir(parents=True, exist_ok=True)
    data.mkdir(mode=0o700, parents=True)
    (data / "models").symlink_to(models)
    variables = {
        "ZHANGBAN_DATA": str(data),
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
    port = free_port()
    with _serving(["-m", "bot", "serve", "--port", str(port)], port, variables):
        yield port


@contextmanager
def floor(folder: Path) -> Iterator[int]:
    """Serve the floor on a database of its own, and yield its port."""
    port = free_port()
    with _serving(["-m", "benchmarks.wechat", "floor", str(port), str(folder / "floor.sqlite3")], port, {}):
        yield port


@contextmanager
def _serving(arguments: Sequence[str], port: int, variables: Mapping[str, str]) -> Iterator[None]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHANGBAN_")}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + LONGEST_START
        while not is_ready(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("The server to be measured did not start.")
            time.sleep(0.02)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _serve_floor(port: int, file: Path) -> None:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    base = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for line in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE kept (body TEXT)"):
        base.execute(line)
    thread = ThreadPoolExecutor(max_workers=1)

    def insert(body: str) -> None:
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO kept VALUES (?)", (body,))
        base.execute("COMMIT")

    async def row(request: Request) -> Response:
        text = json.loads(await request.body())["text"]
        await asyncio.get_running_loop().run_in_executor(thread, insert, text)
        return PlainTextResponse("kept")

    async def ready(_request: Request) -> Response:
        return PlainTextResponse("ready")

    app = Starlette(routes=[Route("/row", row, methods=["POST"]), Route("/readyz", ready)])
    uvicorn.run(app, port=port, log_config=None, access_log=False, server_header=False, ws="none")


def main() -> None:
    """Print the rows, or serve the floor when called as `floor PORT FILE`."""
    if sys.argv[1:2] == ["floor"]:
        _serve_floor(int(sys.argv[2]), Path(sys.argv[3]))
        return
    for row in measure():
        ratio = f"{row.value / row.floor:5.2f} × {row.floor_is}"
        print(
            f"{row.what:40} {row.value:9.2f} {row.unit:3} {row.floor:9.2f} {row.unit:3} {ratio:24} {row.aim}"
        )


if __name__ == "__main__":
    main()
