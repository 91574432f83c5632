"""Who is called finds at a glance how things stand; the resident hears of hours only where a roster says so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.outcome import Reply, RingDesk, TellCase
from flows.world import Happened, SeenCase
from nlu.acts import Act, Risk
from tests.unit.flows.scene import GOOD_ID, TODAY, Scene, applying, asks, danger, library, phrases

SATURDAY = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DEMO = "990000"


def rung(scene: Scene) -> RingDesk:
    return next(command for command in scene.commands if isinstance(command, RingDesk))


def said(replies: tuple[Reply, ...], phrase: str) -> str:
    reply = next(reply for reply in replies if reply.phrase == phrase)
    return library().phrases.render(phrase, reply.values)


def case(kind: str, status: str = "received") -> SeenCase:
    return SeenCase(
        number="H-0001", kind=kind, benefit=None, status=status, who="", opened=TODAY, due=None, request=None,
        reasons="",
    )  # fmt: skip


def test_the_summary_says_who_what_where_it_stands_and_what_is_known_and_missing() -> None:
    scene = applying(hukou="321102", age=83, social_card_active="none", name="王秀兰", id_number=GOOD_ID)
    scene.says(Act.UNCLEAR, text="那个那个")

    scene.says(Act.HUMAN, text="找个人来跟我说")

    told = rung(scene).summary
    assert (told["who"], told["benefit"]) == ("妈妈", "高龄津贴")
    assert told["missing"] == library().questions["bank_card"].label
    assert int(told["step"]) < int(told["steps"])
    assert "王秀兰" in told["known"]
    assert GOOD_ID not in told["known"]
    assert told["unclear"] == "那个那个"
    assert "找个人" in rung(scene).words


def test_after_three_messages_that_nobody_understood_all_three_are_handed_over() -> None:
    scene = applying(hukou="321102")
    for words in ("甲甲甲", "乙乙乙", "丙丙丙"):
        scene.says(Act.UNCLEAR, text=words)

    assert rung(scene).summary["unclear"] == "甲甲甲\n乙乙乙\n丙丙丙"


def test_a_row_of_misunderstandings_that_ended_is_not_mixed_with_the_next() -> None:
    scene = applying()
    scene.says(Act.UNCLEAR, text="很久以前")
    scene.says(Act.REPHRASE)
    scene.says(Act.UNCLEAR, text="刚才")

    scene.says(Act.HUMAN)

    assert rung(scene).summary["unclear"] == "刚才"


def test_a_call_that_is_still_open_gets_the_new_words() -> None:
    scene = applying()
    scene.cases = (case("hand_over"),)

    replies = scene.says(Act.HUMAN, text="怎么还没人")

    assert not any(isinstance(command, RingDesk) for command in scene.commands)
    told = next(command for command in scene.commands if isinstance(command, TellCase))
    assert (told.number, "怎么还没人" in told.words) == ("H-0001", True)
    assert "human_told" in phrases(replies)


def test_a_call_that_is_done_with_is_no_open_one() -> None:
    scene = applying()
    scene.cases = (case("hand_over", "closed"),)

    scene.says(Act.HUMAN)

    assert rung(scene).kind == "hand_over"


@pytest.mark.parametrize(
    ("region", "now", "told"),
    [(DEMO, SATURDAY, True), (DEMO, FRIDAY, False), ("321100", SATURDAY, False), (DEMO, None, False)],
)
def test_when_somebody_answers_is_told_outside_the_hours_of_a_roster_only(region, now, told) -> None:
    scene = Scene(region=region, now=now)

    assert ("nobody_there" in phrases(scene.says(Act.HUMAN))) is told


def test_the_next_hour_is_said_as_people_say_it() -> None:
    replies = Scene(region=DEMO, now=SATURDAY).says(Act.HUMAN)

    assert "11月23日（星期一）上午9点" in said(replies, "nobody_there")


def test_no_time_is_promised_past_what_the_roster_knows() -> None:
    far = datetime(2027, 2, 6, 10, 0, tzinfo=UTC)

    assert "nobody_there" not in phrases(Scene(region=DEMO, now=far).says(Act.HUMAN))


@pytest.mark.parametrize("risk", [Risk.CRISIS, Risk.EMERGENCY, Risk.MINOR])
def test_words_of_danger_are_answered_and_rung_while_a_person_holds_the_conversation(risk: Risk) -> None:
    scene = applying(hukou="321102")
    scene.held_by = "li"

    replies = scene.says(Act.UNCLEAR, dangers=danger(risk))

    assert phrases(replies) == [f"risk_{risk.value}"]
    assert (rung(scene).kind, rung(scene).cause) == ("alert", risk.value)


def test_handed_back_it_asks_again_what_was_open() -> None:
    scene = applying(hukou="321102")

    replies = scene.hears(Happened(kind="handed_back"))

    assert asks(replies) == "age"
    assert "back_to" in phrases(replies)


def test_handed_back_with_nothing_open_it_says_nothing() -> None:
    assert Scene().hears(Happened(kind="handed_back")) == ()


def test_handed_back_after_words_of_danger_no_form_is_asked() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.UNCLEAR, dangers=danger(Risk.CRISIS))

    assert scene.hears(Happened(kind="handed_back")) == ()
