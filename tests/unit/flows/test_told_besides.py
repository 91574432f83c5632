"""What is told besides is kept for whoever reads it: a certification done, half an answer ahead, an unknown town."""

from __future__ import annotations

import pytest

from flows.outcome import RingDesk, TellCase
from nlu.acts import Act
from tests.unit.flows.scene import Scene, answers, applying, asks, guess, phrases, value

DONE = [
    "认证过了",
    "刚认过",
    "年年都认的",
    "认证早就弄好了",
    "上个月刚认证的",
    "脸刷过了",
    "社区来人认证过了",
]
NOT_DONE = [
    "认证过了吗",
    "认证过不去",
    "认证没过",
    "怎么认证过了还停",
    "要认证",
    "认证日期过了怎么办",
    "还没认证过",
]


@pytest.mark.parametrize("words", DONE)
def test_that_a_certification_was_done_begins_none(words: str) -> None:
    said = Scene().says(Act.CERTIFY, benefit="certification", text=words)

    assert phrases(said) == ["certified_already"]


@pytest.mark.parametrize("words", NOT_DONE)
def test_what_is_not_done_or_is_asked_is_taken_up(words: str) -> None:
    said = Scene().says(Act.CERTIFY, benefit="certification", text=words)

    assert "certified_already" not in phrases(said)


def test_a_certification_done_meanwhile_is_left_off() -> None:
    scene = Scene()
    scene.says(Act.CERTIFY, benefit="certification", text="要认证")

    said = scene.says(Act.UNCLEAR, text="早就弄好了")

    assert phrases(said) == ["certified_already"]
    assert not scene.state.frames


def test_who_waits_for_money_has_it_written_down_for_whoever_looks() -> None:
    scene = Scene()
    scene.says(Act.QUERY_PROGRESS, text="津贴没到账", benefit="gaoling")
    scene.says(Act.CERTIFY, benefit="certification", text="认证做过了")
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="查")

    scene.says(Act.INFORM, value("text", "四月起没钱"), text="四月起没钱")

    rung = [command for command in scene.commands if isinstance(command, RingDesk)]
    assert "认证做过了" in rung[0].words


def test_an_application_goes_on_after_it() -> None:
    said = applying().says(Act.CERTIFY, benefit="certification", text="认证早就做过了")

    assert phrases(said)[0] == "certified_already"
    assert asks(said) == "hukou"


def certifying() -> Scene:
    scene = Scene()
    scene.says(Act.CERTIFY, benefit="certification", subject="mother", text="给我妈做认证")
    return scene


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act.SMALLTALK, "在家"),
        (Act.APPOINTMENT_OR_LOCATION, "明天上午在家"),
        (Act.UNCLEAR, "人在家里"),
        (Act.INFORM, "她耳朵背"),
    ],
)
def test_half_an_answer_ahead_is_written_down(act: Act, words: str) -> None:
    scene = certifying()

    said = scene.says(act, text=words, confidence=0.7)

    assert phrases(said) == ["jotted", "ask_name_again"]
    assert words in str(scene.state.frames[-1].answers["opening"].value)


@pytest.mark.parametrize("words", ["谢谢", "辛苦了"])
def test_thanks_are_not_written_down(words: str) -> None:
    said = certifying().says(Act.SMALLTALK, text=words, confidence=0.7)

    assert "jotted" not in phrases(said)


def test_a_question_of_their_own_is_answered_not_written_down() -> None:
    said = certifying().says(Act.ASK_POLICY, text="多久认一次呢", confidence=0.7, aspect="duration")

    assert "jotted" not in phrases(said)


def test_a_place_told_ahead_is_where_the_work_goes() -> None:
    scene = certifying()
    scene.says(Act.INFORM, value("region", "321102"), text="京口的", region="321102")
    for words in ("王秀英", "不在旁边，他知道"):
        kind = "name" if words == "王秀英" else "choice"
        scene.says(Act.INFORM, value(kind, words if kind == "name" else "knows"), text=words)

    scene.says(Act.INFORM, value("phone", "13800138000"), text="13800138000")

    rung = [command for command in scene.commands if isinstance(command, (RingDesk, TellCase))]
    assert isinstance(rung[0], RingDesk)
    assert rung[0].region == "321102"


def test_agreeing_to_be_asked_a_name_is_asked_more_plainly_and_twice_at_most() -> None:
    scene = certifying()

    said = [phrases(scene.says(Act.AFFIRM, value("yes_no", "yes"), text="可以")) for _ in range(2)]

    assert said == [["ask_name_again"], ["ask_name_plainly"]]


def test_a_town_that_is_not_known_is_said_so_with_what_is_kept() -> None:
    scene = applying()

    said = scene.says(Act.INFORM, value("region", "420000", end=2), text="湖北襄阳的", region="420000")

    assert answers(scene)["hukou"] == "420000"
    filled = next(reply.values for reply in said if reply.phrase == "place_as_far")
    assert (filled["name"], filled["place"]) == ("襄阳", "湖北省")


def test_a_province_by_itself_is_all_that_was_said() -> None:
    said = applying().says(Act.INFORM, value("region", "420000", end=2), text="湖北的", region="420000")

    assert "place_as_far" not in phrases(said)


def test_a_neighbour_in_trouble_who_is_asked_about_is_reported() -> None:
    said = Scene().says(
        Act.ASK_POLICY,
        text="村里有个老人摔了没人管怎么办",
        subject="villager",
        acts=(*guess(Act.ASK_POLICY, 0.6), *guess(Act.REPORT_OTHER, 0.3)),
    )

    assert asks(said) == "report_where"


def test_a_benefit_asked_for_a_neighbour_is_answered() -> None:
    said = Scene().says(
        Act.ASK_POLICY,
        text="村里有个老人没人管能不能办特困",
        subject="villager",
        benefit="tekun",
        aspect="eligibility",
        acts=(*guess(Act.ASK_POLICY, 0.6), *guess(Act.REPORT_OTHER, 0.3)),
    )

    assert asks(said) != "report_where"


def test_that_it_is_not_urgent_is_no_place() -> None:
    scene = Scene()
    scene.says(Act.REPORT_OTHER, text="隔壁老人没人管", subject="neighbour")

    said = scene.says(Act.INFORM, value("text", "不急"), text="不急")

    assert asks(said) == "report_where"
    assert "report_where" not in scene.state.frames[-1].answers
    assert scene.state.frames[-1].answers["report_urgent"].value == "no"
