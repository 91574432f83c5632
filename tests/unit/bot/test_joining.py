"""A six-digit code joins another conversation to a person's drafts: ten minutes, once, five tries."""

import json
from datetime import date

import pytest

from bot.joining import code_in
from storage import codes, drafts, turns
from storage.conversation import Sender
from storage.drafts import StoredDraft
from tests.stage import in_force, stage_with, tree

OLD, NEW, THIRD = (Sender("telegram", "1", name) for name in ("10", "20", "30"))


@pytest.fixture
def code(store):
    """A code that the old conversation gave for its one draft."""
    with store.writing() as db:
        for sender in (OLD, NEW, THIRD):
            turns.hold(db, sender)
        draft = StoredDraft(
            id="d1", person="p1", benefit="gaoling", flow="f", release="r", status="open", body=b"{}",
            spoken_at=db.now, reminded=0,
        )  # fmt: skip
        drafts.keep_draft(db, OLD, draft)
        return codes.give(db, OLD, "k1", ["d1"])


def take(store, sender, digits):
    with store.writing() as db:
        return codes.take(db, sender, digits)


def wrong(code, step=1):
    return f"{(int(code) + step) % 10**6:06}"


def test_a_right_code_joins_and_verifies(store, code):
    assert take(store, NEW, code) == ("d1",)

    with store.reading() as db:
        assert [draft.id for draft in drafts.drafts_of(db, NEW)] == ["d1"]
        assert codes.verified(db, NEW) == {"d1"}
        assert codes.verified(db, THIRD) == frozenset()


def test_a_code_counts_once(store, code):
    take(store, NEW, code)

    assert take(store, THIRD, code) is None


def test_a_code_lives_ten_minutes(store, clock, code):
    clock.pass_by(minutes=9, seconds=59)
    assert take(store, NEW, code) == ("d1",)


def test_after_ten_minutes_it_is_gone(store, clock, code):
    clock.pass_by(minutes=10)

    assert take(store, NEW, code) is None


def test_four_wrong_tries_leave_it_and_the_fifth_voids_it(store, code):
    for step in range(4):
        assert take(store, NEW, wrong(code, step + 1)) is None
    assert take(store, NEW, code) == ("d1",)


def test_a_strangers_five_guesses_do_not_take_the_code_from_its_owner(store, code):
    for step in range(5):
        take(store, NEW, wrong(code, step + 1))

    assert take(store, THIRD, code) == ("d1",)


def test_after_fifty_wrong_tries_by_anybody_the_right_one_is_void(store, code):
    for step in range(50):
        stranger = Sender("telegram", "1", f"stranger-{step // 5}")
        with store.writing() as db:
            turns.hold(db, stranger)
        take(store, stranger, wrong(code, step + 1))

    assert take(store, THIRD, code) is None


def test_who_tried_five_times_is_not_listened_to_for_an_hour(store, clock, code):
    for step in range(5):
        take(store, NEW, wrong(code, step + 1))
    with store.writing() as db:
        fresh = codes.give(db, OLD, "k2", ["d1"])

    assert take(store, NEW, fresh) is None
    clock.pass_by(hours=1)
    with store.writing() as db:
        fresh = codes.give(db, OLD, "k3", ["d1"])
    assert take(store, NEW, fresh) == ("d1",)


def test_a_newer_code_voids_the_one_before(store, code):
    with store.writing() as db:
        fresh = codes.give(db, OLD, "k2", ["d1"])

    assert fresh == code or take(store, NEW, code) is None


def test_the_database_does_not_hold_the_digits(store, code, tmp_path):
    with store.engine.connect() as connection:
        row = connection.execute(codes.codes.select()).one()

    assert code.encode() not in bytes(row.digest) + bytes(row.drafts)


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


@pytest.fixture(scope="module")
def now():
    return in_force(tree())


@pytest.fixture
def two(tmp_path, now):
    """One resident's old and new telephone, on one database."""
    old = stage_with(tmp_path, now, today=date(2026, 11, 21), region="321100")
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
