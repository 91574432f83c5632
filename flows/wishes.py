"""What a wish starts: an answer, a new draft, the draft that is already there, or a short flow of its own."""

from __future__ import annotations

from dataclasses import replace

from flows import asking, short
from flows.answering import mentioned
from flows.flow import THIS, Flow
from flows.journey import journey
from flows.outcome import FINISHED, Reply
from flows.place import without
from flows.repair import menu, which_benefit
from flows.speaking import gaps, listed
from flows.state import Answers, Draft, Frame
from flows.talk import Talk, answers_of, new_id, place, pop, push, put_answers, put_draft, say, told, top
from flows.topic import NEEDS_BENEFIT, benefit_meant
from nlu.acts import Act
from nlu.reading import Reading


def follow(talk: Talk, reading: Reading) -> Talk:
    """Start what the person wishes; a wish without a benefit takes the last topic or asks which."""
    act = reading.act
    benefit = benefit_meant(talk, reading)
    unnamed = talk.world.flows.for_none(act.value) if benefit is None else None
    if act in NEEDS_BENEFIT and benefit is None and unnamed is None:
        return which_benefit(replace(talk, state=replace(talk.state, wish=act.value)), reading)
    if act is Act.CHECK_ELIGIBILITY and unnamed is None and benefit not in talk.world.policies.cards:
        reading = replace(reading, act=Act.ASK_POLICY, aspect="eligibility")
        act = reading.act
    flow = unnamed or talk.world.flows.started_by(act.value, benefit)
    if flow is None:
        phrase = "no_flow_yet" if act in NEEDS_BENEFIT else "out_of_scope"
        state = replace(talk.state, benefit=benefit)
        talk = replace(talk, state=state)
        return say(talk, Reply(phrase=phrase, values=gaps(talk, None)))
    talk = _remember_topic(_not_later(talk, act), act, benefit, reading)
    if flow.keeps_draft and benefit:
        return apply(talk, flow, benefit, reading)
    frame = top(talk)
    if frame is not None and frame.flow == flow.id and short.rings(flow):
        return put_answers(
            talk, frame, {**short.frame(talk, flow, reading, benefit).answers, **frame.answers}
        )
    begun = short.frame(talk, flow, reading, benefit)
    if act is Act.ASK_POLICY:
        talk, begun = asking.asked(talk, begun, reading)
    return push(talk, begun)


def _not_later(talk: Talk, act: Act) -> Talk:
    """Forget that a wish was to be taken up later: it is followed now."""
    later = tuple(wish for wish in talk.state.later if wish != act)
    return replace(talk, state=replace(talk.state, later=later))


def _remember_topic(talk: Talk, act: Act, benefit: str | None, reading: Reading) -> Talk:
    aspect = None if reading.aspect == "other" else reading.aspect
    if act is Act.APPOINTMENT_OR_LOCATION:
        aspect = "where"
    elif aspect is None and act is Act.ASK_POLICY:
        followed = benefit is not None and benefit == talk.state.benefit
        aspect = talk.state.aspect if followed and talk.state.aspect else "definition"
    if reading.subject is not None or act is not Act.ASK_POLICY:
        talk = learn(talk, mentioned(talk, reading))
    if reading.region is not None:
        place_now = told(talk, reading.region, asked=False)
        talk = replace(talk, state=replace(talk.state, loose={**talk.state.loose, "place": place_now}))
    benefit = benefit or talk.state.benefit
    return replace(talk, state=replace(talk.state, benefit=benefit, aspect=aspect, wish=None))


def learn(talk: Talk, found: Answers) -> Talk:
    """Keep facts told before any draft; those of another person told earlier are forgotten."""
    loose = talk.state.loose
    whose, before = found.get("who_for"), loose.get("who_for")
    if whose is not None and before is not None and whose.value != before.value:
        loose = {name: kept for name, kept in loose.items() if name == "place"}
    return replace(talk, state=replace(talk.state, loose={**loose, **found}))


def apply(talk: Talk, flow: Flow, benefit: str, reading: Reading | None) -> Talk:
    """Begin an application, or offer the draft or the case that is already there for the same person."""
    subject = reading.subject if reading else None
    for draft in talk.drafts.values():
        if draft.benefit == benefit and draft.status == "open" and _may_be(draft, subject):
            about = Frame(
                flow="resume_draft", release=talk.world.flows.release, benefit=benefit, about=draft.id
            )
            if talk.state.frames and any(f.draft == draft.id for f in talk.state.frames):
                return talk
            return push(talk, about)
    for case in talk.world.cases:
        same = case.benefit == benefit and case.status not in FINISHED and subject in (None, case.who)
        if same and reading is not None:
            talk = replace(talk, state=replace(talk.state, loose={}))
            frame = Frame(flow="already_submitted", release=talk.world.flows.release, benefit=benefit)
            return push(talk, frame)
    return begin_draft(talk, flow, benefit, {})


