"""Answer a policy question from the cards: one aspect, two sides beside each other, or the whole card."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from flows.feelings import MOURNED
from flows.looking_up import UNWRITTEN
from flows.outcome import NoteUnanswered, Reply
from flows.place import Place
from flows.repair import which_benefit
from flows.speaking import gaps
from flows.state import Frame, values
from flows.talk import Talk, first_time, has_open_draft, order, place, said_once, say
from nlu.acts import Act
from nlu.reading import Reading
from policies.answers import Answered, answer, common_answer, outline
from policies.both import both
from policies.comparison import Side, compare

_DIGEST = 16
"""Letters of an answer's digest that are kept."""

_ELSEWHERE = ("process", "where", "contact")
"""Aspects that say how one comes to what is not applied for here, the fullest first."""

_OBJECTS = "objects"

_STOPS = "change_or_stop"
"""Whoever asks what happens when it stops wants none begun."""


def answer_policy(talk: Talk, frame: Frame) -> Talk:
    """Answer what was asked of the frame's benefit; what nothing answers goes into the editors' box."""
    here = place(talk, frame)
    benefit, aspect = frame.benefit or "", frame.aspect or "definition"
    if benefit not in here.policies.cards:
        talk = order(talk, _unanswered(talk, frame))
        return say(talk, Reply(phrase="no_card_yet", values=gaps(talk, frame), release=frame.release))
    if aspect == UNWRITTEN:
        talk = order(talk, _unanswered(talk, frame))
        return say(talk, Reply(phrase="not_written", values=gaps(talk, frame), release=frame.release))
    found = _found(here, frame, benefit, aspect)
    if not found.known:
        talk = order(talk, _unanswered(talk, frame))
    text, whole = "\n".join(found.sentences), f"full:{benefit}"
    more = found.more if first_time(talk, whole) else ""
    filled = _filled({**gaps(talk, frame), "answer": text, "source": found.source, "more": more})
    digest = hashlib.sha256(f"{benefit} {text}".encode()).hexdigest()[:_DIGEST]
    phrase = "policy_answer_same" if digest == talk.state.answered else "policy_answer"
    talk = replace(talk, state=replace(talk.state, answered=digest))
    talk = said_once(talk, whole) if more else talk
    return _offered(say(talk, Reply(phrase=phrase, values=filled, release=frame.release)), frame)


def _found(here: Place, frame: Frame, benefit: str, aspect: str) -> Answered:
    """Answer what the frame asks: two sides, two benefits together, a common question, or an aspect."""
    if frame.beside:
        return _compared(here, frame)
    together = frame.both and both(here.policies, benefit, frame.both, region=here.here, on=here.on)
    return together or _common(here, frame) or _aspect(here, benefit, aspect)


def _aspect(here: Place, benefit: str, aspect: str) -> Answered:
    return answer(
        here.policies, benefit, aspect, region=here.here, on=here.on, today=here.today, facts=here.facts
    )


def _common(here: Place, frame: Frame) -> Answered | None:
    """Answer the common question that was looked up, where the place has an answer to it."""
    if frame.common is None or frame.benefit is None:
        return None
    return common_answer(
        here.policies, frame.benefit, frame.common, region=here.here, on=here.on, today=here.today
    )


def _compared(here: Place, frame: Frame) -> Answered:
    """Answer with both sides of a comparison."""
    facts = values(frame.beside)
    other = replace(here, answers=frame.beside, on=frame.beside_on or here.today)
    sides = (
        Side(region=here.here, on=here.on, facts=here.facts),
        Side(region=other.here, on=other.on, facts=facts),
    )
    return compare(here.policies, frame.benefit or "", *sides, today=here.today)


def tell_full(talk: Talk, frame: Frame) -> Talk:
    """Say the whole card of the benefit that was spoken of; without one, ask which is meant."""
    here = place(talk, frame)
    if frame.benefit is None or frame.benefit not in here.policies.cards:
        talk = replace(talk, state=replace(talk.state, wish=Act.ASK_POLICY.value))
        return which_benefit(talk, Reading(text=talk.words, act=Act.ASK_POLICY, confidence=1.0))
    lines = outline(here.policies, frame.benefit, region=here.here, on=here.on, today=here.today)
    filled = {**gaps(talk, frame), "lines": "\n".join(lines)}
    return say(talk, Reply(phrase="full_text", values=filled, release=frame.release))


