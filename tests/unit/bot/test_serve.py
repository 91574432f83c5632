"""The door is opened so that answers leave at once."""

import socket
from pathlib import Path

import pytest

from bot.serve import bound
from bot.settings import BadSettings, Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_door_names_its_protocol_so_that_answers_are_not_held_back(host: str, tmp_path: Path) -> None:
    """Without it the event loop leaves Nagle's algorithm on: 40 ms for every answer on a kept connection."""
    try:
        door = bound(Settings(data=tmp_path, host=host, port=0))
    except BadSettings:
        pytest.skip(f"this machine cannot listen on {host}")

    with door:
        assert door.proto == socket.IPPROTO_TCP
