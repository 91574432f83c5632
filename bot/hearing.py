"""Words that are heard anew once something else was said of them: a yes makes a recording's or a place's words, which
were shown, what was said; a no to a fear leaves of the feared words what they wished.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.message import Message
from flows import safety
from flows.expecting import expecting
from flows.state import State
from flows.world import Calmed, Happened, World
from nlu.acts import Act
from nlu.read import Understanding
from nlu.reading import Analysis, Reading

LOCATION = "location"


def confirmed(
    understanding: Understanding,
    analysis: Analysis,
    message: Message,
    state: State,
    world: World,
    today: date,
) -> tuple[State, Analysis | Happened]:
    """Return the state to go on from and what is heard in it; words of danger are heard at once, confirmed or not."""

    def read(where: State) -> Reading:
        before = where.before or None
        return understanding.read(analysis, expecting=expecting(where, world), before=before, today=today)

    plain = replace(state, heard="")
    if message.suggests:
        reading = read(plain)
        danger = safety.gravest(reading)
        if danger is not None and danger.risk in safety.STOPS and not safety.is_feared(danger):
            return plain, analysis
        return plain, _suggested(message, reading, world)
    said = _yes_or_no(read(state)) if state.heard else None
    if said is None:
        return plain, analysis
    return plain, understanding.analyse(state.heard) if said else Happened(kind="heard_wrong")


def again(
    understanding: Understanding, state: State, reading: Reading, world: World, today: date
) -> Calmed | None:
    """Return the words that were feared for, understood anew, if the message says there was no danger in them."""
    if world.held_by is not None or not safety.calms(state, reading):
        return None
    calm = replace(state, alarmed=0, feared="")
    words = understanding.analyse(state.feared)
    return Calmed(
        reading=understanding.read(words, expecting=expecting(calm, world), before=None, today=today)
    )


def _suggested(message: Message, reading: Reading, world: World) -> Happened:
    if message.suggests != LOCATION:
        return Happened(kind=f"{message.suggests}_heard", values={"words": message.text.strip()})
    if reading.region is None:
        return Happened(kind="location_unknown")
    place = world.policies.regions.spoken(reading.region)
    return Happened(kind="location_heard", values={"words": place})


def _yes_or_no(reading: Reading) -> bool | None:
    said = reading.value("yes_no") or reading.value("choice")
    if said is not None and said.value in ("yes", "no"):
        return said.value == "yes"
    return {Act.AFFIRM: True, Act.DENY: False}.get(reading.act)
