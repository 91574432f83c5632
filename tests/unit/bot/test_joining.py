"""A spoken code joins another conversation to a person's drafts, and whoever gave it is told."""

import json

import pytest

from bot.joining import code_in
from storage import turns
from storage.conversation import Sender
from tests.spoken_codes import wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("483920", "483920"),
        ("口令是483 920。", "483920"),
        ("４８３９２０", "483920"),
        ("四八三九二零", "483920"),
        ("48392", None),
        ("4839201", None),
        ("321102194305120022", None),
        ("483920 或者 483921", None),
    ],
)
def test_six_digits_are_found_however_they_are_written(text, found):
    assert code_in(text) == found


@pytest.fixture
def two(stage):
    """One resident's old and new telephone, on one database."""
    old = stage
    new = type(old)(
        parts=old.parts, today=old.today, region=old.region, sender=Sender("telegram", "1", "new")
    )
    return old, new


def phrases(bubbles):
    return [phrase for bubble in bubbles for phrase in bubble.phrases]


def given(bubbles):
    return code_in(bubbles[0].text.splitlines()[0])


def test_a_conversation_goes_on_where_another_stood(two):
    old, new = two
    for words in ("我想给我妈办尊老金", "镇江京口"):
        old.says(words)
    asked = old.says("再说一遍")[-1].asks
    code = given(old.says("换个手机接着办"))

    assert "ask_spoken_code" in phrases(new.says("我有口令"))
    heard = new.says(code)

    assert phrases(heard)[:1] == ["code_joined"]
    assert heard[-1].asks == asked
    assert new.slots()["who_for"] == "mother"


def test_the_code_may_come_in_the_same_breath(two):
    old, new = two
    old.says("我想给我妈办尊老金")

    assert "code_joined" in phrases(new.says(f"我有口令{given(old.says('要口令'))}"))


def test_a_wrong_code_says_nothing_of_anybody_and_can_be_tried_again(two):
    old, new = two
    old.says("我想给我妈办尊老金")
    code = given(old.says("要口令"))
    new.says("我有口令")

    heard = new.says(wrong(code))

    assert phrases(heard) == ["code_wrong", "ask_spoken_code_again"]
    assert new.slots() == {}
    assert "code_joined" in phrases(new.says(code))


def test_six_digits_out_of_the_blue_are_no_code(two):
    old, new = two
    old.says("我想给我妈办尊老金")

    heard = new.says(given(old.says("要口令")))

    assert "code_joined" not in phrases(heard)


@pytest.mark.parametrize("words", ["我换手机号了", "为什么要口令"])
def test_other_words_with_a_telephone_or_a_code_in_them_give_none(two, words):
    old, _ = two
    old.says("我想给我妈办尊老金")

    assert "code_given" not in phrases(old.says(words))


def test_where_nothing_was_begun_there_is_no_code(two):
    _, new = two

    assert phrases(new.says("要口令"))[:1] == ["code_nothing"]


def test_progress_is_told_where_the_code_was_given_and_nowhere_else(two):
    old, new = two
    for words in (
        "给我妈申请高龄津贴，京口，83岁，身份证321102194305120022", "没有卡", "王秀兰", "6222021234567890128",
        "13800138000", "同意", "对",
    ):  # fmt: skip
        old.says(words)
    assert old.cases()
    assert phrases(new.says("办到哪了"))[:1] == ["progress_none"]

    new.says(f"我有口令{given(old.says('要口令'))}")

    assert phrases(new.says("办到哪了"))[:1] == ["progress_received"]


def lines(stage):
    with stage.parts.store.reading() as db:
        return [json.loads(line.body) for line in turns.transcript(db, stage.sender)]


def test_who_gave_the_code_is_told_that_it_was_used_and_where(two):
    old, new = two
    old.says("我想给我妈办尊老金")
    code = given(old.says("要口令"))

    new.says(f"我有口令{code}")

    warning = lines(old)[-1]
    assert warning["phrases"] == ["code_used"]
    assert "Telegram" in warning["text"]
    assert all("code_used" not in line.get("phrases", ()) for line in lines(new))


def test_a_wrong_code_tells_nobody_anything(two):
    old, new = two
    old.says("我想给我妈办尊老金")
    code = given(old.says("要口令"))
    before = len(lines(old))

    new.says(f"我有口令{wrong(code)}")

    assert len(lines(old)) == before


def test_the_warning_is_said_while_a_caseworker_holds_the_conversation(two):
    old, new = two
    old.says("我想给我妈办尊老金")
    code = given(old.says("要口令"))
    with old.parts.store.writing() as db:
        turns.bump_epoch(db, old.sender, "li")

    new.says(f"我有口令{code}")

    with old.parts.store.reading() as db:
        last = turns.transcript(db, old.sender)[-1]
    assert (json.loads(last.body)["phrases"], last.status) == (["code_used"], "waiting")
