"""A person's own data through a whole turn: seen, deleted, a consent taken back; and proof elsewhere by the code."""

from dataclasses import replace

import pytest

from storage import consents, drafts, photos, unanswered
from storage.conversation import Sender
from storage.transcript import transcript

OLD, NEW = Sender("rest", "rest", "old-phone"), Sender("rest", "rest", "new-phone")
ID, CARD, PHONE = "321102194305120022", "6222021234567890128", "13800138000"
NAME = "王秀兰"
FORM = ("给我妈办高龄津贴", "镇江京口", "83岁", "没有社保卡", NAME, ID, CARD, PHONE)


@pytest.fixture
def stage(stage):
    return replace(stage, sender=OLD)


def tell(stage, *lines):
    return [bubble for line in lines for bubble in stage.says(line)]


def submit(stage):
    tell(stage, *FORM, "同意", "对")
    return stage.cases()[-1].number


def everything(stage, sender=OLD):
    with stage.parts.store.reading() as db:
        lines = b"".join(line.body for line in transcript(db, sender))
        return lines + b"".join(draft.body for draft in drafts.drafts_of(db, sender))


def text(bubbles):
    return "\n".join(bubble.text for bubble in bubbles)


def test_deleting_leaves_no_word_number_or_photo(stage):
    tell(stage, *FORM)
    stage.says("", photo=b"\xff\xd8 a picture")

    tell(stage, "把我的信息都删了", "删掉")

    held = everything(stage)
    for canary in (NAME, ID, CARD, PHONE):
        assert canary.encode() not in held
    with stage.parts.store.reading() as db:
        assert photos.photos_of(db, OLD) == ()
    assert "没有存" in text(stage.says("看看我的资料"))


def test_a_submitted_case_keeps_its_words(stage):
    number = submit(stage)

    told = text(tell(stage, "把我的信息都删了"))

    assert number in told
    assert ID.encode() in everything(stage)


def test_what_is_held_shows_no_full_number(stage):
    tell(stage, *FORM)

    told = text(stage.says("你们都存了我什么"))

    assert ID[-4:] in told
    assert not any(full in told for full in (ID, CARD, PHONE))


def test_every_word_on_a_consent_is_in_the_ledger(stage):
    number = submit(stage)

    tell(stage, "撤回同意", "1")

    with stage.parts.store.reading() as db:
        words = [(one.purpose, one.word.value, one.said_by) for one in consents.said_in(db, OLD)]
        versions = {one.version.partition("@")[0] for one in consents.said_in(db, OLD)}
    assert words == [
        ("call_back", "agreed", "helper"),
        ("submit", "agreed", "helper"),
        ("submit", "revoked", "helper"),
    ]
    assert versions == {"phone", "consent", "revoke_consent"}
    case = next(case for case in stage.cases() if case.number == number)
    assert case.answered
    assert {one.purpose: one.holds for one in case.consents} == {"call_back": True, "submit": False}


def test_another_phone_sees_and_deletes_only_with_the_code(stage):
    tell(stage, "给我妈办高龄津贴", "镇江京口", "83岁", "没有社保卡", NAME)
    elsewhere = replace(stage, sender=NEW)

    before = text(elsewhere.says("看看我的资料"))
    code = text(stage.says("要口令"))
    digits = "".join(letter for letter in code.partition("。")[0] if letter.isdigit())
    tell(elsewhere, "我有口令", digits)
    after = text(elsewhere.says("看看我的资料"))
    tell(elsewhere, "删掉我的数据", "删掉")

    assert NAME not in before
    assert NAME in after
    with stage.parts.store.reading() as db:
        assert [draft.status for draft in drafts.drafts_of(db, OLD)] == ["dropped"]


def joined(stage):
    """Join the new telephone to the old one by a code, and return it."""
    elsewhere = replace(stage, sender=NEW)
    code = text(stage.says("要口令"))
    tell(elsewhere, "我有口令", "".join(letter for letter in code.partition("。")[0] if letter.isdigit()))
    return elsewhere


def test_a_joined_phone_deletes_the_first_ones_words_too_and_says_so_there(stage):
    tell(stage, "给我妈办高龄津贴", "镇江京口", "83岁", "没有社保卡", NAME)
    elsewhere = joined(stage)

    told = text(tell(elsewhere, "删掉我的数据", "删掉"))

    for sender in (OLD, NEW):
        assert NAME.encode() not in everything(stage, sender)
    assert "一起删了" in told
    with stage.parts.store.reading() as db:
        assert b"forgotten_there" in b"".join(line.body for line in transcript(db, OLD))
    assert "没有存" in text(stage.says("看看我的资料"))


def test_a_first_phone_that_speaks_of_somebody_else_too_keeps_its_words(stage):
    tell(stage, "给我爸办高龄津贴", "镇江京口", "85岁", "没有社保卡", "王大山", "歇会儿")
    tell(stage, "给我妈办高龄津贴", "镇江京口", "83岁", "没有社保卡", NAME)
    elsewhere = joined(stage)

    told = text(tell(elsewhere, "删掉我的数据", "删掉"))

    assert NAME.encode() not in everything(stage, NEW)
    assert "王大山".encode() in everything(stage, OLD)
    assert "请在那边删" in told


def test_a_phone_that_no_code_joined_deletes_nothing_but_its_own(stage):
    tell(stage, "给我妈办高龄津贴", "镇江京口", "83岁", "没有社保卡", NAME)

    tell(replace(stage, sender=NEW), "给我妈办高龄津贴", "删掉我的数据", "删掉")

    assert NAME.encode() in everything(stage, OLD)


def test_a_number_typed_in_the_wrong_place_is_masked_in_the_editors_box(stage):
    stage.says(f"重庆城口的高龄津贴一个月多少钱，我电话{PHONE}，身份证{ID}")

    with stage.parts.store.reading() as db:
        noted = "".join(question.text for question in unanswered.unanswered(db))

    assert noted
    assert ID not in noted
    assert PHONE not in noted
