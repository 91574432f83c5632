"""At every question of every flow: what is said to words that nobody understands, once, twice and three times."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from bot.message import Bubble
from bot.render import render
from flows.flow import Flow
from flows.journey import journey
from flows.outcome import Command, Reply, RingDesk
from flows.place import Place
from flows.question import Question
from flows.state import Answers, Draft, Frame, State
from nlu.acts import Act
from policies.verdict import FactValue, Unknown
from tests.unit.flows.scene import TODAY, ZHENJIANG, Scene, asks, known, library, phrases
from tests.unit.flows.states import looked_at, looked_at_later, overheard, told

SAMPLES: dict[str, tuple[FactValue, ...]] = {
    "relation": ("mother", "self"),
    "region": ("321102", "500229"),
    "age": (83, 40),
    "id_number": ("321102194305120022",),
    "yes_no": ("yes", "no"),
}
NONSENSE = ("呜哩哇啦", "叽里咕噜", "哇啦哇啦", "咕噜咕噜", "乌拉乌拉", "叽叽喳喳", "嘟嘟囔囔")
LADDER = ["not_understood_1", "not_understood_2", "not_understood_3"]
FLOWS = sorted(library().flows)


def ways_on(question: Question) -> tuple[FactValue, ...]:
    """Return answers that may each lead somewhere else, not knowing among them."""
    chosen = tuple(question.option_labels) or SAMPLES.get(question.kind, ("王秀兰",))
    if question.kind.startswith(("money", "household")):
        chosen = (3, 900)
    return chosen if question.required else (*chosen, Unknown.DECLINED)


def standing(flow: Flow) -> Iterator[tuple[Question, Answers]]:
    """Yield every question of a flow with answers that lead to it, each question once.

    The search goes on from a question once for each set of answers that a later step of the flow looks at: what only
    its own step looks at has led to that question.
    """
    seen: set[str] = set()
    left: set[object] = set()
    turning = looked_at_later(flow)
    ahead: list[Answers] = [{}, *overheard(looked_at(flow))]
    while ahead:
        answers = ahead.pop(0)
        here = Place(
            flows=library(),
            flow=flow.id,
            benefit=flow.benefit or "gaoling",
            aspect="amount",
            answers=answers,
            policies=known(),
            region=ZHENJIANG,
            today=TODAY,
            on=TODAY,
        )
        question = journey(here).open
        turned = frozenset((name, answer.value) for name, answer in answers.items() if name in turning)
        if question is None or (question.id, turned) in left:
            continue
        left.add((question.id, turned))
        if question.id not in seen:
            seen.add(question.id)
            yield question, answers
        ahead += [{**answers, question.id: told(value)} for value in ways_on(question)]


@cache
def places() -> Mapping[tuple[str, str], Answers]:
    """Return the answers that lead to every question a person can stand at, by flow and question."""
    flows = sorted(library().flows.items())
    return {(name, question.id): answers for name, flow in flows for question, answers in standing(flow)}


def questions_of(flow: str) -> list[str]:
    """Return the questions a person can stand at in a flow."""
    return [question for name, question in places() if name == flow]


def scene_at(flow: str, question: str) -> Scene:
    """Return a conversation that has just been asked this."""
    going, answers = library().flows[flow], places()[flow, question]
    benefit, release = going.benefit or "gaoling", library().release
    if not going.keeps_draft:
        frame = Frame(flow=flow, release=release, benefit=benefit, aspect="amount", answers=answers)
        return Scene(state=State(frames=(frame,), greeted=True))
    draft = Draft(id="d", person="p", benefit=benefit, flow=flow, release=release, answers=answers)
    frame = Frame(flow=flow, release=release, benefit=benefit, draft="d")
    return Scene(state=State(frames=(frame,), greeted=True), drafts={"d": draft})


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """How words that nobody understands were met."""

    replies: tuple[Reply, ...]
    bubbles: tuple[Bubble, ...]
    commands: tuple[Command, ...]


@cache
def met(flow: str, question: str) -> tuple[Met, ...]:
    """Return how each of the words that nobody understands is met, one after the other, at this question."""
    scene, found = scene_at(flow, question), []
    for words in NONSENSE:
        replies = scene.says(Act.UNCLEAR, text=words)
        bubbles = render(replies, {}, lambda _release: library().phrases)
        found.append(Met(replies=replies, bubbles=bubbles, commands=scene.commands))
    return tuple(found)


def test_every_question_that_is_collected_can_be_stood_at() -> None:
    collected = {
        step.name
        for flow in library().flows.values()
        for step in flow.steps.values()
        if step.kind == "collect"
    }

    assert collected - {question for _, question in places()} == set()


@pytest.mark.parametrize("flow", FLOWS)
def test_what_is_not_understood_is_met_in_other_words_each_time(flow: str) -> None:
    for question in questions_of(flow):
        heard = met(flow, question)
        said = [[phrase for phrase in phrases(each.replies) if phrase in LADDER] for each in heard]

        assert said == [[LADDER[number % 3]] for number in range(len(NONSENSE))], question
        assert all(asks(each.replies) == question for each in heard), f"{question} stays open"
        assert all(one.bubbles != other.bubbles for one, other in itertools.pairwise(heard)), question


@pytest.mark.parametrize("flow", FLOWS)
def test_the_same_question_is_not_put_in_the_same_words_twice_running(flow: str) -> None:
    for question in questions_of(flow):
        put = [each.bubbles[-1].text for each in met(flow, question)]

        if len(library().questions[question].wordings) == len(LADDER):
            assert all(one != other for one, other in itertools.pairwise(put)), (question, put)


@pytest.mark.parametrize("flow", FLOWS)
def test_after_two_misunderstandings_what_can_be_chosen_is_numbered(flow: str) -> None:
    for question in questions_of(flow):
        asked = library().questions[question]

        choices = [send for reply in met(flow, question)[1].replies for _, send in reply.choices]

        if asked.options:
            assert choices == [str(number) for number in range(1, len(choices) + 1)], question
            assert len(choices) <= 5, question
            # What was never agreed to cannot be taken back: those choices come from the person's own record.
            assert choices or question.startswith("consent_to_"), question
        else:
            assert choices == [], f"{question}: where a number is the answer itself, none is a key"
            assert asked.kind != "yes_no" or asked.review, question


@pytest.mark.parametrize("flow", FLOWS)
def test_after_three_misunderstandings_a_person_gets_the_words(flow: str) -> None:
    for question in questions_of(flow):
        rung = [
            [(each.kind, each.words) for each in one.commands if isinstance(each, RingDesk)]
            for one in met(flow, question)
        ]

        assert rung[:3] == [[], [], [("hand_over", NONSENSE[2])]], question


def test_whoever_asks_for_other_words_twice_gets_the_simplest() -> None:
    scene = Scene()
    scene.says(Act.APPLY, benefit="dibao", subject="self")

    asked = [scene.says(Act.REPHRASE, text="说简单点")[-1].phrase for _ in range(3)]

    assert asked == ["ask_hukou_again", "ask_hukou_plainly", "ask_hukou_plainly"]
