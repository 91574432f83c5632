"""Run the program as it is, but for two wishes a test may have: `python -m tests.channels.program serve`.

A resident who writes `说 NAME` hears what the file NAME.json of the folder `SAYS` holds, `seconds` later: the turn is
stored, ordered and sent as any other. On `杀 before-…` or `杀 after-…` the process kills itself, once.
"""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import bot.app
import bot.turn
from bot import saying
from bot.__main__ import program
from bot.message import Bubble, Choice, Message
from bot.parts import Parts
from storage.engine import Db
from storage.turns import Held

WISH = "说 "
KILL = "杀 "


def wish(folder: Path, name: str, *bubbles: Bubble, seconds: float = 0.0) -> str:
    """Write down what is to be said and return the words by which a resident asks for it."""
    said = [
        {"text": bubble.text, "choices": [(choice.label, choice.send) for choice in bubble.choices]}
        for bubble in bubbles
    ]
    whole = json.dumps({"seconds": seconds, "bubbles": said}, ensure_ascii=False)
    (folder / f"{name}.json").write_text(whole, "utf-8")
    return WISH + name


def _wished(folder: Path, text: str) -> tuple[float, tuple[Bubble, ...]] | None:
    file = folder / f"{text.removeprefix(WISH).strip()}.json"
    if not text.startswith(WISH) or not file.exists():
        return None
    whole = json.loads(file.read_text("utf-8"))
    bubbles = tuple(
        Bubble(
            text=one["text"], choices=tuple(Choice(label=label, send=send) for label, send in one["choices"])
        )
        for one in whole["bubbles"]
    )
    return whole["seconds"], bubbles


def _listen(folder: Path) -> None:
    served = bot.turn._serve

    def serve(db: Db, service: bot.turn.Service, held: Held) -> tuple[Bubble, ...]:
        found = _wished(folder, service.message.text)
        if found is None:
            return served(db, service, held)
        time.sleep(found[0])
        return saying.say(db, service.parts, service.message, held, found[1], always=False)

    bot.turn._serve = serve


def _die(folder: Path) -> None:
    """Kill this process once for each `杀 …` it hears, before the turn or after its transaction was committed."""
    taken = bot.turn.turn

    def at(place: str, text: str) -> None:
        marker = folder / f"died {text.removeprefix(KILL)}"
        if text.startswith(KILL + place) and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def turn(parts: Parts, message: Message) -> tuple[Bubble, ...]:
        at("before", message.text)
        bubbles = taken(parts, message)
        at("after", message.text)
        return bubbles

    bot.app.turn = turn  # type: ignore[attr-defined]


if __name__ == "__main__":
    _listen(Path(os.environ["SAYS"]))
    _die(Path(os.environ["SAYS"]))
    program(prog_name="program")
