"""What a person who takes over needs at a glance, and what the resident is told about when somebody answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flows.journey import journey
from flows.outcome import Reply, RingDesk, TellCase
from flows.speaking import gaps
from flows.spoken import at_desk, self_at_desk
from flows.stack import application
from flows.state import Frame
from flows.talk import Talk, answers_of, new_id, order, place, say, top
from flows.world import FINISHED
from policies.roster import roster_at

HAND_OVER = "hand_over"
NOON = 12


def called(talk: Talk, words: str, phrase: str, frame: Frame | None) -> Talk:
    """Call a person with a summary; a call that is still open gets the new words instead of a second one."""
    waiting = [c for c in talk.world.cases if c.kind == HAND_OVER and c.status not in FINISHED]
    if waiting:
        phrase = "human_told" if phrase == "human_called" else phrase
        talk = order(talk, TellCase(number=waiting[-1].number, words=words))
    else:
        talk, key = new_id(talk, HAND_OVER)
        call = RingDesk(
            key=key,
            kind=HAND_OVER,
            words=words,
            region=talk.world.region,
            benefit=talk.state.benefit,
            summary=summary(talk),
            draft=about(talk),
        )
        talk = order(talk, call)
    return say(talk, Reply(phrase=phrase, values=gaps(talk, frame)), *away(talk))


def summary(talk: Talk) -> Mapping[str, str]:
    """Return who it is for, which benefit, where it stands, what is known and missing, and what was not understood.

    Long numbers stand by their last digits; what is not known is not there.
    """
    frame = application(talk) or top(talk)
    filled = gaps(talk, frame)
    opened = journey(place(talk, frame)).open if frame else None
    known = {**talk.state.loose, **(answers_of(talk, frame) if frame else {})}
    found = {
        **{name: filled.get(name, "") for name in ("benefit", "step", "steps")},
        "who": self_at_desk(talk, known),
        "known": "\n".join(at_desk(talk, {name: told for name, told in known.items() if name != "who_for"})),
        "missing": opened.label if opened is not None else "",
        "unclear": "\n".join(talk.state.unclear),
    }
    return {name: text for name, text in found.items() if text}


def about(talk: Talk) -> str:
    """Return the draft that is being worked on, or nothing."""
    frame = application(talk)
    return frame.draft or "" if frame else ""


def away(talk: Talk) -> tuple[Reply, ...]:
    """Return what is said outside the hours of the place's roster: nothing within them, or where there is none."""
    now, world = talk.world.now, talk.world
    roster = roster_at(world.policies.rosters, world.policies.regions, world.region)
    if now is None or roster is None or roster.is_open(now):
        return ()
    opens = roster.opens(now)
    return (Reply(phrase="nobody_there", values={"when": _moment(talk, opens)}),) if opens else ()


def _moment(talk: Talk, moment: datetime) -> str:
    phrases = talk.world.flows.phrases
    half = "morning" if moment.hour < NOON else "afternoon"
    hour = str(moment.hour if moment.hour <= NOON else moment.hour - NOON)
    clock = phrases.render(f"spoken_{half}", {"hour": hour})
    if moment.minute:
        clock += phrases.render("spoken_minutes", {"minute": str(moment.minute)})
    weekday = phrases.word(f"spoken_weekday_{moment.weekday()}")
    day = {"month": str(moment.month), "day": str(moment.day)}
    return phrases.render("spoken_moment", {**day, "weekday": weekday, "clock": clock})
