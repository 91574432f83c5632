"""One person after the other at a counter or in a village: what comes next begins anew, what came before is kept."""

from __future__ import annotations

from dataclasses import replace

from flows.world import SeenCase
from nlu.acts import Act
from tests.unit.flows.scene import TODAY, Scene, answers, asks, phrases, value


def _certifying_a_villager() -> Scene:
    scene = Scene()
    scene.says(Act.CERTIFY, text="给村里的老人认证", benefit="certification", subject="villager")
    scene.says(Act.INFORM, value("name", "王大山"), text="王大山")
    return scene


def _handed_in(kind: str, benefit: str | None, who: str) -> Scene:
    scene = Scene()
    done = SeenCase(
        number="G-0001",
        kind=kind,
        benefit=benefit,
        status="received",
        who=who,
        opened=TODAY,
        due=None,
        request=None,
        reasons="",
    )
    scene.cases = (done,)
    return scene


def test_a_certification_goes_on_to_the_next_and_the_one_before_is_kept() -> None:
    scene = _certifying_a_villager()

    replies = scene.says(Act.SKIP, text="下一位")

    assert (phrases(replies)[0], asks(replies)) == ("draft_left", "name")
    assert [frame.answers["name"].value for frame in scene.state.paused] == ["王大山"]


def test_what_was_left_off_is_named_by_whose_it_is() -> None:
    scene = _certifying_a_villager()

    left = scene.says(Act.SKIP, text="下一位")[0]

    assert "王大山" in left.values["matter"]


def test_after_one_was_certified_the_next_is_for_a_villager_again() -> None:
    scene = _handed_in("certification", None, "villager")

    replies = scene.says(Act.SKIP, text="下一个")

    assert asks(replies) == "name"


def test_after_an_application_the_next_needs_no_word_on_what_and_for_whom() -> None:
    scene = _handed_in("application", "gaoling", "villager")

    scene.says(Act.SKIP, text="下一位")

    assert answers(scene) == {"who_for": "villager"}


def test_after_mothers_the_next_may_be_anybody() -> None:
    scene = _handed_in("application", "gaoling", "mother")

    replies = scene.says(Act.SKIP, text="下一位")

    assert asks(replies) == "who_for"


def test_the_next_in_the_middle_of_nothing_is_nobody() -> None:
    scene = Scene()

    replies = scene.says(Act.SKIP, text="下一个")

    assert scene.drafts == {}
    assert asks(replies) == "menu"


def test_the_next_question_is_no_next_person() -> None:
    scene = _certifying_a_villager()

    scene.says(Act.SKIP, text="下一个")

    assert scene.state.paused == ()


def test_where_the_one_before_is_registered_the_next_is_asked_to_confirm() -> None:
    scene = _handed_in("application", "gaoling", "villager")
    scene.says(Act.SKIP, text="下一位")
    scene.says(Act.INFORM, value("choice", "beside"), text="在旁边")
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="愿意")
    scene.says(Act.INFORM, value("region", "321112"), text="丹徒")

    replies = scene.says(Act.SKIP, text="下一位")

    assert asks(replies) == "confirm_hukou"


def test_a_complaint_has_no_next_person() -> None:
    scene = _handed_in("complaint", None, "self")
    scene.cases = (replace(scene.cases[0], kind="complaint"),)

    scene.says(Act.SKIP, text="下一位")

    assert scene.drafts == {}
