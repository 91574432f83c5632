"""Begin, offer and take up applications: one draft for a person and a benefit, with what is known already.

A draft is never begun twice for the same person, and what they said for one benefit is not asked for another.
"""

from __future__ import annotations

from dataclasses import replace

from flows import of_others, receiving
from flows.flow import Flow
from flows.journey import journey
from flows.members import MANY_MAY_BE
from flows.outcome import Reply
from flows.passing import judges
from flows.place import RECEIVING, without
from flows.speaking import gaps
from flows.spoken import listed
from flows.stack import pop, push
from flows.state import Answers, Draft, Frame, Told, frame_of
from flows.supposing import HUKOU
from flows.talk import Talk, answers_of, drop_draft, flow_of, new_id, place, put_draft, put_in_doubt, say, top
from flows.topic import called
from flows.world import APPLICATION, FINISHED
from nlu.reading import Reading
from nlu.text import normalise

SPOKEN_OF = "spoken_of"
"""The reason for doubt whether somebody is registered where the talk was of."""

_IDENTIFY = ("id_number", "name")


def apply(talk: Talk, flow: Flow, benefit: str, reading: Reading | None) -> Talk:
    """Begin an application, or offer the draft or the case that is already there for the same person."""
    subject = reading.subject if reading else None
    for draft in talk.drafts.values():
        if draft.benefit == benefit and draft.status == "open" and may_be(draft, subject):
            about = Frame(
                flow="resume_draft", release=talk.world.flows.release, benefit=benefit, about=draft.id
            )
            if talk.state.frames and any(f.draft == draft.id for f in talk.state.frames):
                return talk
            if reading is not None and _instead(talk, normalise(reading.text).text):
                return take_up(put_aside(talk), draft)
            return push(talk, about)
    for case in talk.world.cases:
        same = case.benefit == benefit and case.status not in FINISHED and subject in (None, case.who)
        # A complaint about a benefit is no application for it.
        if same and case.kind == APPLICATION and reading is not None:
            talk = replace(talk, state=replace(talk.state, loose={}))
            frame = Frame(flow="already_submitted", release=talk.world.flows.release, benefit=benefit)
            return push(talk, frame)
    known = _of_the_same(talk, subject)
    if reading is not None and _instead(talk, normalise(reading.text).text):
        talk = put_aside(talk)
    if reading is not None and benefit not in called(talk, reading) and _among_others(talk, benefit):
        # In the middle of several matters it is said which one is begun.
        name = talk.world.policies.cards[benefit].name
        talk = say(talk, Reply(phrase="applies_for", values={**gaps(talk, None), "benefit": name}))
    return begin_draft(talk, flow, benefit, known)


def _among_others(talk: Talk, benefit: str) -> bool:
    """Tell whether something else than this benefit is being talked about."""
    return any(frame.benefit not in (None, benefit) for frame in talk.state.frames)


def _instead(talk: Talk, text: str) -> bool:
    """Tell whether a message changes to another application, and does not want it besides."""
    return any(talk.world.flows.shows(cue, text) for cue in ("instead", "settles_on"))


def put_aside(talk: Talk, *, with_told: bool = False) -> Talk:
    """Take the application that is worked on off the top, for another one instead; nothing that was asked is lost.

    With `with_told` nothing that was told of the person is lost either, though nothing was asked yet.
    """
    frame = top(talk)
    while frame is not None and (frame.draft is not None or frame.benefit is not None):
        answers = answers_of(talk, frame)
        kept = any(answer.asked for answer in answers.values()) or (with_told and bool(answers))
        if frame.draft and not kept:
            talk = drop_draft(talk, frame.draft)
        else:
            left = Reply(phrase="draft_left", values=gaps(talk, frame), release=frame.release)
            talk = pop(say(_spoken_of_place(talk, answers), left) if frame.draft else talk)
        frame = top(talk)
    return talk


def _spoken_of_place(talk: Talk, answers: Answers) -> Talk:
    """Let whoever comes next be asked whether they are registered in the same place."""
    if HUKOU not in answers or not isinstance(answers[HUKOU].value, str):
        return talk
    return replace(talk, state=replace(talk.state, loose={**talk.state.loose, "place": answers[HUKOU]}))


def may_be(draft: Draft, subject: str | None) -> bool:
    """Tell whether a draft may be for the person spoken of; where none is, it may."""
    whose = draft.answers.get("who_for")
    return subject is None or whose is None or str(whose.value) == subject


def _of_the_same(talk: Talk, subject: str | None) -> Answers:
    """Return what is known of the same person where an application, or a look at all there is, is worked on."""
    frame = next(
        (frame for frame in reversed(talk.state.frames) if frame.draft or _judges(talk, frame)), None
    )
    known = answers_of(talk, frame) if frame else {}
    whose = known.get("who_for")
    if subject is not None and (whose is None or whose.value != subject):
        return {}
    return remembered(talk, known)


def _judges(talk: Talk, frame: Frame) -> bool:
    return judges(flow_of(talk, frame))


def remembered(talk: Talk, answers: Answers) -> Answers:
    """Return the facts among some answers as told before and not asked for here, so that a consent is asked anew.

    What was told of one occasion stays with its application.
    """
    facts, questions = talk.world.policies.facts, talk.world.flows.questions
    return {
        name: replace(told, asked=False)
        for name, told in answers.items()
        if (name in facts or (name in questions and questions[name].volunteered))
        and not (name in questions and questions[name].of_occasion)
    }


