"""Every conversation of the tests ends over REST where its script says."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import cast

import httpx
import pytest

from bot.channels.rest import rest_sender
from bot.parts import Parts, Releases
from tests.conversations.caseworker import act
from tests.conversations.play import PICTURE
from tests.conversations.script import Script, scripts
from tests.stage import Stage
from tests.whole.program import opened, tracker
from tests.whole.server import Server
from tests.whole.turns.rest import cases_of

pytestmark = pytest.mark.whole


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_a_conversation_over_rest_ends_where_its_script_says(
    script: Script, server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    sender = f"script-{script.name.replace('/', '-')}"
    picture = {"kind": "image", "name": "card.jpg", "base64": base64.b64encode(PICTURE).decode()}

    for place, turn in enumerate(script.turns):
        if turn.first:
            caseworker_acts(server, sender, script, turn.first)
        speaking = f"{sender}-elsewhere" if turn.elsewhere else sender
        attachments = [picture] if turn.photo else []
        day, region = script.today.isoformat(), script.region
        says(speaking, turn.says, f"{place}", attachments, today=day, region=region)
        slots = tracker(client, server.base, speaking)["slots"]
        assert isinstance(slots, dict)
        assert {name: slots.get(name) for name in turn.slots} == dict(turn.slots), turn.says
        if turn.cases is not None:
            cases = tuple(f"{case['kind']}:{case['status']}" for case in cases_of(client, server, speaking))
            assert cases == turn.cases, turn.says


def caseworker_acts(server: Server, sender: str, script: Script, what: str) -> None:
    """Let a caseworker act on the running program's own database, as the desk does."""
    with opened(server.data) as store:
        parts = Parts(
            store=store,
            released=cast("Releases", None),
            photos=server.data,
            region=script.region,
            today=lambda: script.today,
        )
        act(Stage(parts=parts, today=script.today, region=script.region, sender=rest_sender(sender)), what)
