"""Say how things stand with what this conversation submitted, and what it has kept and not submitted yet.

Of what was done elsewhere nothing is said before the code or the desk has proved who asks.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows import drafting, paused
from flows.outcome import Reply
from flows.paused import topic
from flows.repair import menu
from flows.speaking import gaps
from flows.spoken import spoken_day
from flows.stack import application, pop
from flows.state import Frame
from flows.talk import Talk, say
from flows.world import APPLICATION, SeenCase

_NOT_TOLD = ("alert", "task")
_MOST = 3
"""Cases told at a time, the newest; more nobody reads on a telephone."""

MONEY_MISSING = "money_missing"
"""What is heard when somebody waits for money: of accounts this conversation knows nothing."""

HANDED_IN = "handed_in"
"""What is heard when somebody handed it in at a counter: of that, too, this conversation knows nothing."""


def tell_progress(talk: Talk, frame: Frame) -> Talk:
    """Say where each case stands and what is still kept as a draft, besides the one that is being worked on."""
    phrases = talk.world.flows.phrases
    cases = [c for c in talk.world.cases if f"progress_{c.status}" in phrases and c.kind not in _NOT_TOLD]
    for case in cases[-_MOST:]:
        talk = say(talk, Reply(phrase=f"progress_{case.status}", values=_told(talk, case)))
    if len(cases) > _MOST:
        talk = say(talk, Reply(phrase="progress_more", values={"count": str(len(cases) - _MOST)}))
    worked_on = {below.draft for below in talk.state.frames}
    kept = [d for d in talk.drafts.values() if d.status == "open" and d.id not in worked_on]
    for draft in kept:
        about = Frame(flow=frame.flow, release=frame.release, about=draft.id)
        talk = say(talk, Reply(phrase="progress_kept", values=gaps(talk, about)))
    paused = [frame for frame in talk.state.paused if frame.draft is None]
    for one in paused:
        talk = say(talk, Reply(phrase="progress_paused", values={"topic": topic(talk, one)}))
    if cases or kept or paused:
        return talk
    phrase = "progress_elsewhere" if HANDED_IN in frame.answers else "progress_none"
    if any(below.draft for below in talk.state.frames):
        phrase = "progress_draft_here"
    elif MONEY_MISSING in frame.answers:
        phrase = "progress_money"
    return say(talk, Reply(phrase=phrase, values=gaps(talk, frame)))


def tell_steps(talk: Talk, _frame: Frame) -> Talk:
    """Say how far the application below has come; without one, that the most urgent matter comes first."""
    below = application(talk)
    return say(talk, Reply(phrase="steps_left" if below else "steps_none", values=gaps(talk, below)))


def tell_where_we_were(talk: Talk, _frame: Frame) -> Talk:
    """Say what is being talked about and how far it has come; what was put away is taken up again."""
    talk, below = pop(talk), talk.state.frames[-2:-1]
    if below and below[0].draft:
        return say(talk, Reply(phrase="where_we_are", values=gaps(talk, below[0])))
    if below:
        return say(talk, Reply(phrase="where_we_are_short", values=paused.recalled(talk, below[0])))
    taken = paused.take_up(talk) or _newest(talk)
    if taken is not None:
        return taken
    if any(case.kind not in _NOT_TOLD for case in talk.world.cases):
        return tell_progress(talk, _frame)
    if talk.state.benefit in talk.world.policies.cards:
        return say(talk, Reply(phrase="where_we_were_topic", values=gaps(talk, None)))
    return say(talk, Reply(phrase="where_we_were_nothing"), menu(talk))


def _newest(talk: Talk) -> Talk | None:
    """Go on with the draft spoken of last; None where none is kept."""
    kept = [draft for draft in talk.drafts.values() if draft.status == "open"]
    return drafting.take_up(talk, kept[0]) if kept else None


def _told(talk: Talk, case: SeenCase) -> Mapping[str, str]:
    """Return what a phrase may say of a case; what is no application goes by the name of its kind of work."""
    phrases = talk.world.flows.phrases
    card = talk.world.policies.cards.get(case.benefit or "") if case.kind == APPLICATION else None
    filled = {
        "number": case.number,
        "benefit": card.name if card else phrases.word(f"kind_{case.kind}"),
        "who": phrases.word(f"relation_{case.who}"),
        "due": spoken_day(phrases, case.due) if case.due else "",
        "request": case.request or "",
        "reasons": case.reasons,
    }
    return {name: text for name, text in filled.items() if text}
