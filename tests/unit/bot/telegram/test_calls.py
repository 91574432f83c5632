"""What a failed call means: wait, try again, or never; the token is in no message."""

import asyncio

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram import calls as calls_module
from bot.channels.telegram.calls import LOOKS_AGAIN, Calls, Refused, ShutOut, Unreachable

TOKEN = "7000000001:AAE-token"


@pytest.mark.parametrize(
    ("error", "final", "after"),
    [
        (RetryAfter(7), False, 7),
        (TimedOut(), False, None),
        (NetworkError("x"), False, None),
        (InvalidToken(), False, None),
        (TimeoutError(), False, None),
        (BadRequest("x"), True, None),
        (Forbidden("x"), False, LOOKS_AGAIN),
    ],
)
def test_a_failed_send_is_tried_again_unless_that_cannot_help(error, final, after):
    told = calls_module._undelivered(error)

    assert (told.final, told.after) == (final, after)
    assert isinstance(told, ShutOut) is isinstance(error, Forbidden)


@pytest.mark.parametrize(
    ("error", "kind"),
    [(RetryAfter(7), Unreachable), (NetworkError("x"), Unreachable), (TimedOut(), Unreachable),
     (BadRequest("x"), Refused), (InvalidToken(), Refused)],
)  # fmt: skip
def test_a_failed_call_is_refused_or_unreachable(error, kind):
    assert isinstance(calls_module._fault(error), kind)


def test_no_fault_holds_the_token(account):
    async def run():
        calls = Calls(account)
        try:
            await calls.updates(0, seconds=0)
        finally:
            await calls.close()

    with pytest.raises(Unreachable) as told:
        asyncio.run(run())

    assert account.token not in f"{told.value!r} {told.value.__context__}"
    assert told.value.__suppress_context__
