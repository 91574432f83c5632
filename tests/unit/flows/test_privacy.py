"""People see, delete and take back what they gave, where they gave it; what was submitted stays on record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.outcome import ChangeConsent, CountPhotos, DropDraft, ForgetWords, KeepConsent, Reply
from nlu.acts import Act, Risk
from nlu.text import normalise
from tests.unit.flows.scene import (
    GOOD_ID,
    Scene,
    applying,
    asked_to_agree,
    asks,
    danger,
    library,
    phrases,
    reviewing,
    value,
)

SEE, DELETE, REVOKE, AGREE = "看看我的资料", "删掉我的数据", "我要撤回同意", "重新同意"


def submitted() -> Scene:
    """Return a scene whose application was just submitted, as the next turn sees it."""
    scene = reviewing()
    scene.says(Act.AFFIRM, value("yes_no", "yes"), text="对")
    scene.cases = tuple(replace(case, agreed=("submit",)) for case in scene.cases)
    scene.drafts.clear()
    return scene


def filled(replies: tuple[Reply, ...], phrase: str) -> str:
    """Return what one of the phrases says."""
    reply = next(reply for reply in replies if reply.phrase == phrase)
    return library().phrases.render(phrase, {**reply.values, "photos_kept": "2"})


@pytest.mark.parametrize(
    ("words", "flow"),
    [
        ("你们手里有我什么材料信息啊", "my_data"),
        ("我想晓得你们记了我些啥", "my_data"),
        ("帮我调一下我自己的个人信息", "my_data"),
        ("把我那些资料统统删了", "forget_me"),
        ("我的身份证号别在你们这存着，删了吧", "forget_me"),
        ("不想你们再保留我的资料", "forget_me"),
        ("刚拍的照片撤回一下", "forget_photos"),
        ("那个授权我要收回来，撤销", "revoke_consent"),
        ("别让他们核对了", "revoke_consent"),
        ("我想通了，重新同意", "agree_again"),
        ("看看我能领什么", "screening"),
        ("不办了，删掉", None),
        ("我不同意", None),
        ("我妈的材料都交了啥时候有信", None),
        ("我身份证丢了咋办", None),
    ],
)
def test_ordinary_words_start_what_they_mean(words: str, flow: str | None) -> None:
    found = library().named(normalise(words).text)

    assert (found.id if found else None) == flow


def test_what_is_held_is_told_with_long_numbers_by_their_last_digits() -> None:
    scene = applying(hukou="321102", age=83, social_card_active="none", name="王秀兰", id_number=GOOD_ID)

    replies = scene.says(Act.UNCLEAR, text=SEE)

    told = filled(replies, "kept")
    assert "王秀兰" in told
    assert GOOD_ID[-4:] in told
    assert GOOD_ID not in told
    assert any(isinstance(command, CountPhotos) for command in scene.commands)


def test_the_open_question_comes_back_after_a_look_at_ones_data() -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.UNCLEAR, text=SEE)

    assert asks(replies) == "age"


def test_where_nothing_is_held_the_way_of_proof_is_told() -> None:
    assert "kept_nothing" in phrases(Scene().says(Act.UNCLEAR, text=SEE))


def test_nothing_is_deleted_before_a_plain_yes() -> None:
    scene = applying(hukou="321102")

    replies = scene.says(Act.UNCLEAR, text=DELETE)

    assert asks(replies) == "sure_to_delete"
    assert not any(isinstance(command, DropDraft | ForgetWords) for command in scene.commands)


def test_a_draft_and_the_words_are_deleted_at_once() -> None:
    scene = applying(hukou="321102", age=83)
    scene.says(Act.UNCLEAR, text=DELETE)

    replies = scene.says(Act.AFFIRM, value("choice", "yes"))

    assert "forgotten" in phrases(replies)
    assert scene.drafts == {}
    assert ForgetWords() in scene.commands
    assert (scene.state.loose, scene.state.frames, scene.state.benefit) == ({}, (), None)


def test_a_no_deletes_nothing_and_comes_back_to_the_question() -> None:
    scene = applying(hukou="321102")
    scene.says(Act.UNCLEAR, text=DELETE)

    replies = scene.says(Act.DENY, value("choice", "no"))

    assert "nothing_deleted" in phrases(replies)
    assert asks(replies) == "age"
    assert len(scene.drafts) == 1


def test_what_was_submitted_is_not_deleted_and_that_is_said() -> None:
    scene = submitted()

    replies = scene.says(Act.UNCLEAR, text=DELETE)

    assert "not_deletable" in phrases(replies)
    assert "G-0000" in filled(replies, "not_deletable")
    assert asks(replies) != "sure_to_delete"
    assert not any(isinstance(command, ForgetWords) for command in scene.commands)


def test_a_draft_beside_a_submitted_case_is_deleted_alone() -> None:
    scene = submitted()
    scene.says(Act.APPLY, benefit="gaoling", subject="father")
    scene.says(Act.UNCLEAR, text=DELETE)

    scene.says(Act.AFFIRM, value("choice", "yes"))

    assert scene.drafts == {}
    assert not any(isinstance(command, ForgetWords) for command in scene.commands)


def test_photos_of_something_submitted_stay_with_it() -> None:
    assert "photos_kept_for_case" in phrases(submitted().says(Act.UNCLEAR, text="把照片删了"))


def test_photos_of_nothing_submitted_are_forgotten_alone() -> None:
    scene = applying(hukou="321102")

    scene.says(Act.UNCLEAR, text="把照片删了")

    assert ForgetWords(photos_only=True) in scene.commands
    assert len(scene.drafts) == 1


def test_only_what_was_agreed_to_can_be_taken_back() -> None:
    assert "consents_none" in phrases(Scene().says(Act.UNCLEAR, text=REVOKE))

    replies = submitted().says(Act.UNCLEAR, text=REVOKE)

    assert asks(replies) == "consent_to_revoke"
    assert [label for label, _ in replies[-1].choices] == ["给工作人员看", "都不撤"]


def test_of_many_consents_three_are_shown_at_a_time() -> None:
    scene = submitted()
    scene.cases = tuple(replace(case, agreed=tuple(library().purposes)) for case in scene.cases)

    assert len(scene.says(Act.UNCLEAR, text=REVOKE)[-1].choices) == 4


def test_taking_a_consent_back_tells_the_caseworker_of_an_open_case() -> None:
    scene = submitted()
    scene.says(Act.UNCLEAR, text=REVOKE)

    replies = scene.says(Act.CHOOSE, value("choice", "submit"))

    changes = [command for command in scene.commands if isinstance(command, ChangeConsent)]
    assert [(c.number, c.purpose, c.given) for c in changes] == [("G-0000", "submit", False)]
    assert "revoked" in phrases(replies)


def test_taking_a_consent_back_stops_a_draft_until_it_is_given_again() -> None:
    scene = reviewing()
    scene.says(Act.UNCLEAR, text=REVOKE)

    replies = scene.says(Act.CHOOSE, value("choice", "submit"))

    draft = next(iter(scene.drafts.values()))
    assert draft.answers["consent"].value == "no"
    assert [c.word for c in scene.commands if isinstance(c, KeepConsent)] == ["revoked"]
    assert "submitted" not in phrases(replies)
    assert asks(scene.says(Act.RESUME)) == "consent"


def test_thinking_better_of_it_changes_nothing() -> None:
    scene = submitted()
    scene.says(Act.UNCLEAR, text=REVOKE)

    replies = scene.says(Act.CHOOSE, value("choice", "none"))

    assert "nothing_revoked" in phrases(replies)
    assert not any(isinstance(command, ChangeConsent) for command in scene.commands)


def test_a_consent_taken_back_can_be_given_again() -> None:
    scene = submitted()
    scene.cases = tuple(replace(case, agreed=(), revoked=("submit",)) for case in scene.cases)
    scene.says(Act.UNCLEAR, text=AGREE)

    replies = scene.says(Act.CHOOSE, value("choice", "submit"))

    changes = [command for command in scene.commands if isinstance(command, ChangeConsent)]
    assert [(c.number, c.given) for c in changes] == [("G-0000", True)]
    assert "agreed_again" in phrases(replies)


def test_a_finished_case_has_no_consent_to_take_back() -> None:
    scene = submitted()
    scene.cases = tuple(replace(case, status="approved") for case in scene.cases)

    assert "consents_none" in phrases(scene.says(Act.UNCLEAR, text=REVOKE))


def test_a_yes_to_the_question_itself_is_no_wish_about_consents() -> None:
    scene = asked_to_agree()

    replies = scene.says(Act.AFFIRM, text="再同意一次，行")

    assert asks(replies) == "confirm_submit"


def test_anothers_data_is_refused_with_the_way_of_proof() -> None:
    replies = Scene().says(Act.UNCLEAR, text="查下邻居的", dangers=danger(Risk.PRIVACY))

    assert "口令" in filled(replies, "risk_privacy")


def test_ones_own_data_is_not_taken_for_anothers() -> None:
    replies = applying().says(Act.UNCLEAR, text=SEE, dangers=danger(Risk.PRIVACY))

    assert "kept" in phrases(replies)
    assert "risk_privacy" not in phrases(replies)
