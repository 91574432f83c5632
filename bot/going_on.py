"""Go on with a conversation that a caseworker hands back: the assistant asks again what was open."""

from __future__ import annotations

from bot.message import packed
from bot.parts import Parts
from bot.render import render
from bot.world import load
from flows.advance import advance
from flows.stored import from_bytes, to_bytes
from flows.world import Happened
from storage import turns
from storage.engine import Db
from storage.turns import Sender

HANDED_BACK = "handed_back"


def go_on(parts: Parts, db: Db, sender: Sender) -> tuple[bytes, ...]:
    """Return the open question's words, nothing where none is open; the conversation must be held and handed back."""
    held = turns.look(db, sender)
    if held is None or held.holder is not None:
        return ()
    world = load(
        db, parts, parts.released.now.libraries, sender, held, today=parts.today(), region=parts.region
    )
    outcome = advance(from_bytes(held.state), Happened(kind=HANDED_BACK), world)
    turns.let_go(db, sender, to_bytes(outcome.state))
    bubbles = render(
        outcome.replies, {}, lambda release: (world.flows_of(release) if release else world.flows).phrases
    )
    return tuple(packed(bubble) for bubble in bubbles)
