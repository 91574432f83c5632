"""In one chat one after the other, between chats side by side, and by number where updates overtake each other."""

import asyncio

from bot.channels.telegram.lanes import Lanes, Sequence


def test_one_chat_is_served_in_the_order_of_asking():
    served = []

    async def run():
        lanes, first_may_end = Lanes(), asyncio.Event()

        async def serve(name):
            async with lanes.lane("a"):
                if name == 0:
                    await first_may_end.wait()
                served.append(name)

        tasks = [asyncio.create_task(serve(n)) for n in range(5)]
        await asyncio.sleep(0)
        first_may_end.set()
        await asyncio.gather(*tasks)
        return lanes

    lanes = asyncio.run(run())

    assert served == [0, 1, 2, 3, 4]
    assert not lanes._locks


def test_a_slow_chat_does_not_hold_up_another():
    async def run():
        lanes, never = Lanes(), asyncio.Event()

        async def stuck():
            async with lanes.lane("a"):
                await never.wait()

        task = asyncio.create_task(stuck())
        await asyncio.sleep(0)
        async with lanes.lane("b"):
            task.cancel()
        return True

    assert asyncio.run(run())


def passed(numbers, gap):
    order = []

    async def run():
        sequence = Sequence(gap=gap)

        async def one(number):
            await sequence.turn_of(number)
            order.append(number)

        await asyncio.gather(*(one(number) for number in numbers))

    asyncio.run(run())
    return order


def test_updates_that_overtook_each_other_are_put_in_order():
    assert passed([7, 5, 8, 6], 0.05) == [5, 6, 7, 8]


def test_a_number_that_never_comes_is_not_waited_for_long():
    assert passed([5, 9], 0.05) == [5, 9]


def test_one_that_gave_up_waiting_holds_up_nobody():
    async def run():
        sequence = Sequence(gap=0.05)
        await sequence.turn_of(1)
        gone = asyncio.create_task(sequence.turn_of(5))
        await asyncio.sleep(0)
        gone.cancel()
        async with asyncio.timeout(2):
            await sequence.turn_of(7)
        return True

    assert asyncio.run(run())


def test_a_repeat_passes_too():
    order = passed([6, 5, 6, 5], 0.05)

    assert sorted(order) == [5, 5, 6, 6]
    assert order[0] == 5
