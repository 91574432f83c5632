"""Invented residents who talk, and the ledger of what they sent and what was acknowledged.

A resident sends a message again, under the same id, until it is acknowledged: as a platform does.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from stdnum.cn import ric

from tests.whole.program import CALLBACK, REST, send

LONGEST_SILENCE = 180.0
PAUSE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One conversation: who writes, over which channel, and the lines in order."""

    name: str
    channel: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One acknowledged message: its body is what the client saw with the 200, `tries` how often it was sent."""

    resident: Resident
    message_id: str
    text: str
    body: bytes
    tries: int


def resident(number: int) -> Resident:
    """Return the resident of a number: always the same one; every other writes over the callback channel."""
    name = f"resident-{number}"
    channel = CALLBACK if number % 2 else REST
    return Resident(name=name, channel=channel, lines=_LINES[number // 2 % len(_LINES)](number))


def _applies(number: int) -> tuple[str, ...]:
    about = ("我想给我妈办尊老金", "镇江京口", "八十三", "没有社保卡", "王秀兰")
    return (*about, _identity(number), "6222021234567890128", "13800138000", "同意", "对")


def _corrects(number: int) -> tuple[str, ...]:
    about = ("我想给我妈办尊老金", "镇江京口", "八十三", "镇江的尊老金多少钱", "不对，她八十五了")
    return (*about, "没有社保卡", "王秀兰", _identity(number), "6222021234567890128")


def _asks(_number: int) -> tuple[str, ...]:
    return ("你好", "镇江的尊老金多少钱", "要什么材料", "转人工")


def _identity(number: int) -> str:
    body = f"32110219430512{number % 1000:03}"
    return body + str(ric.calc_check_digit(body))


_LINES = (_applies, _asks, _corrects)


@dataclass(slots=True)
class Ledger:
    """What was acknowledged, by all residents."""

    entries: list[Entry] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, entry: Entry) -> None:
        """Write down one acknowledged message."""
        with self._lock:
            self.entries.append(entry)

    def add_resident(self, one: Resident) -> None:
        """Write down that somebody began to talk."""
        with self._lock:
            self.residents.append(one)

    def of(self, one: Resident) -> Sequence[Entry]:
        """Return one resident's messages in the order they were acknowledged."""
        return [entry for entry in self.entries if entry.resident == one]


class Crowd:
    """Several residents who talk at once, one after another in each of a few threads, until told to finish."""

    def __init__(self, ledger: Ledger, *, threads: int = 4) -> None:
        self._ledger = ledger
        self._numbers = itertools.count()
        self._finish = threading.Event()
        self._threads = [threading.Thread(target=self._talk, daemon=True) for _ in range(threads)]
        self.base = ""
        self.faults: list[str] = []

    def begin(self) -> None:
        """Let them talk."""
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Let each finish the conversation it is in, and wait for that."""
        self._finish.set()
        for thread in self._threads:
            thread.join(LONGEST_SILENCE)
            if thread.is_alive():
                self.faults.append("a resident is still waiting for an answer")

    def _talk(self) -> None:
        with httpx.Client() as client:
            while not self._finish.is_set():
                one = resident(next(self._numbers))
                self._ledger.add_resident(one)
                if not self.converse(client, one):
                    return

    def converse(self, client: httpx.Client, one: Resident) -> bool:
        """Send all lines of a conversation, each until it is acknowledged; false when one never was."""
        for place, text in enumerate(one.lines):
            entry = self._sent(client, one, f"{one.name}/{place}", text)
            if entry is None:
                self.faults.append(f"{one.name} was not answered for {LONGEST_SILENCE:.0f} s")
                return False
            self._ledger.add(entry)
        return True

    def _sent(self, client: httpx.Client, one: Resident, message_id: str, text: str) -> Entry | None:
        end = time.monotonic() + LONGEST_SILENCE
        for tries in itertools.count(1):
            try:
                answer = send(client, self.base, one.name, text, message_id, channel=one.channel)
                if answer.status_code == 200:
                    return Entry(
                        resident=one, message_id=message_id, text=text, body=answer.content, tries=tries
                    )
            except httpx.TransportError:
                pass
            if time.monotonic() > end:
                return None
            time.sleep(PAUSE)
        return None


def said_again(client: httpx.Client, base: str, entry: Entry) -> bytes:
    """Send a message of the ledger once more and return the body."""
    one = entry.resident
    return send(client, base, one.name, entry.text, entry.message_id, channel=one.channel).content
