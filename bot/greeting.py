"""The words an empty conversation begins with: what a page shows before anybody has written; nothing is stored."""

from __future__ import annotations

from bot.message import Bubble
from bot.parts import Parts
from bot.render import render
from flows.advance import advance
from flows.state import State
from flows.world import Happened, World


def greeting(parts: Parts) -> tuple[Bubble, ...]:
    """Return what the assistant says to somebody who has just opened the conversation."""
    libraries = parts.released.now.libraries
    world = World(
        today=parts.today(),
        region=parts.region,
        policies=libraries.policies,
        flows=libraries.flows,
        pinned={},
        drafts={},
        cases=(),
        held_by=None,
        turn=0,
        fresh="",
    )
    outcome = advance(State(), Happened(kind="opened"), world)
    return render(outcome.replies, {}, lambda _release: libraries.flows.phrases)