def _may_be(draft: Draft, subject: str | None) -> bool:
    whose = draft.answers.get("who_for")
    return subject is None or whose is None or str(whose.value) == subject


def begin_draft(talk: Talk, flow: Flow, benefit: str, answers: Answers, *, quietly: bool = False) -> Talk:
    """Begin a new draft with what is known already, and read that back unless it was just spoken of."""
    questions = talk.world.flows.questions
    known = {
        n: t
        for n, t in {**talk.state.loose, **answers}.items()
        if n in questions and (questions[n].volunteered or (t.asked and n in talk.world.policies.facts))
    }
    if "who_for" in answers:
        known["who_for"] = answers["who_for"]
    elif "who_for" in talk.state.loose:
        known["who_for"] = talk.state.loose["who_for"]
    talk, draft_id = new_id(talk, "draft")
    talk, person = new_id(talk, "person")
    release = talk.world.flows.release
    draft = Draft(id=draft_id, person=person, benefit=benefit, flow=flow.id, release=release, answers=known)
    talk = put_draft(talk, draft)
    talk = replace(talk, state=replace(talk.state, loose={}))
    frame = Frame(flow=flow.id, release=release, benefit=benefit, draft=draft_id)
    talk = push(talk, frame)
    if known and not quietly:
        talk = say(talk, Reply(phrase="noted", values={**gaps(talk, frame), "items": listed(talk, known)}))
    return talk


def linked(talk: Talk, frame: Frame, target: str) -> Talk:
    """Go on with another flow in place of this one; THIS is the application for the same benefit."""
    answers = answers_of(talk, frame)
    told_already = {step.mark for step in talk.behind[-1] if step.mark}
    talk = pop(talk)
    flows = talk.world.flows
    flow = flows.started_by(Act.APPLY.value, frame.benefit) if target == THIS else flows.flows.get(target)
    if flow is None:
        return say(talk, Reply(phrase="no_flow_yet", values=gaps(talk, None)))
    if flow.keeps_draft and frame.benefit:
        return _not_again(go_on_with(talk, flow, frame.benefit, answers), told_already)
    kept = frame.answers if frame.draft is None else {}
    new = Frame(flow=flow.id, release=flows.release, benefit=frame.benefit, about=frame.about, answers=kept)
    return push(talk, new)


def go_on_with(talk: Talk, flow: Flow, benefit: str, answers: Answers) -> Talk:
    """Begin the application of a person just spoken of, or go on with the one they have begun."""
    same = _same_person(talk, benefit, answers)
    return take_up(talk, same) if same else begin_draft(talk, flow, benefit, answers, quietly=True)


def _not_again(talk: Talk, marks: set[str]) -> Talk:
    """Count a verdict that the flow before has just told as told."""
    frame = top(talk)
    if frame is None:
        return talk
    told = frozenset(step for step in journey(place(talk, frame)).passed if step.mark in marks)
    return replace(talk, behind=(*talk.behind[:-1], talk.behind[-1] | told))


def _same_person(talk: Talk, benefit: str, answers: Answers) -> Draft | None:
    """Return the open draft for the person that a short flow just spoke of."""
    whose = answers.get("who_for")
    drafts = [draft for draft in talk.drafts.values() if draft.benefit == benefit and draft.status == "open"]
    return next(
        (d for d in drafts if whose and "who_for" in d.answers and d.answers["who_for"].value == whose.value),
        None,
    )


def greet(talk: Talk) -> Talk:
    """Say who we are and show the opening choices; later greetings are short."""
    if talk.state.greeted:
        return say(talk, Reply(phrase="greet_again", values=gaps(talk, None)), menu(talk))
    talk = replace(talk, state=replace(talk.state, greeted=True))
    return say(talk, Reply(phrase="greet", values=gaps(talk, None)), menu(talk))


def take_up(talk: Talk, draft: Draft) -> Talk:
    """Go on with a draft where its answers lead; what was said on the way is not said again."""
    if any(frame.draft == draft.id for frame in talk.state.frames):
        return talk
    draft = _reopened(talk, draft)
    talk = put_draft(talk, draft)
    frame = Frame(flow=draft.flow, release=draft.release, benefit=draft.benefit, draft=draft.id)
    talk = push(talk, frame)
    passed = frozenset(journey(place(talk, frame)).passed)
    talk = replace(talk, behind=(*talk.behind[:-1], passed))
    return say(talk, Reply(phrase="resumed", values=gaps(talk, frame), release=frame.release))


def _reopened(talk: Talk, draft: Draft) -> Draft:
    """Ask the last question again where its answer had ended the flow: whoever comes back may have thought again."""
    frame = Frame(flow=draft.flow, release=draft.release, benefit=draft.benefit, draft=draft.id)
    path = journey(place(talk, frame))
    if path.open is not None or not path.asked:
        return draft
    return replace(draft, answers=without(draft.answers, (path.asked[-1].id,)))
