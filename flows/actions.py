"""What an action step does: say a phrase, tell a verdict, answer from the cards, hand over, submit.

The list is closed. An action returns a changed talk; it never decides where the flow goes next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flows import consent, privacy, reckoning
from flows.drafting import remembered, take_up
from flows.journey import journey
from flows.looking import LOOKS
from flows.outcome import GiveCode, OpenCase, Reply
from flows.place import Place
from flows.policy_answers import (
    answer_policy,
    offer_application,
    tell_full,
    tell_objection,
    tell_where_taken,
)
from flows.progress import tell_progress, tell_steps, tell_where_we_were
from flows.ringing import RINGS
from flows.speaking import gaps
from flows.stack import application, pop
from flows.state import Frame
from flows.talk import Talk, drop_draft, new_id, order, place, put_draft, say
from flows.whereabouts import tell_where
from policies.amounts import due
from policies.answers import answer
from policies.decide import no_application
from policies.explain import explain
from policies.verdict import Answer, Verdict

Action = Callable[[Talk, Frame], Talk]
UTTER = "utter_"
_NOT_TOLD = ("alert", "task")


def act(talk: Talk, frame: Frame, action: str) -> Talk:
    """Carry out one action step of the frame that is talking; raises LookupError for a name the list lacks."""
    if action.startswith(UTTER):
        phrase = action.removeprefix(UTTER)
        return say(talk, Reply(phrase=phrase, values=gaps(talk, frame), release=frame.release))
    if action not in ACTIONS:
        raise LookupError(f"no action {action}; the flow library was not checked before it was released")
    return ACTIONS[action](talk, frame)


def _tell_verdict(talk: Talk, frame: Frame) -> Talk:
    here = place(talk, frame)
    benefit = frame.benefit or ""
    verdict = here.verdict(benefit)
    lines = dict.fromkeys(f"{line.sign} {line.text}" for line in explain(here.policies, verdict, here.facts))
    amount = _amount(here, benefit, verdict)
    filled = {
        **gaps(talk, frame),
        "reasons": "\n".join(lines),
        "amount": amount,
        "elsewhere": _elsewhere(here),
    }
    phrase = {Answer.YES: "verdict_yes", Answer.NO: "verdict_no", Answer.UNKNOWN: "verdict_unknown"}[
        verdict.answer
    ]
    return say(talk, Reply(phrase=phrase, values=_filled(filled), release=frame.release))


def _elsewhere(here: Place) -> str:
    """Return the place somebody is registered in, where that lies outside the place that is asked here."""
    regions, home = here.policies.regions, here.facts.get("hukou")
    if not isinstance(home, str) or here.region in regions.chain(home) or home in regions.chain(here.region):
        return ""
    return regions.spoken(home)


def _amount(here: Place, benefit: str, verdict: Verdict) -> str:
    """Return what is due as the card's own sentence, for one who may have it."""
    if verdict.answer is Answer.NO:
        return ""
    found = due(here.policies, benefit, here.facts, region=here.here, on=here.today, today=here.today)
    if found is None:
        return ""
    told = answer(
        here.policies, benefit, "amount", region=here.here, on=here.on, today=here.today, facts=here.facts
    )
    return "\n".join((told.sentences[0], told.source)) if told.sentences else ""


def _tell_no_application(talk: Talk, frame: Frame) -> Talk:
    """Say in the card's own words that nothing need be applied for; nothing where the card knows no such thing."""
    here = place(talk, frame)
    if frame.benefit is None:
        return talk
    relief = no_application(here.policies, frame.benefit, here.facts, region=here.here, today=here.today)
    if relief is None:
        return talk
    told = {**gaps(talk, frame), "relief": "\n".join(relief.sentences), "source": relief.source}
    return say(talk, Reply(phrase="no_application_needed", values=_filled(told), release=frame.release))


