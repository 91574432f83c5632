"""Run the program as it is, but for two things: `python -m tests.whole.watched serve`.

A turn whose message id begins with `poison` fails once its work is done, with the resident's own words in the
exception. Every address the process connects to or looks up is written to the file `WATCHED_ADDRESSES`, one of its
own first.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import bot.app
import bot.turn
from bot.__main__ import program
from bot.message import Bubble, Message
from bot.parts import Parts
from bot.perform import Turn
from flows.outcome import Command

POISON = "poison"
_words = threading.local()


def _poison() -> None:
    served, performed = bot.turn.turn, vars(bot.turn)["perform"]

    def turn(parts: Parts, message: Message) -> tuple[Bubble, ...]:
        _words.are = message.text if message.id.startswith(POISON) else None
        return served(parts, message)

    def perform(doing: Turn, commands: Sequence[Command]) -> Mapping[str, str]:
        results: Mapping[str, str] = performed(doing, commands)
        if getattr(_words, "are", None) is not None:
            raise ValueError(f"cannot digest {_words.are}")
        return results

    vars(bot.app)["turn"], vars(bot.turn)["perform"] = turn, perform


def _watch(addresses: Path) -> None:
    def hear(event: str, given: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo"):
            where = given[1] if event == "socket.connect" else given[0]
            with addresses.open("a") as file:
                file.write(f"{where!r}\n")

    sys.addaudithook(hear)
    socket.getaddrinfo("localhost", None)


if __name__ == "__main__":
    _poison()
    _watch(Path(os.environ["WATCHED_ADDRESSES"]))
    program(prog_name="watched")
