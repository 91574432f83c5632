"""The place to read on from moves when a batch was committed, and not before."""

import asyncio

import pytest

from bot.channels.telegram.calls import Elsewhere, Unreachable
from bot.channels.telegram.polling import Coming
from storage import telegram
from tests.unit.bot.telegram.updates import BOT, update


class FakePolls:
    """Gives the batches it was told to give, then ends the test; remembers the offsets and registrations."""

    def __init__(self, *batches):
        self.batches, self.offsets, self.told = list(batches), [], []

    async def updates(self, offset):
        self.offsets.append(offset)
        if not self.batches:
            raise asyncio.CancelledError
        batch = self.batches.pop(0)
        if isinstance(batch, Exception):
            raise batch
        return batch

    async def push_to(self, address, secret):
        self.told.append((address, secret))

    async def push_nowhere(self):
        self.told.append("nowhere")

    async def name_commands(self, described):
        self.told.append(sorted(described))

    async def close(self):
        self.told.append("closed")


@pytest.fixture
def polled(listener, ground):
    def run(*batches, address=""):
        polls = FakePolls(*batches)
        coming = Coming(listener=listener, calls=polls, ground=ground, address=address, secret="s")

        async def until_cancelled():
            with pytest.raises(asyncio.CancelledError):
                await coming.run()

        asyncio.run(until_cancelled() if not address else coming.run())
        return polls

    return run


def stored(store):
    with store.reading() as db:
        return telegram.offset(db, BOT)


def test_the_offset_moves_behind_the_last_of_a_batch(polled, store, inbox):
    polls = polled([update(5, text="a", message_id=1), update(6, text="b", message_id=2)])

    assert polls.offsets == [0, 7]
    assert stored(store) == 7
    assert [m.text for m in inbox.messages] == ["a", "b"]


def test_the_offset_stands_while_a_turn_has_not_begun(listener, ground, store, inbox):
    inbox.busy = True
    coming = Coming(
        listener=listener, calls=FakePolls([update(5, text="a")]), ground=ground, address="", secret="s"
    )

    async def run():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await coming.run()

    asyncio.run(run())

    assert stored(store) == 0


def test_after_a_restart_reading_goes_on_where_it_stood(polled, store):
    polled([update(5, text="a")])

    assert polled().offsets == [6]


def test_what_cannot_be_served_becomes_a_task_and_does_not_stop_the_rest(polled, inbox, tasks):
    async def fails(message):
        raise RuntimeError

    inbox.take = fails
    polls = polled([update(5, text="a")])

    assert tasks.keys == [("update", "task_unfinished")]
    assert polls.offsets == [0, 6]


def test_an_odd_update_does_not_stop_the_rest(polled, inbox):
    polls = polled([{"update_id": 4, "message": 5}, {"no": "number"}, update(6, text="b")])

    assert [m.text for m in inbox.messages] == ["b"]
    assert polls.offsets[-1] == 7


def test_with_an_address_updates_are_pushed_there_and_not_polled(polled):
    polls = polled(address="https://help.example.gov.cn/telegram/1")

    assert polls.told[0] == ("https://help.example.gov.cn/telegram/1", "s")
    assert polls.offsets == []


@pytest.mark.parametrize("fault", [Unreachable("TimedOut", 0.0)])
def test_a_platform_that_fails_is_asked_again_from_the_same_place(polled, fault):
    assert polled(fault, [update(5, text="a")]).offsets == [0, 0, 6]


def test_elsewhere_is_a_fault_of_its_own():
    assert not issubclass(Elsewhere, Unreachable)
