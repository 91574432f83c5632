"""Whatever is said, in whatever order: nothing raises, nothing said is lost, and there is always a way on.

Sixty random readings in a row, over every flow there is. A few such conversations are tried each time, and many more
where everything is required (ZHANGBAN_REQUIRE_ALL=1).
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import channels, suggested
from flows.outcome import DropDraft
from flows.state import Answers, Frame, State
from flows.stored import to_bytes
from flows.talk import begin, open_question
from flows.world import Edited, Happened
from nlu.acts import ASPECTS, Act, Risk
from nlu.reading import Reading, Value
from tests.needs import all_must_run
from tests.unit.flows.scene import PHOTO, Scene, danger, guess, known, library, read, value

MANY = all_must_run()
TURNS = 60
EACH_ANSWER, REST = 700, 6000
"""Bytes that an answer and its words, and everything else, may take of a state."""

QUESTIONS = library().questions
OPTIONS = sorted({label for question in QUESTIONS.values() for label in question.option_labels})
BENEFITS = sorted(known().cards)
SAID = sorted({words for flow in library().flows.values() for words in flow.said})
RELATIONS = ("mother", "father", "self", "parents", "other_relative", "neighbour", "villager")
IDS = ("321102194305120022", "321102194212310038")
NUMBERS = sorted({q.kind for q in QUESTIONS.values() if q.kind.startswith(("money", "household"))})

VALUES = st.one_of(
    st.integers(0, 105).map(lambda years: value("age", years)),
    st.integers(60, 105).map(
        lambda years: value("age", years, needs_confirm=True, reason="nominal_age", high=years - 1)
    ),
    st.sampled_from(["321100", "321102", "321182", "500229", "320000"]).map(lambda c: value("region", c)),
    st.just(value("region", "321102", needs_confirm=True, reason="ambiguous", others=("321112",))),
    st.sampled_from(IDS).map(lambda code: value("id_number", code)),
    st.just(value("id_number", None, needs_confirm=True, reason="checksum")),
    st.just(value("bank_card", "6222021234567890128")),
    st.just(value("phone", "13800138000")),
    st.sampled_from(["1943-05-12", "2026-08-01"]).map(lambda day: value("date", day)),
    st.just(value("name", "王秀兰")),
    st.just(value("text", "慢慢说")),
    st.sampled_from(RELATIONS).map(lambda key: value("relation", key)),
    st.sampled_from(["yes", "no"]).map(lambda word: value("yes_no", word)),
    st.sampled_from([*OPTIONS, *QUESTIONS]).map(lambda option: value("choice", option)),
    st.just(value("choice", None, needs_confirm=True, reason="out_of_range")),
    st.tuples(st.sampled_from([*NUMBERS, "money_monthly", "household_size"]), st.integers(0, 9000)).map(
        lambda found: value(*found)
    ),
)
ACTS = st.sampled_from(list(Act))
GUESSES = st.lists(st.tuples(ACTS, st.sampled_from([0.1, 0.5, 0.9])), max_size=2).map(
    lambda found: tuple(guess(act, sure)[0] for act, sure in found)
)
TEXTS = st.sampled_from(["", "对", "不是", "2", "高龄津贴", "可以领多少钱", "我妈八十三了想办那个钱", *SAID])
HAPPENED = st.sampled_from(
    [
        PHOTO,
        *(Happened(kind=kind, values={"words": "对", "name": "help", "drafts": ""}) for kind in channels.HEARS),
        *(Happened(kind=kind, values={"words": "八十三"}) for kind in suggested.HEARS),
        *(Happened(kind=kind) for kind in ("opened", "reminder_due", "case_changed", "handed_back", "silence")),
    ]
)  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any act with any values, about anybody, for any benefit, now and then with danger in it."""
    found: list[Value] = draw(st.lists(VALUES, max_size=3))
    relation = next((str(v.value) for v in found if v.kind == "relation"), None)
    region = next((str(v.value) for v in found if v.kind == "region"), None)
    return read(
        draw(ACTS),
        *found,
        text=draw(TEXTS),
        dangers=draw(st.sampled_from([()] * 20 + [danger(risk) for risk in Risk])),
        benefit=draw(st.sampled_from([None, None, "gaoling", "gaoling", *BENEFITS])),
        aspect=draw(st.sampled_from([None, *ASPECTS])),
        subject=relation,
        region=region,
        acts=draw(GUESSES),
        also=draw(GUESSES),
    )


