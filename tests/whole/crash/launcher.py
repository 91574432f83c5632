"""Run the program with a trap at every named point: `python -m tests.whole.crash.launcher serve`.

The production code has no hooks: this module wraps its functions in its own process. Each time a point is reached
a line is added to the file `CRASH_REACHED`; when the file `CRASH_ARMED` names the point and the count is down, the
process kills itself with SIGKILL, as a power cut would. With `CRASH_MUTANT` the answer leaves before the commit,
which is the fault the test must be able to see.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

import bot.app
import bot.outbox
import bot.turn
from bot.__main__ import program
from bot.channels.callback import Callback
from bot.inbox import Inbox
from bot.message import Bubble, Message, unpacked_all
from bot.parts import Parts
from storage import turns

# The lease of a process that died must run out before its row is taken over: 30 s would be a long test.
SHORT_LEASE = 2
# Under the mutant the answer is given this long to leave before the process dies.
ANSWER_LEAVES = 0.3

_reached = Path(os.environ["CRASH_REACHED"])
_armed = Path(os.environ["CRASH_ARMED"])
_mutant = bool(os.environ.get("CRASH_MUTANT"))
_lock = threading.Lock()
_turn = threading.local()


def at(point: str) -> None:
    """Note that a point was reached, and die here when it is this one's time."""
    with _lock:
        _append(f"reached {point}\n")
        name, _, count = _armed.read_text().partition(" ") if _armed.exists() else ("", "", "")
        if name != point:
            return
        if int(count) > 1:
            _armed.write_text(f"{point} {int(count) - 1}")
            return
        _append(f"killed {point}\n")
        _armed.unlink()
        if _mutant:
            time.sleep(ANSWER_LEAVES)
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)


def _append(line: str) -> None:
    with _reached.open("a") as file:
        file.write(line)


def _then(function: Callable[..., object], point: str) -> Callable[..., object]:
    """Wrap a function of a turn: the point is reached once it has returned."""

    def wrapped(*given: object, **named: object) -> object:
        result = function(*given, **named)
        if getattr(_turn, "running", False):
            at(point)
        return result

    return wrapped


def _trap_turns() -> None:
    turns.keep = _then(turns.keep, "after_keep")  # type: ignore[assignment]
    vars(bot.turn)["perform"] = _then(vars(bot.turn)["perform"], "after_perform")
    served = bot.turn.turn

    def turn(parts: Parts, message: Message) -> tuple[Bubble, ...]:
        _turn.running = True
        try:
            bubbles = served(parts, message)
        finally:
            _turn.running = False
        at("after_commit")
        return bubbles

    vars(bot.app)["turn"] = turn


def _trap_commits() -> None:
    def committing(_connection: sa.Connection) -> None:
        if getattr(_turn, "running", False):
            if answer := getattr(_turn, "answer", None):
                answer()
            at("before_commit")

    sa.event.listen(sa.Engine, "commit", committing)


def _trap_sends() -> None:
    send = Callback.send

    async def trapped(self: Callback, sender: turns.Sender, bubble: Bubble) -> None:
        at("sending")
        await send(self, sender, bubble)
        at("sent_unrecorded")

    Callback.send = trapped  # type: ignore[method-assign]


def _answer_before_commit() -> None:
    """Make the mutant: the turn's thread hands the answer over as soon as it is known, and commits afterwards."""
    answered = turns.answered

    def kept(*given: object) -> None:
        answered(*given)  # type: ignore[arg-type]
        reply = given[-1]
        assert isinstance(reply, bytes)
        _turn.answer = lambda: _turn.owe(unpacked_all(reply))

    turns.answered = kept  # type: ignore[assignment]

    async def take(self: Inbox, message: Message) -> tuple[Bubble, ...]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[Bubble, ...]] = loop.create_future()

        def owe(bubbles: tuple[Bubble, ...]) -> None:
            loop.call_soon_threadsafe(_settle, answer, bubbles)

        def work() -> None:
            _turn.owe, _turn.answer = owe, None
            owe(self.take_turn(message))  # type: ignore[attr-defined]

        self._thread.submit(work)
        return await answer

    Inbox.take_turn = Inbox._timed  # type: ignore[attr-defined]
    Inbox.take = take  # type: ignore[method-assign]


def _settle(answer: asyncio.Future[tuple[Bubble, ...]], bubbles: tuple[Bubble, ...]) -> None:
    if not answer.done():
        answer.set_result(bubbles)


if __name__ == "__main__":
    bot.outbox.LEASE_SECONDS = SHORT_LEASE
    _trap_turns()
    _trap_commits()
    _trap_sends()
    if _mutant:
        _answer_before_commit()
    program(prog_name="crash")