def tell_where_taken(talk: Talk, frame: Frame) -> Talk:
    """Tell somebody who was turned away where their application is taken, with its source, and whom else to ask.

    Where the card of the benefit does not say, or none was named, nobody makes it up: the rest is said.
    """
    here, filled = place(talk, frame), dict(gaps(talk, frame))
    if frame.benefit in here.policies.cards:
        found = _aspect(here, frame.benefit or "", "where")
        if found.known:
            name = here.policies.cards[frame.benefit or ""].name
            filled |= {"taken": name, "answer": "\n".join(found.sentences), "source": found.source}
    return say(talk, Reply(phrase="turned_away", values=_filled(filled), release=frame.release))


def tell_objection(talk: Talk, frame: Frame) -> Talk:
    """Say what somebody can do who was refused, as the benefit's card has it, or that a person looks again.

    It is said once; after that a person is called, and says more.
    """
    if not first_time(talk, _OBJECTS):
        return talk
    here, benefit = place(talk, frame), frame.benefit or talk.state.benefit or ""
    words = talk.world.flows.words.get("asks_objection", ())
    card = here.policies.cards.get(benefit)
    asked = (q.ask for q in (card.questions if card is not None else ()) if any(w in q.ask for w in words))
    found = next(
        (
            common_answer(here.policies, benefit, ask, region=here.here, on=here.on, today=here.today)
            for ask in asked
        ),
        None,
    )
    filled = dict(gaps(talk, frame))
    if found is not None:
        filled |= {"answer": "\n".join(found.sentences), "source": found.source}
    reply = Reply(phrase=_OBJECTS, values=_filled(filled), release=frame.release)
    return say(said_once(talk, _OBJECTS), reply)


def tell_done_elsewhere(talk: Talk, frame: Frame) -> Talk:
    """Say that a benefit is applied for elsewhere, and where or how; where no card says it, that a person can help."""
    here, filled = place(talk, frame), dict(gaps(talk, frame))
    benefit = frame.benefit or ""
    known = benefit in here.policies.cards
    found = (_aspect(here, benefit, aspect) for aspect in _ELSEWHERE if known)
    told = next((answered for answered in found if answered.known), None)
    if told is None:
        return say(talk, Reply(phrase="no_flow_yet", values=filled))
    filled |= {"benefit": here.policies.cards[benefit].name, "answer": "\n".join(told.sentences)}
    filled["source"] = told.source
    state = replace(talk.state, benefit=benefit)
    return say(replace(talk, state=state), Reply(phrase="done_elsewhere", values=_filled(filled)))


def offer_application(talk: Talk, frame: Frame) -> Talk:
    """Offer the application for the benefit a complaint is about, where it can be made here and none is open."""
    flow = talk.world.flows.started_by(Act.APPLY.value, frame.benefit) if frame.benefit else None
    begun = {draft.benefit for draft in talk.drafts.values()}
    if flow is None or frame.benefit in begun or len(talk.state.frames) > 1:
        return talk
    return say(talk, Reply(phrase="offer_apply_here", values=gaps(talk, frame), release=frame.release))


def _offered(talk: Talk, frame: Frame) -> Talk:
    """Offer once to apply, after an answer, where nothing else is open or wished and there is a flow for it.

    Whoever asks who may have it is offered to see whether they may.
    """
    flow = talk.world.flows.started_by(Act.APPLY.value, frame.benefit)
    offer = f"offer:{frame.benefit}"
    busy = len(talk.state.frames) > 1 or has_open_draft(talk)
    busy |= bool(talk.state.waiting) or frame.aspect == _STOPS or not first_time(talk, MOURNED)
    if flow is None or busy or Act.APPLY.value in talk.state.later or not first_time(talk, offer):
        return talk
    phrase = "offer_check" if frame.aspect == "eligibility" else "offer_apply"
    return say(said_once(talk, offer), Reply(phrase=phrase, values=gaps(talk, frame)))


def _unanswered(talk: Talk, frame: Frame) -> NoteUnanswered:
    here = place(talk, frame).here
    aspect = None if frame.aspect == UNWRITTEN else frame.aspect
    return NoteUnanswered(text=talk.words, benefit=frame.benefit, aspect=aspect, region=here)


def _filled(found: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in found.items() if text}
