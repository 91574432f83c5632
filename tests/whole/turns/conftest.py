"""One process for all tests of this folder, each of which writes under senders of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import httpx
import pytest

from tests.whole.program import launched, send
from tests.whole.server import Server
from tests.whole.turns.rest import DAY, PLACE


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program, with what it connects to written down."""
    folder = tmp_path_factory.mktemp("turns")
    with launched(
        folder / "data", "tests.whole.watched", WATCHED_ADDRESSES=str(folder / "addresses")
    ) as running:
        yield running


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as one:
        yield one


@pytest.fixture
def says(server: Server, client: httpx.Client) -> Callable[..., bytes]:
    """Return a function that sends one message and gives back the answer's bytes."""

    def say(
        sender: str,
        text: str,
        message_id: str,
        attachments: Sequence[Mapping[str, str]] = (),
        *,
        today: str = DAY,
        region: str = PLACE,
    ) -> bytes:
        answer = send(
            client,
            server.base,
            sender,
            text,
            message_id,
            today=today,
            region=region,
            attachments=attachments,
        )
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.content

    return say
