"""A state goes into bytes and comes back the same, and its size is that of the answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from flows.state import Answers, Doubt, Frame, State, Told, values
from flows.stored import answers_from_json, from_bytes, to_bytes
from nlu.acts import Act
from policies.verdict import FactValue, Unknown
from tests.unit.flows.scene import applying


def told(value: FactValue) -> Told:
    return Told(value=value, words="原话", turn=3, asked=True)


ANSWERS: Answers = {
    "age": told(83),
    "income": told(Decimal("1200.50")),
    "birth_date": told(date(1943, 5, 12)),
    "name": told("王秀兰"),
    "phone": told(Unknown.DECLINED),
}


def test_a_state_comes_back_as_it_was() -> None:
    frame = Frame(flow="apply_gaoling", release="r", benefit="gaoling", draft="d", about="e", answers=ANSWERS)
    doubt = Doubt(question="age", told=told(83), reason="nominal_age", at="d", besides=ANSWERS)
    state = State(
        frames=(frame, Frame(flow="human", release="r", aspect="amount")),
        loose=ANSWERS,
        doubt=doubt,
        misses=2,
        before="刚才的话",
        benefit="gaoling",
        aspect="amount",
        wish="apply",
        later=("human",),
        greeted=True,
        offered="menu",
        which=("dibao", "gaoling"),
        alarmed=1,
        paused=(Frame(flow="complain", release="r", answers=ANSWERS),),
    )

    assert from_bytes(to_bytes(state)) == state


def test_no_bytes_are_a_new_conversation() -> None:
    assert from_bytes(b"") == State()


def test_a_value_no_release_wrote_is_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        answers_from_json({"age": ([1], "", 1, True)})


def test_values_leave_out_who_said_it() -> None:
    assert values({"age": told(83)}) == {"age": 83}


def test_a_long_talk_makes_no_larger_state() -> None:
    scene = applying(hukou="321102")
    for _ in range(5):
        scene.says(Act.ASK_POLICY, benefit="gaoling", aspect="amount")
    early = len(to_bytes(scene.state))

    for _ in range(200):
        scene.says(Act.ASK_POLICY, benefit="gaoling", aspect="amount")

    assert len(to_bytes(scene.state)) <= early
