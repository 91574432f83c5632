"""Whatever is said, in whatever order: nothing raises, nothing said is lost, and there is always a way on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.outcome import DropDraft, Happened
from flows.state import Answers, Frame, State, to_bytes
from flows.talk import begin, open_question
from nlu.acts import Act, Risk
from nlu.reading import Reading, Value
from tests.unit.flows.scene import PHOTO, Scene, danger, guess, library, read, value

BOUND = 40_000
"""Bytes that no state of one benefit's questions reaches, however long the talk."""

OPTIONS = sorted({label for question in library().questions.values() for label in question.option_labels})
VALUES = st.one_of(
    st.integers(60, 105).map(lambda years: value("age", years)),
    st.integers(60, 105).map(
        lambda years: value("age", years, needs_confirm=True, reason="nominal_age", high=years - 1)
    ),
    st.sampled_from(["321100", "321102", "321182", "500229", "320000"]).map(
        lambda code: value("region", code)
    ),
    st.just(value("region", "321102", needs_confirm=True, reason="ambiguous", others=("321112",))),
    st.sampled_from(["321102194305120022", "321102194212310038"]).map(lambda code: value("id_number", code)),
    st.just(value("id_number", None, needs_confirm=True, reason="checksum")),
    st.just(value("bank_card", "6222021234567890128")),
    st.just(value("phone", "13800138000")),
    st.just(value("date", "1943-05-12")),
    st.just(value("name", "王秀兰")),
    st.just(value("text", "慢慢说")),
    st.sampled_from(["mother", "father", "self", "parents", "other_relative"]).map(
        lambda key: value("relation", key)
    ),
    st.sampled_from(["yes", "no"]).map(lambda word: value("yes_no", word)),
    st.sampled_from([*OPTIONS, *library().questions]).map(lambda option: value("choice", option)),
    st.just(value("choice", None, needs_confirm=True, reason="out_of_range")),
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any act with any values, about anybody, for any benefit, now and then with danger in it."""
    found: list[Value] = draw(st.lists(VALUES, max_size=3))
    relation = next((str(v.value) for v in found if v.kind == "relation"), None)
    region = next((str(v.value) for v in found if v.kind == "region"), None)
    return read(
        draw(st.sampled_from(list(Act))),
        *found,
        text=draw(st.sampled_from(["", "对", "高龄津贴", "可以领多少钱", "我妈八十三了想办那个钱"])),
        dangers=draw(st.sampled_from([()] * 9 + [danger(risk) for risk in Risk])),
        benefit=draw(st.sampled_from([None, "gaoling", "dibao"])),
        aspect=draw(st.sampled_from([None, "amount", "where"])),
        subject=relation,
        region=region,
        acts=draw(st.sampled_from([(), guess(Act.ASK_POLICY, 0.9)])),
        also=draw(st.sampled_from([(), guess(Act.QUERY_PROGRESS, 0.9), guess(Act.HUMAN, 0.9)])),
    )


HEARD = st.one_of(readings(), st.just(PHOTO), st.just(Happened(kind="opened")))


def whose(reading: Reading) -> bool:
    """Tell whether a message gives or changes an answer, or takes one back."""
    return bool(reading.values or reading.subject) or reading.act in {
        Act.BACK, Act.CORRECT, Act.DENY, Act.AFFIRM, Act.SKIP, Act.CANCEL, Act.RESUME, Act.CHOOSE,
    }  # fmt: skip


def kept(scene: Scene) -> dict[str, Answers]:
    return {name: draft.answers for name, draft in scene.drafts.items()}


@settings(max_examples=150, deadline=None)
@given(st.lists(HEARD, max_size=40))
def test_any_sequence_ends_well(sequence: list[Reading | Happened]) -> None:
    scene = Scene()

    for heard in sequence:
        before = kept(scene)
        replies = scene.hears(heard)
        after = kept(scene)
        dropped = {command.draft for command in scene.commands if isinstance(command, DropDraft)}

        for draft, answers in before.items():
            if draft in dropped:
                continue
            lost = [name for name in answers if name not in after[draft]]
            assert not lost or (isinstance(heard, Reading) and whose(heard)), (heard, lost)
            assert len(lost) <= 1, (heard, lost)
        assert replies or not (isinstance(heard, Reading) and heard.text), heard
        assert len(to_bytes(scene.state)) < BOUND
        _stands_open(scene)
        _replays(scene)


def _stands_open(scene: Scene) -> None:
    talk = begin(scene.state, scene.world(), "")
    assert not scene.state.frames or open_question(talk) is not None, scene.state


def _replays(scene: Scene) -> None:
    """A conversation that forgot everything but its drafts finds the same question again."""
    for frame in scene.state.frames:
        if frame.draft is None:
            continue
        kept_frame = Frame(flow=frame.flow, release=frame.release, benefit=frame.benefit, draft=frame.draft)
        here = begin(State(frames=(frame,)), scene.world(), "")
        again = begin(State(frames=(kept_frame,)), scene.world(), "")
        assert open_question(here) == open_question(again)
