"""What weighs on a person is met with words before its business: a loss, weariness, anger, a hard life."""

from __future__ import annotations

from nlu.acts import Act, Risk
from tests.unit.flows.scene import (
    Scene,
    applying,
    asks,
    danger,
    phrases,
    value,
)


def test_whoever_mourns_is_met_before_the_business_and_only_once() -> None:
    scene = Scene()

    first = scene.says(Act.ASK_POLICY, benefit="funeral", aspect="process", text="老伴走了，丧葬费怎么领")
    second = scene.says(Act.ASK_POLICY, benefit="funeral", aspect="materials", text="老伴走了要带什么")

    assert phrases(first)[:2] == ["sorry_for_loss", "policy_answer"]
    assert "sorry_for_loss" not in phrases(second)


def test_a_loss_of_long_ago_and_one_who_left_are_not_mourned() -> None:
    long_ago = Scene().says(Act.APPLY, benefit="dibao", text="我爸去世十几年了，想办低保")
    left = Scene().says(Act.APPLY, benefit="dibao", text="老公跟人走了，想办低保")

    assert "sorry_for_loss" not in phrases(long_ago)
    assert "sorry_for_loss" not in phrases(left)


def test_weariness_has_warm_words_of_its_own_and_is_no_misunderstanding() -> None:
    scene = Scene()

    said = scene.says(Act.UNCLEAR, text="我不想活得这么累", dangers=danger(Risk.DISTRESS))

    assert phrases(said) == ["sorry_it_is_hard"]
    assert scene.state.misses == 0


def test_after_warm_words_the_open_question_comes_back() -> None:
    scene = applying()

    said = scene.says(Act.UNCLEAR, text="日子太难熬了", dangers=danger(Risk.DISTRESS))

    assert phrases(said)[0] == "sorry_it_is_hard"
    assert asks(said) == "hukou"


def test_warm_words_and_the_wish_stand_in_one_turn() -> None:
    said = Scene().says(
        Act.APPLY, benefit="dibao", text="日子过不下去了，想办低保", dangers=danger(Risk.DISTRESS)
    )

    assert phrases(said)[0] == "sorry_it_is_hard"
    assert asks(said) == "who_for"


def test_abuse_is_not_answered_with_a_misunderstanding() -> None:
    said = applying().says(Act.UNCLEAR, text="什么破机器人，啥都不懂")

    assert phrases(said)[0] == "called_names"
    assert asks(said) == "hukou"


def test_a_refusal_that_is_not_accepted_goes_to_a_person() -> None:
    assert phrases(Scene().says(Act.DENY, text="不服"))[:2] == ["objects", "human_called"]


def test_a_complaint_that_goes_on_is_kept_and_not_asked_about_in_the_same_words() -> None:
    scene = Scene()
    first = scene.says(Act.COMPLAIN, text="你们到底管不管事")

    second = scene.says(Act.COMPLAIN, text="隔壁有车都能拿，就不给我")
    third = scene.says(Act.COMPLAIN, text="气死人了真是的")

    assert asks(first) == asks(second) == "complaint_about"
    assert "words_kept" in phrases(second)
    assert "complaint_heard" not in phrases(second)
    assert asks(third) == "call_back"


def test_a_hard_life_without_a_wish_is_offered_a_look() -> None:
    scene = Scene()
    scene.says(Act.SMALLTALK, text="你好")

    offered = scene.says(Act.DENY, text="没钱")
    taken = scene.says(Act.AFFIRM, value("yes_no", "yes"), text="要")

    assert phrases(offered) == ["hardship_heard", "offer_look"]
    assert phrases(taken)[0] == "screening_begins"


def test_who_tells_of_a_hard_life_and_names_nothing_is_offered_a_look() -> None:
    scene = Scene()

    said = scene.says(Act.APPLY, text="我爸走不动路，能不能给点补助", subject="father")

    assert phrases(said)[-1] == "offer_look"


def test_a_face_that_is_not_matched_frightens_nobody() -> None:
    scene = Scene()
    scene.says(Act.CERTIFY, subject="grandmother", text="给我奶奶认证")

    said = scene.says(Act.CERTIFY, text="刷不过去啊")

    assert phrases(said)[0] == "face_not_needed"
    assert asks(said) == "name"


def test_of_anothers_danger_one_is_not_comforted_for_oneself() -> None:
    scene = Scene()
    scene.says(Act.REPORT_OTHER, text="隔壁老人晕倒了", dangers=danger(Risk.EMERGENCY), subject="neighbour")

    first = scene.says(Act.INFORM, text="在大市口")
    second = scene.says(Act.INFORM, text="叫孙桂英")

    assert phrases(first) == ["risk_stay_of_other_1"]
    assert phrases(second) == ["risk_stay_of_other_2"]
