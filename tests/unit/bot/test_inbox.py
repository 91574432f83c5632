"""Turns run one after the other; a queue that is full or slow answers that it is busy."""

import asyncio
import threading

import pytest

from bot.errors import Busy
from bot.inbox import Inbox
from bot.message import Bubble, Message
from bot.metrics import Metrics
from storage.turns import Sender

MESSAGE = Message(sender=Sender("rest", "rest", "a"), id="1", text="hello")


def opened(turn, **limits):
    inbox = Inbox(turn, Metrics(), **limits)
    inbox.is_open = True
    return inbox


def test_before_it_is_open_nothing_is_taken():
    inbox = Inbox(lambda message: (), Metrics())

    with pytest.raises(Busy):
        asyncio.run(inbox.take(MESSAGE))


def test_turns_never_overlap():
    under_way, most = 0, 0
    lock = threading.Lock()

    def turn(message):
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        with lock:
            under_way -= 1
        return (Bubble(text=message.text),)

    async def many(inbox):
        return await asyncio.gather(*(inbox.take(MESSAGE) for _ in range(50)))

    answers = asyncio.run(many(opened(turn)))

    assert most == 1
    assert len(answers) == 50


def test_a_turn_that_cannot_begin_in_time_is_refused_and_never_runs():
    release, ran = threading.Event(), []

    def turn(message):
        ran.append(message.id)
        release.wait(5)
        return ()

    async def scene():
        inbox = opened(turn, wait=0.05)
        first = asyncio.create_task(inbox.take(MESSAGE))
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await inbox.take(MESSAGE)
        release.set()
        await first

    asyncio.run(scene())

    assert ran == ["1"]


def test_beyond_the_queues_length_the_answer_is_busy():
    release = threading.Event()

    async def scene():
        inbox = opened(lambda message: (release.wait(5), ())[1], queue=2)
        taken = [asyncio.create_task(inbox.take(MESSAGE)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await inbox.take(MESSAGE)
        release.set()
        await asyncio.gather(*taken)

    asyncio.run(scene())


def test_a_fault_of_a_turn_reaches_its_caller_and_the_next_turn_runs():
    faults = iter([RuntimeError("no"), None])

    def turn(message):
        fault = next(faults)
        if fault:
            raise fault
        return ()

    async def scene():
        inbox = opened(turn)
        with pytest.raises(RuntimeError):
            await inbox.take(MESSAGE)
        return await inbox.take(MESSAGE)

    assert asyncio.run(scene()) == ()