def begin_draft(talk: Talk, flow: Flow, benefit: str, answers: Answers, *, quietly: bool = False) -> Talk:
    """Begin a new draft with what is known already, and read that back unless it was just spoken of."""
    questions, facts = talk.world.flows.questions, talk.world.policies.facts
    known = {
        n: t
        for n, t in {**answers, **_told_of_them(answers, talk.state.loose)}.items()
        if n in questions and (n in facts or questions[n].volunteered)
    }
    talk, draft_id = new_id(talk, "draft")
    talk, person = new_id(talk, "person")
    release = talk.world.flows.release
    draft = Draft(id=draft_id, person=person, benefit=benefit, flow=flow.id, release=release, answers=known)
    spoken_of = talk.state.loose.get("place")
    talk = put_draft(talk, draft)
    talk = replace(talk, state=replace(talk.state, loose={}))
    frame = Frame(flow=flow.id, release=release, benefit=benefit, draft=draft_id)
    talk = push(talk, frame)
    talk = talk if quietly else _read_back(talk, frame, known)
    talk = of_others.recalled(talk, frame)
    return _where(talk, frame, spoken_of) if spoken_of is not None else talk


def _where(talk: Talk, frame: Frame, spoken_of: Told) -> Talk:
    """Ask whether they are registered at the place that was spoken of before, in place of asking where."""
    known, code = answers_of(talk, frame), str(spoken_of.value)
    judged = HUKOU in talk.world.policies.cards[frame.benefit or ""].facts
    # Somewhere in a province says too little.
    if not judged or HUKOU in known or "who_for" not in known or code.endswith("0000"):
        return talk
    return put_in_doubt(talk, frame, HUKOU, spoken_of, SPOKEN_OF)


def _told_of_them(answers: Answers, loose: Answers) -> Answers:
    """Return what was told before any draft, unless it was told of another person than the answers are of."""
    whose, before = answers.get("who_for"), loose.get("who_for")
    return {} if whose is not None and before is not None and whose.value != before.value else loose


def _read_back(talk: Talk, frame: Frame, known: Answers) -> Talk:
    """Say what this message told; of what was told before, only that it is not asked again."""
    new = {name: told for name, told in known.items() if told.turn == talk.world.turn}
    before = known.keys() - new.keys() - {"who_for"}
    if before:
        talk = say(talk, Reply(phrase="carried_over", values=gaps(talk, frame)))
    if new:
        talk = say(talk, Reply(phrase="noted", values={**gaps(talk, frame), "items": listed(talk, new)}))
    if frame.benefit in receiving.benefits(known[RECEIVING].value if RECEIVING in known else None):
        talk = say(talk, Reply(phrase="already_received", values=gaps(talk, frame)))
    return talk


def come_back(talk: Talk) -> Talk:
    """Go on with the application that an ended one leaves on top: what was told meanwhile is not asked again."""
    frame = top(talk)
    if frame is None or frame.draft is None:
        return talk
    learnt = _caught_up(talk, talk.drafts[frame.draft])
    return say(learnt, Reply(phrase="carried_over", values=gaps(talk, frame))) if learnt is not talk else talk


def _caught_up(talk: Talk, draft: Draft) -> Talk:
    """Give a draft the facts it lacks that the other applications were told of the same person."""
    others = [other.answers for other in talk.drafts.values() if other.id != draft.id]
    found: Answers = {}
    for answers in (*others, talk.state.loose):
        if one_person(draft.answers, answers):
            found = {**found, **remembered(talk, answers)}
    new = {name: told for name, told in found.items() if name not in draft.answers}
    return put_draft(talk, replace(draft, answers={**draft.answers, **new})) if new else talk


def one_person(one: Answers, other: Answers) -> bool:
    """Tell whether two applications are surely for the same person: by the relation, and by nothing against it."""
    if "who_for" not in one or "who_for" not in other or one["who_for"].value != other["who_for"].value:
        return False
    named = [one[name].value == other[name].value for name in _IDENTIFY if name in one and name in other]
    return all(named) and (bool(named) or str(one["who_for"].value) not in MANY_MAY_BE)


def same_person(talk: Talk, benefit: str, answers: Answers) -> Draft | None:
    """Return the open draft for the person that a short flow just spoke of."""
    whose = answers.get("who_for")
    drafts = [draft for draft in talk.drafts.values() if draft.benefit == benefit and draft.status == "open"]
    return next(
        (d for d in drafts if whose and "who_for" in d.answers and d.answers["who_for"].value == whose.value),
        None,
    )


def go_on_with(talk: Talk, flow: Flow, benefit: str, answers: Answers) -> Talk:
    """Begin the application of a person just spoken of, or go on with the one they have begun."""
    same = same_person(talk, benefit, answers)
    return take_up(talk, same) if same else begin_draft(talk, flow, benefit, answers, quietly=True)


def take_up(talk: Talk, draft: Draft) -> Talk:
    """Go on with a draft where its answers lead; what was said on the way is not said again."""
    if any(frame.draft == draft.id for frame in talk.state.frames):
        return talk
    talk = _caught_up(talk, draft)
    draft = _reopened(talk, talk.drafts[draft.id])
    talk = put_draft(talk, draft)
    frame = frame_of(draft)
    talk = push(talk, frame)
    passed = frozenset(journey(place(talk, frame)).passed)
    talk = replace(talk, behind=(*talk.behind[:-1], passed))
    return say(talk, Reply(phrase="resumed", values=gaps(talk, frame), release=frame.release))


def _reopened(talk: Talk, draft: Draft) -> Draft:
    """Ask the last question again where its answer had ended the flow: whoever comes back may have thought again."""
    frame = frame_of(draft)
    path = journey(place(talk, frame))
    if path.open is not None or not path.asked:
        return draft
    return replace(draft, answers=without(draft.answers, (path.asked[-1].id,)))
