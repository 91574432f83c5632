"""On Telegram a person corrects, taps a choice and gives a number; a photo is not taken, and a group hears nothing."""

import time

import pytest

from bot.message import Bubble, Choice
from tests.channels.loopback import wait_until
from tests.channels.telegram_talk import CHATS, PICTURE, WISH, quiet, says

pytestmark = pytest.mark.whole


def test_an_edited_message_corrects_the_answer(stand, chat):
    for text in ("我想给我爸办高龄津贴", "镇江"):
        says(stand, chat, text)
    wrong = says(stand, chat, "83")

    before = len(chat.shown)
    stand.telegram.edits(chat.id, wrong, "82")

    wait_until(lambda: len(chat.shown) > before, "the correction was heard")
    wait_until(lambda: any("82" in text for text in chat.texts()[before:]), "and said back")


def test_a_tap_chooses_and_is_answered(stand, chat):
    wish = stand.wish(
        f"tap-{chat.id}",
        Bubble(text="选一个", choices=(Choice(label="办尊老金", send="1"), Choice(label="都不是", send="2"))),
    )
    says(stand, chat, wish)
    assert len(chat.shown[-1].buttons) == 2

    before = len(chat.shown)
    label = chat.shown[-1].buttons[0][0]
    stand.telegram.taps(chat.id, label)

    wait_until(lambda: not chat.spinning, "the tap was answered")
    wait_until(lambda: len(chat.shown) > before, "and heard")


@pytest.mark.parametrize("data", ["x", "c:0000000000000000:0", "💥" * 16, "c:../../etc:1", "1"])
def test_a_forged_tap_is_answered_and_does_no_harm(stand, chat, data):
    says(stand, chat, "你好")

    stand.telegram.forges_tap(chat.id, data, 1)

    wait_until(lambda: not chat.spinning, "the tap was answered")
    says(stand, chat, "你好")


def test_a_button_of_an_older_question_no_longer_counts(stand, chat):
    for text in ("我想给我妈办尊老金", "镇江京口", "八十三"):
        says(stand, chat, text)
    wait_until(lambda: any(one.buttons for one in chat.shown), "there are buttons")
    old = next(one for one in reversed(chat.shown) if one.buttons)
    label, data = old.buttons[0]
    says(stand, chat, "没有社保卡")
    slots = stand.count("cases")

    stand.telegram.forges_tap(chat.id, data, old.id)

    wait_until(lambda: not chat.spinning, f"the tap on {label} was answered")
    assert stand.count("cases") == slots


def test_ones_own_contact_answers_the_question_for_a_number_and_anothers_does_not(stand):
    for of, taken in ((None, True), (999, False)):
        chat = stand.telegram.chat(next(CHATS))
        for text in (
            "给我妈申请高龄津贴，京口，83岁，身份证321102194305120022",
            "没有卡",
            "王秀兰",
            "6222021234567890128",
        ):
            says(stand, chat, text)
        quiet(chat, 0.3)
        asked, before = chat.shown[-1].text, len(chat.shown)

        stand.telegram.gives_contact(chat.id, "+8613800138000", of=of)

        wait_until(lambda chat=chat, before=before: len(chat.shown) > before, "it was answered")
        quiet(chat, 0.3)
        assert (chat.shown[-1].text != asked) is taken


def test_a_photo_is_not_taken_and_the_way_to_send_it_is_told(stand, chat):
    says(stand, chat, WISH)
    photos, before, others = stand.count("photo"), len(chat.shown), set(stand.telegram.api.files)

    stand.telegram.sends_photo(chat.id, PICTURE)
    stand.telegram.sends_document(chat.id, b"%PDF-1.7 x", "身份证.pdf", "application/pdf")

    wait_until(lambda: len(chat.shown) >= before + 2, "both were answered")
    quiet(chat, 0.5)
    assert stand.count("photo") == photos
    asked_for = {call.body["file_id"] for call in stand.telegram.api.called("getFile")}
    assert asked_for <= others


def test_a_place_a_voice_and_things_without_words_are_answered(stand, chat):
    says(stand, chat, "你好")
    for send in (
        lambda: stand.telegram.is_at(chat.id, 32.2, 119.4),
        lambda: stand.telegram.speaks(chat.id, b"OggS" + b"\0" * 60),
        lambda: stand.telegram._writes(
            chat.id,
            {
                "sticker": {
                    **stand.telegram._file(b"x"),
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
        ),
    ):
        before = len(chat.shown)
        send()
        wait_until(lambda before=before: len(chat.shown) > before, "it was answered")


def test_a_group_hears_nothing_of_anybody(stand):
    group = stand.telegram.chat(-100_123_456 - next(CHATS))
    group.started = True
    person = {"id": next(CHATS), "is_bot": False, "first_name": "住户"}
    where = {"id": group.id, "type": "supergroup", "title": "村里"}

    for text in (WISH, "办到哪了"):
        stand.telegram.send(
            {
                "message": {
                    "message_id": 1,
                    "from": person,
                    "chat": where,
                    "date": int(time.time()),
                    "text": text,
                }
            }
        )

    quiet(group, 0.7)
    assert all("只在单独的对话里" in text for text in group.texts())
    for heard in (group.id, person["id"]):
        assert stand.cases(stand.on_telegram(heard)) == ()
