"""Begin a short flow, one without a draft: what the person has told already is not asked in it again."""

from __future__ import annotations

from collections.abc import Sequence

from flows.answer_value import is_old_age, years_alone
from flows.feelings import tells_of_a_death
from flows.flow import Flow
from flows.journey import journey
from flows.members import looks_over, value_of, whom
from flows.of_others import told_of
from flows.outcome import Reply
from flows.overheard import of_wish, overheard
from flows.passing import judges, mentioned
from flows.question import Question
from flows.speaking import gaps
from flows.spoken import listed
from flows.stack import push
from flows.state import Answers, Frame, Told
from flows.talk import Talk, answers_of, flow_of, place, say, told, top
from nlu.acts import Act
from nlu.reading import Reading

OPENING = "opening"
"""The answer under which a short flow keeps the words that began it, for the caseworker who reads them."""

_LONGEST = 2000

_AT_LENGTH = 24
"""Characters from which a complaint tells what happened."""

_OF_A_DEATH = ("who_for", "trouble")
"""What is told where somebody died, and is of the one who died."""

_FINDINGS = ("tell_verdict", "tell_screening")
_ASKS = frozenset({Act.ASK_POLICY, Act.APPOINTMENT_OR_LOCATION})


def frame(talk: Talk, flow: Flow, reading: Reading, benefit: str | None) -> Frame:
    """Return a new frame of a short flow with what is known, what the message told, and the message itself."""
    known = {**_known(talk, flow, reading), **(mentioned(talk, reading) if judges(flow) else {})}
    if looks_over(flow) and tells_of_a_death(talk, reading):
        # A look is for the living: for whom it is must be asked, and nothing told is surely theirs.
        questions = talk.world.flows.questions
        known = {n: t for n, t in known.items() if n not in _OF_A_DEATH and not questions[n].of_person}
    asked = tuple(talk.world.flows.questions[name] for name in talk.world.flows.asked_in(flow.id))
    answers = {**known, **of_wish(talk, asked, reading), **overheard(talk, asked, reading.text)}
    if reading.text and rings(flow):
        answers = {OPENING: told(talk, reading.text[:_LONGEST], asked=False), **answers}
        answers = {**_told_beneath(talk, asked), **_story(talk, flow, asked, reading.text), **answers}
    older = next((f for f in talk.state.frames if f.flow == flow.id and rings(flow)), None)
    if older is not None:
        answers = {**answers, **older.answers}
    return Frame(
        flow=flow.id,
        release=talk.world.flows.release,
        benefit=benefit,
        # Of what a caseworker reads, and of a look at everything, no aspect is asked: it would open it twice.
        aspect=talk.state.aspect if reading.act in _ASKS and not (rings(flow) or looks_over(flow)) else None,
        answers=answers,
    )


def _told_beneath(talk: Talk, asked: Sequence[Question]) -> Answers:
    """Return what the words that began the flows beneath told already: nobody is asked for it again."""
    began = (frame.answers[OPENING] for frame in talk.state.frames if OPENING in frame.answers)
    found: dict[str, Told] = {}
    for opening in began:
        found |= overheard(talk, asked, str(opening.value))
    return found


def _story(talk: Talk, flow: Flow, asked: Sequence[Question], text: str) -> Answers:
    """Take a complaint that begins at length for the story that its flow would ask for."""
    if len(text) < _AT_LENGTH or not flow.triggers or flow.triggers[0].intent != Act.COMPLAIN.value:
        return {}
    return {q.id: told(talk, text[:_LONGEST], asked=False) for q in asked if q.kind == "text"}


def opened(talk: Talk, frame: Frame) -> Talk:
    """Open a short flow; one that looks at a household and asks more of it reads back what the message told."""
    open_already = any((old.flow, old.benefit) == (frame.flow, frame.benefit) for old in talk.state.frames)
    talk = push(talk, frame)
    questions = talk.world.flows_of(frame.release).questions
    now = {name: item for name, item in frame.answers.items() if item.turn == talk.world.turn}
    new = {name: item for name, item in now.items() if name in questions and name != "who_for"}
    if not judges(flow_of(talk, frame)) or _tells_at_once(talk, frame):
        return talk
    if not new:
        begins = not looks_over(flow_of(talk, frame)) and not open_already
        return say(talk, Reply(phrase="check_begins", values=gaps(talk, frame))) if begins else talk
    filled = {**gaps(talk, frame), "items": listed(talk, new)}
    return say(talk, Reply(phrase="noted", values=filled, release=frame.release))


def _tells_at_once(talk: Talk, frame: Frame) -> bool:
    """Tell whether nothing is asked before what was found: the finding says what it rests on."""
    return any(step.action in _FINDINGS for step in journey(place(talk, frame)).passed)


def rings(flow: Flow) -> bool:
    """Tell whether a caseworker may get to read what is said in this flow."""
    return any(step.name.startswith("ring_") for step in flow.steps.values())


def rings_for(flow: Flow, kind: str) -> bool:
    """Tell whether what is said in this flow is put before a caseworker as this kind of work."""
    return any(step.name == f"ring_{kind}" for step in flow.steps.values())


def _known(talk: Talk, flow: Flow, reading: Reading) -> Answers:
    """Return what a short flow already knows: the person's own facts, and what this very question names."""
    below = top(talk)
    facts = talk.world.policies.facts
    known: dict[str, Told] = dict(answers_of(talk, below)) if below else {}
    whose = known.get("who_for")
    if reading.subject is not None and whose is not None and whose.value != reading.subject:
        known = {}
    known = {name: value for name, value in known.items() if name in facts}
    known |= {name: value for name, value in talk.state.loose.items() if name in facts}
    if reading.subject is not None and judges(flow):
        of_them = told_of(talk, reading.subject)
        known |= {name: value for name, value in of_them.items() if name in facts and name not in known}
    if reading.region is not None and "hukou" in facts:
        known["hukou"] = told(talk, reading.region, asked=False)
    elif "place" in talk.state.loose and "hukou" not in known:
        known["hukou"] = talk.state.loose["place"]
    age = value_of(reading, "age", whom(talk, reading))
    alone = years_alone(reading) if age is None and reading.region is not None and judges(flow) else None
    if alone is not None and isinstance(alone.value, int) and is_old_age(alone.value):
        known.setdefault("age", told(talk, alone.value, asked=False))
    # “Over eighty, both of them” supposes an age for a question; nobody's case is judged by it.
    sure = age is not None and not (age.needs_confirm and judges(flow))
    if age is not None and sure and isinstance(age.value, int):
        known.pop("id_number", None)
        known.pop("birth_date", None)
        known["age"] = told(talk, age.value, asked=False)
    return known
