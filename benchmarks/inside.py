"""One turn without a server: its median against one commit, taken in turns in this process."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.floor import Row
from benchmarks.load import turns
from benchmarks.processes import MODELS
from benchmarks.table import Figure
from bot.app import make_parts
from bot.foundation import lay
from bot.message import Message
from bot.settings import read_settings
from bot.turn import turn
from nlu.read import Understanding
from nlu.reading import Reading
from storage.turns import Sender

WARM, COUNT = 32, 320


def inside(folder: Path) -> Iterator[Figure]:
    """Yield what one turn takes, and what understanding its text takes, each against one commit."""
    folder.mkdir()
    (folder / "models").symlink_to(MODELS)
    ground = lay(read_settings(data=folder), print)
    parts, row = make_parts(ground), Row(folder / "floor.sqlite3")
    today = date(2026, 11, 21)
    understanding = ground.released.now.understanding
    spent: dict[str, list[float]] = {"turn": [], "understanding": [], "commit": []}
    for number, body in enumerate(itertools.islice(turns("inside"), WARM + COUNT)):
        text, sender = str(body["message"]), Sender("rest", "rest", str(body["sender"]))
        message = Message(
            sender=sender, id=str(body["message_id"]), text=text, today=today, region=str(body["region"])
        )
        took = {
            "commit": _seconds(row.keep, text),
            "turn": _seconds(turn, parts, message),
            "understanding": _seconds(_understood, understanding, text, today),
        }
        for name, seconds in took.items() if number >= WARM else ():
            spent[name].append(seconds)
    ground.store.close()
    floor = 1000 * median(spent["commit"])
    for what, name in (("one turn in process, median", "turn"), ("of it, understanding", "understanding")):
        value = 1000 * median(spent[name])
        yield Figure(what=what, value=value, unit="ms", floor=floor, floor_is="one commit")


def _understood(understanding: Understanding, text: str, today: date) -> Reading:
    return understanding.read(understanding.analyse(text), expecting=None, before=None, today=today)


def _seconds(act: Callable[..., object], *given: object) -> float:
    begun = time.perf_counter()
    act(*given)
    return time.perf_counter() - begun
