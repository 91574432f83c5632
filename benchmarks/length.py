"""A long conversation against a short one: turn 200 beside turn 20, the two in turns.

Each begins an application and then goes round twenty messages again and again (questions, corrections, thanks, words
nobody understands), so that the same is said at both places and only what lies behind is longer.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.processes import MODELS
from benchmarks.table import Figure
from bot.app import make_parts
from bot.foundation import lay
from bot.message import Message
from bot.parts import Parts
from bot.settings import read_settings
from bot.turn import turn
from storage.turns import Sender

CONVERSATIONS, WINDOW = 50, 20
EARLY, LATE = 10, 190
"""The first turn of each window of twenty; turn 20 and turn 200 lie in the middle."""

TODAY, REGION = date(2026, 11, 21), "321100"
BEGINS = ("你好", "我想给我妈办尊老金", "镇江京口", "八十三", "没有社保卡", "王秀兰")
ROUND = (
    "镇江的尊老金多少钱", "为什么问这个", "不对，是八十四", "再说一遍", "要带什么材料", "谢谢", "呜哩哇啦",
    "办好了多久能拿到钱", "说错了，是八十三", "换个说法", "低保怎么算", "不知道", "还要多久", "呜啦呜啦哇",
    "今天天气不错", "残疾人有什么补贴", "不对，是八十四", "在哪儿办", "为什么问这个", "说错了，是八十三",
)  # fmt: skip


def length(folder: Path) -> Iterator[Figure]:
    """Yield the median turn of long conversations beside that of short ones, in milliseconds."""
    folder.mkdir()
    (folder / "models").symlink_to(MODELS)
    ground = lay(read_settings(data=folder), print)
    parts = make_parts(ground)
    spent: dict[int, list[float]] = {EARLY: [], LATE: []}
    for before in spent:
        for number in range(before):
            for person in range(CONVERSATIONS):
                _seconds(parts, f"{before}-{person}", number)
    # From here on a long and a short conversation take turns, so that a busy machine slows both.
    for step, person in itertools.product(range(WINDOW), range(CONVERSATIONS)):
        for before, took in spent.items():
            took.append(_seconds(parts, f"{before}-{person}", before + step))
    ground.store.close()
    yield Figure(
        what=f"turn 200 of a conversation, {CONVERSATIONS} at once",
        value=1000 * median(spent[LATE]),
        unit="ms",
        floor=1000 * median(spent[EARLY]),
        floor_is="turn 20",
        aim="≤ 1.2 ×",
    )


def _seconds(parts: Parts, person: str, number: int) -> float:
    text = BEGINS[number] if number < len(BEGINS) else ROUND[number % len(ROUND)]
    message = Message(
        sender=Sender("rest", "rest", person),
        id=f"{person}/{number}",
        text=text,
        today=TODAY,
        region=REGION,
    )
    begun = time.perf_counter()
    turn(parts, message)
    return time.perf_counter() - begun
