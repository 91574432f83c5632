"""The door is opened so that answers leave at once, or it is said plainly that it is another's."""

import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from bot.serve import PortServer, PortTaken, bound
from bot.settings import Settings
from tests.needs import missing


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_door_names_its_protocol_so_that_answers_are_not_held_back(host: str, tmp_path: Path) -> None:
    """Without it the event loop leaves Nagle's algorithm on: 40 ms for every answer on a kept connection."""
    if host == "::1" and not has_ipv6():
        missing("IPV6 NOT TRIED: this machine has no loopback ::1")

    with bound(Settings(data=tmp_path, host=host, port=0)) as door:
        assert door.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize("loop", ["uvloop", "asyncio"])
def test_a_port_that_another_began_to_listen_on_is_given_up_in_good_order(loop: str, tmp_path: Path) -> None:
    """Two programs may hold one port while neither listens; the second to listen learns of it only then."""
    told: list[str] = []

    async def app(
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        while "lifespan.shutdown" not in told:
            told.append((await receive())["type"])
            await send({"type": f"{told[-1]}.complete"})

    server = PortServer(uvicorn.Config(app, log_config=None, lifespan="on", loop=loop))
    server.opened = lambda: told.append("opened")
    with (
        bound(Settings(data=tmp_path, port=0)) as door,
        bound(Settings(data=tmp_path, port=door.getsockname()[1])) as other,
    ):
        other.listen()
        with pytest.raises(PortTaken, match="in use"):
            server.run(sockets=[door])

    assert told == ["lifespan.startup", "lifespan.shutdown"]


def has_ipv6() -> bool:
    """Tell whether the machine itself lets anybody listen on the loopback of IPv6."""
    try:
        with socket.socket(socket.AF_INET6) as door:
            door.bind(("::1", 0))
    except OSError:
        return False
    return True
