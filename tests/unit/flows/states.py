"""Every place a conversation can stand in: the flows are walked with every answer their questions allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import product

from flows import waiting
from flows.flow import Answered, Flow
from flows.question import Question
from flows.state import Answers, Draft, Frame, State, Told
from flows.talk import begin, open_question, top
from flows.world import SeenCase
from nlu.acts import Act
from nlu.reading import Value
from policies.verdict import FactValue
from tests.unit.flows.scene import GOOD_ID, TODAY, Scene, known, library, value

SOMETHING: dict[str, int | str] = {
    "age": 83,
    "bank_card": "6222021234567890128",
    "birth_date": "1943-05-12",
    "code": "123456",
    "date": "1943-05-12",
    "household_size": 3,
    "id_number": GOOD_ID,
    "money_monthly": 800,
    "money_yearly": 9000,
    "name": "王秀兰",
    "address": "扬中市三茅街道",
    "phone": "13800138000",
    "region": "321102",
    "relation": "mother",
    "text": "慢慢说",
}
"""A value that answers a question of each kind that has no options of its own."""

ABOUT_A_DRAFT = ("resume_draft", "leave_or_delete")
ABOUT_A_CASE = ("revoke_consent", "agree_again", "already_submitted")


def open_in(scene: Scene) -> str | None:
    """Return the id of the question that waits in a scene."""
    question = open_question(begin(scene.state, scene.world(), ""))
    return question.id if question else None


@cache
def places() -> Mapping[tuple[str, str | None, str], Scene]:
    """Return a scene for each flow, benefit and open question that answers lead to; no place is walked twice.

    The scenes are shared: copy one before anything is said in it.
    """
    found: dict[tuple[str, str | None, str], Scene] = {}
    walked: set[object] = set()
    ahead = [scene for flow in library().flows.values() if stands_alone(flow) for scene in started(flow)]
    while ahead:
        scene = ahead.pop()
        here = place_of(scene)
        if here is None or (way := (here, way_to(scene))) in walked:
            continue
        walked.add(way)
        found.setdefault(here, scene)
        ahead.extend(answered(scene))
    return found


def walked() -> Iterator[tuple[tuple[str, str | None, str], str]]:
    """Yield each place with what is said after every answer to its question, as a person reads it."""
    for place, scene in places().items():
        talk = begin(scene.state, scene.world(), "")
        question = open_question(talk)
        for act, said, text in replies(question) if question else ():
            heard = deepcopy(scene).says(act, *said, text=text)
            phrases = library().phrases
            yield place, "\n".join(phrases.render(reply.phrase, reply.values) for reply in heard)


def looked_at(flow: Flow) -> frozenset[str]:
    """Return the questions whose answers the branches of a flow and of the parts it calls look at."""
    branches = [branch.when for step in flow.steps.values() for branch in step.branches]
    own = frozenset(when.question for when in branches if isinstance(when, Answered))
    called = [library().flows[step.name] for step in flow.steps.values() if step.kind == "call"]
    return own.union(*(looked_at(part) for part in called))


def overheard(questions: frozenset[str]) -> Iterator[Answers]:
    """Yield the answers that are only ever heard in the words that begin a flow, never asked for."""
    asked = {s.name for f in library().flows.values() for s in f.steps.values() if s.kind == "collect"}
    for name in sorted(questions - asked):
        yield from ({name: told(option)} for option in library().questions[name].option_labels)


def told(value: FactValue) -> Told:
    """Return an answer as a person gave it to its question."""
    return Told(value=value, words=str(value), turn=1, asked=True)


def stands_alone(flow: Flow) -> bool:
    """Tell whether a flow is ever the one that talks: a part that others call is walked inside them."""
    called = {
        step.name
        for other in library().flows.values()
        for step in other.steps.values()
        if step.kind == "call"
    }
    return bool(flow.triggers or flow.said or flow.cues.patterns) or flow.id not in called


def place_of(scene: Scene) -> tuple[str, str | None, str] | None:
    """Return the flow, the benefit and the question a scene stands at; None where nothing is asked."""
    talk = begin(scene.state, scene.world(), "")
    frame, question = top(talk), open_question(talk)
    return (frame.flow, frame.benefit, question.id) if frame is not None and question is not None else None


def way_to(scene: Scene) -> object:
    """Return the answers that led to a place in a short flow, where another way may go on elsewhere.

    Of an application these are the answers that a later step looks at. A flow that looks over everything has more
    ways than can be walked: each of its places is walked once.
    """
    frame = scene.state.frames[-1]
    flow = library().flows[frame.flow]
    if any(step.kind == "screen" for step in flow.steps.values()):
        return ""
    if not frame.benefit:
        return tuple((name, str(told.value)) for name, told in frame.answers.items())
    answers = scene.drafts[frame.draft].answers if frame.draft else {}
    return tuple(sorted((n, str(t.value)) for n, t in answers.items() if n in looked_at_later(flow)))


def looked_at_later(flow: Flow) -> frozenset[str]:
    """Return the questions whose answers a step looks at that does not ask them itself."""
    own = {
        branch.when.question
        for step in flow.steps.values()
        for branch in step.branches
        if isinstance(branch.when, Answered) and branch.when.question != step.name
    }
    called = (library().flows[step.name] for step in flow.steps.values() if step.kind == "call")
    return frozenset(own).union(*(looked_at_later(part) for part in called))


def started(flow: Flow) -> Iterator[Scene]:
    """Yield a scene at the start of a flow, one for each benefit that it can be about."""
    release = library().release
    decides = any(step.kind == "decide" or step.name == "tell_verdict" for step in flow.steps.values())
    decides |= flow.id in waiting.FLOWS.values()
    benefits = [flow.benefit] if flow.benefit else list(known().cards) if decides else [None]
    for benefit, heard in product(benefits, ({}, *overheard(looked_at(flow)))):
        frame = Frame(flow=flow.id, release=release, benefit=benefit, answers=heard)
        scene = Scene()
        if flow.keeps_draft and benefit:
            scene.drafts = {"d1": draft(benefit, flow.id)}
            frame = replace(frame, draft="d1")
        if flow.id in ABOUT_A_DRAFT:
            scene.drafts = {"d1": draft("gaoling", "apply_gaoling")}
            frame = replace(frame, about="d1", benefit="gaoling")
        if flow.id in ABOUT_A_CASE:
            scene.cases = (submitted(),)
        scene.state = State(frames=(frame,), greeted=True)
        yield scene


def draft(benefit: str, flow: str) -> Draft:
    """Return an empty draft."""
    release = library().release
    return Draft(id="d1", person="p1", benefit=benefit, flow=flow, release=release, answers={})


def submitted() -> SeenCase:
    """Return a case that was agreed to in every way, and every consent of which was once taken back."""
    purposes = tuple(library().purposes)
    return SeenCase(
        number="G-0001",
        kind="application",
        benefit="gaoling",
        status="received",
        who="mother",
        opened=TODAY,
        due=None,
        request=None,
        reasons="",
        agreed=purposes,
        revoked=purposes,
    )


def answered(scene: Scene) -> Iterator[Scene]:
    """Yield what comes of each answer to the open question."""
    talk = begin(scene.state, scene.world(), "")
    question = open_question(talk)
    assert question is not None
    for act, said, text in replies(question):
        after = deepcopy(scene)
        after.says(act, *said, text=text)
        yield after


def replies(question: Question) -> Iterator[tuple[Act, tuple[Value, ...], str]]:
    """Yield every answer a question can be given, as it would be read."""
    if question.kind == "yes_no":
        yield Act.AFFIRM, (), (question.yes_words or ("是",))[0]
        yield Act.DENY, (), "不"
    elif question.options:
        for option in question.options:
            kind = "relation" if question.kind == "relation" else "choice"
            yield Act.CHOOSE, (value(kind, option.id),), option.words[0]
    else:
        yield Act.INFORM, (value(question.kind, SOMETHING[question.kind]),), "words"