@st.composite
def edits(draw: st.DrawFn) -> Edited:
    """A message of an earlier turn with another meaning."""
    return Edited(reading=draw(readings()), turn=draw(st.integers(1, TURNS)))


HEARD = st.one_of(readings(), readings(), readings(), readings(), readings(), HAPPENED, edits())


def whose(heard: Reading | Happened | Edited) -> bool:
    """Tell whether a message gives or changes an answer, or takes one back."""
    if isinstance(heard, Happened):
        return heard.kind in ("voice_heard", "location_heard", "code_joined")
    if isinstance(heard, Edited):
        return True
    return bool(heard.values or heard.subject) or heard.act in {
        Act.BACK, Act.CORRECT, Act.DENY, Act.AFFIRM, Act.SKIP, Act.CANCEL, Act.RESUME, Act.CHOOSE,
    }  # fmt: skip


def kept(scene: Scene) -> dict[str, Answers]:
    return {name: draft.answers for name, draft in scene.drafts.items()}


@settings(
    max_examples=150 if MANY else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(st.lists(HEARD, min_size=TURNS, max_size=TURNS))
def test_sixty_messages_of_any_kind_end_well(sequence: list[Reading | Happened | Edited]) -> None:
    scene = Scene()

    for heard in sequence:
        before = kept(scene)
        replies = scene.hears(heard)

        assert replies or not (isinstance(heard, Reading) and heard.text), heard
        nothing_is_lost(scene, before, heard)
        something_is_open(scene)
        it_replays(scene)
        it_is_no_larger_than_its_answers(scene)


def nothing_is_lost(scene: Scene, before: dict[str, Answers], heard: Reading | Happened | Edited) -> None:
    """An answer goes or changes only with a message that says something else, and one at a time goes."""
    after = kept(scene)
    dropped = {command.draft for command in scene.commands if isinstance(command, DropDraft)}
    for draft, answers in before.items():
        if draft in dropped:
            continue
        lost = [name for name in answers if name not in after[draft]]
        changed = [n for n in answers if n in after[draft] and after[draft][n].value != answers[n].value]
        assert len(lost) <= 1, (heard, lost)
        assert whose(heard) or not (lost or changed), (heard, lost, changed)


def something_is_open(scene: Scene) -> None:
    """A flow that is open asks something: its question, or whether a value in doubt is right."""
    talk = begin(scene.state, scene.world(), "")
    asks = open_question(talk) is not None or scene.state.doubt is not None
    assert not scene.state.frames or asks, scene.state


def it_replays(scene: Scene) -> None:
    """A conversation that forgot everything but its drafts finds the same question again."""
    for frame in scene.state.frames:
        if frame.draft is None:
            continue
        kept_frame = Frame(flow=frame.flow, release=frame.release, benefit=frame.benefit, draft=frame.draft)
        here = begin(State(frames=(frame,)), scene.world(), "")
        again = begin(State(frames=(kept_frame,)), scene.world(), "")
        assert open_question(here) == open_question(again)


def it_is_no_larger_than_its_answers(scene: Scene) -> None:
    """What is stored of a conversation grows with what was answered, never with how much was said."""
    state = scene.state
    answers = sum(len(frame.answers) for frame in state.frames) + len(state.loose)
    answers += 1 + len(state.doubt.besides) if state.doubt else 0
    assert len(to_bytes(state)) <= REST + EACH_ANSWER * answers, state
    assert len(state.frames) <= len(library().flows) + len(scene.drafts), [f.flow for f in state.frames]


@settings(max_examples=40 if MANY else 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(HEARD, min_size=20, max_size=20))
def test_saying_it_all_again_and_again_makes_no_state_larger(sequence: list[Reading | Happened]) -> None:
    scene = Scene()

    sizes = []
    for _ in range(6):
        for heard in sequence:
            scene.hears(heard)
        sizes.append(len(scene.state.frames))

    assert max(sizes[2:]) <= max(sizes[:2]) + 1, sizes