def _submit(talk: Talk, frame: Frame) -> Talk:
    if frame.draft is None:
        raise LookupError(f"flow {frame.flow} submits but keeps no draft; set keeps_draft: true")
    draft = talk.drafts[frame.draft]
    here = place(talk, frame)
    relation = draft.answers.get("who_for")
    taken_at = _taken_at(here)
    command = OpenCase(
        key=f"submit:{draft.id}",
        benefit=draft.benefit,
        region=taken_at or here.here,
        draft=draft.id,
        person=draft.person,
        who=str(relation.value) if relation else "",
        answers=draft.answers,
        verdict=here.verdict(draft.benefit),
        consents=consent.given(talk, frame),
        flow=draft.flow,
        release=draft.release,
    )
    talk = put_draft(order(consent.wished(talk, frame), command), replace(draft, status="submitted"))
    talk = replace(talk, state=replace(talk.state, loose=remembered(talk, draft.answers)))
    said = {"taken_at": here.policies.regions.spoken(taken_at)} if taken_at else {}
    return say(talk, Reply(phrase="submitted", values={**gaps(talk, frame), **said}, release=frame.release))


def _taken_at(here: Place) -> str:
    """Return the place that takes the application where it is not the register's; nothing where it is.

    An answer that a correction took off the path no longer counts.
    """
    card = here.policies.cards.get(here.benefit or "")
    if card is None or card.taken_at not in {question.id for question in journey(here).asked}:
        return ""
    stated = here.facts.get(card.taken_at)
    return stated if isinstance(stated, str) and stated in here.policies.regions else ""


def _open_draft(talk: Talk, frame: Frame) -> Talk:
    if frame.about is None or frame.about not in talk.drafts:
        return talk
    return take_up(pop(talk), talk.drafts[frame.about])


def _dropped(phrase: str) -> Action:
    """Return the action that deletes what was kept so far, and says so."""

    def dropped(talk: Talk, frame: Frame) -> Talk:
        if frame.about is None:
            return talk
        return say(drop_draft(talk, frame.about), Reply(phrase=phrase, values=gaps(talk, None)))

    return dropped


def _leave(talk: Talk, frame: Frame) -> Talk:
    """Close the flow on the draft but keep the draft."""
    keep = [(f, b) for f, b in zip(talk.state.frames, talk.behind, strict=True) if f.draft != frame.about]
    state = replace(talk.state, frames=tuple(f for f, _ in keep))
    talk = replace(talk, state=state, behind=tuple(b for _, b in keep))
    return say(talk, Reply(phrase="draft_kept", values=gaps(talk, None)))


def _give_code(talk: Talk, frame: Frame) -> Talk:
    """Give a code for the draft that is worked on, else for what was spoken of last."""
    below = application(talk)
    spoken_of = (
        below.draft if below else next((d.id for d in talk.drafts.values() if d.status == "open"), None)
    )
    if spoken_of is None and not any(case.kind not in _NOT_TOLD for case in talk.world.cases):
        return say(talk, Reply(phrase="code_nothing"))
    talk, key = new_id(talk, "code")
    about = Frame(flow=frame.flow, release=frame.release, about=spoken_of) if spoken_of else None
    return say(
        order(talk, GiveCode(key=key, draft=spoken_of or "")),
        Reply(phrase="code_given", values=gaps(talk, about) if about else {}),
    )


def _filled(found: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in found.items() if text}


ACTIONS: Mapping[str, Action] = {
    "tell_verdict": _tell_verdict,
    "tell_no_application": _tell_no_application,
    "tell_income": reckoning.tell_income,
    "tell_pairs": reckoning.tell_pairs,
    "tell_materials": reckoning.tell_materials,
    "answer_policy": answer_policy,
    "tell_full": tell_full,
    "tell_where_taken": tell_where_taken,
    "tell_objection": tell_objection,
    "offer_application": offer_application,
    "tell_progress": tell_progress,
    "tell_steps": tell_steps,
    "tell_where_we_were": tell_where_we_were,
    "tell_where": tell_where,
    "submit": _submit,
    "open_draft": _open_draft,
    "drop_draft": _dropped("draft_dropped"),
    "start_over": _dropped("started_over"),
    "leave_draft": _leave,
    "give_code": _give_code,
    "tell_kept": privacy.tell_kept,
    "weigh_deletion": privacy.weigh_deletion,
    "forget": privacy.forget,
    "forget_photos": privacy.forget_photos,
    "weigh_revocation": privacy.weigh_revocation,
    "revoke": privacy.revoke,
    "weigh_agreement": privacy.weigh_agreement,
    "agree_again": privacy.agree_again,
    **RINGS,
    **LOOKS,
}
