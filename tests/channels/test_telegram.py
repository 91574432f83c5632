"""Telegram: every update counts once and in order, words arrive whatever mood the platform is in, taps are answered."""

import itertools
import time

import pytest

from bot.message import Bubble, Choice
from tests.channels.loopback import wait_until
from tests.channels.stand import WEBHOOK_SECRET
from tests.channels.telegram_api import Wait
from tests.channels.wechat_api import Drop, Slow

pytestmark = pytest.mark.whole
CHATS = itertools.count(71001)
WISH = "我想给我妈办尊老金"
PICTURE = b"\xff\xd8\xff\xe0" + b"a picture" * 20


@pytest.fixture(params=["webhook", "polling"])
def stand(request):
    found = request.getfixturevalue("pushed" if request.param == "webhook" else "polled")
    yield found
    telegram = found.telegram
    telegram.copies, telegram.scrambled, telegram.api.one_a_second = 1, None, False
    telegram.api.coming.clear()


@pytest.fixture
def chat(stand):
    return stand.telegram.chat(next(CHATS))


def says(stand, chat, text, bubbles=1):
    """Write, and wait until so many new messages came."""
    before = len(chat.shown)
    number = stand.telegram.says(chat.id, text)
    wait_until(lambda: len(chat.shown) >= before + bubbles, f"the answer to {text} came")
    return number


def quiet(chat, seconds=1.0):
    """Wait until nothing more came for a while, and return how much there is."""
    count = -1
    while count != len(chat.shown):
        count = len(chat.shown)
        time.sleep(seconds)
    return count


def test_the_webhook_is_told_with_its_secret_and_for_polling_there_is_none(pushed, polled):
    told = pushed.telegram.api.webhook

    assert told["url"].endswith(f"/telegram/{pushed.telegram.api.bot_id}")
    assert told["secret"] == WEBHOOK_SECRET
    assert not polled.telegram.api.webhook.get("url")


def test_the_commands_are_told_in_chinese(stand):
    commands = wait_until(lambda: stand.telegram.api.commands, "the commands were told")

    assert {one["command"] for one in commands} == {"start", "help", "progress", "privacy"}
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in one["description"]) for one in commands)


@pytest.mark.parametrize(
    "command", ["/start", "/start jingkou", "/help", "/progress", "/privacy", "/nonsense"]
)
def test_a_command_is_answered(stand, chat, command):
    says(stand, chat, command)


def test_many_messages_of_one_chat_are_turns_in_their_order(stand, chat):
    wishes = [stand.wish(f"order-{chat.id}-{n}", Bubble(text=f"{n} 号")) for n in range(12)]

    for wish in wishes:
        stand.telegram.says(chat.id, wish)

    wait_until(lambda: len(chat.shown) >= 12, "all were answered")
    assert chat.texts() == [f"{n} 号" for n in range(12)]


def test_an_update_that_comes_three_times_counts_once(pushed):
    chat, before = pushed.telegram.chat(next(CHATS)), pushed.count("inbox")
    pushed.telegram.copies = 3

    says(pushed, chat, WISH)
    quiet(chat)

    pushed.telegram.copies = 1
    assert pushed.count("inbox") == before + 1
    texts = chat.texts()
    assert len(texts) == len(set(texts))


def test_updates_that_overtake_each_other_are_all_served_once(pushed):
    import random

    chats = [pushed.telegram.chat(next(CHATS)) for _ in range(6)]
    pushed.telegram.scrambled, pushed.telegram.copies = random.Random(5), 2

    for chat in chats:
        for n in range(4):
            pushed.telegram.says(chat.id, pushed.wish(f"mixed-{chat.id}-{n}", Bubble(text=f"{n} 号")))

    for chat in chats:
        wait_until(lambda chat=chat: len(chat.shown) >= 4, "all were answered")
        quiet(chat, 0.2)
        assert chat.texts() == [f"{n} 号" for n in range(4)]
    pushed.telegram.scrambled, pushed.telegram.copies = None, 1


@pytest.mark.parametrize("moods", [(502,), (Drop(),), (Wait(seconds=1),), (Slow(seconds=1.0),)], ids=str)
def test_a_mood_of_the_platform_loses_and_reorders_nothing(pushed, moods):
    chat = pushed.telegram.chat(next(CHATS))
    lines = [f"{n}号：{'要带身份证' * 200}" for n in range(12)]
    wish = pushed.wish(f"moods-{chat.id}", Bubble(text="\n".join(lines)), Bubble(text="完了"))
    pushed.telegram.api.coming[f"sendMessage {chat.id}"].extend(moods)

    pushed.telegram.says(chat.id, wish)

    wait_until(lambda: chat.texts()[-1:] == ["完了"], "the end came")
    assert "\n".join(chat.texts()).split() == [*lines, "完了"]


def test_polling_outlives_the_platforms_moods(polled):
    chat, before = polled.telegram.chat(next(CHATS)), polled.count("inbox")
    polled.telegram.api.coming["getUpdates"].extend([502, Drop(), Drop(after=True), Wait(seconds=1)])

    for n in range(4):
        polled.telegram.says(chat.id, polled.wish(f"moody-{n}", Bubble(text=f"{n} 号")))

    wait_until(lambda: len(chat.shown) >= 4, "all were answered")
    assert chat.texts() == [f"{n} 号" for n in range(4)]
    assert polled.count("inbox") == before + 4
    wait_until(lambda: not polled.telegram.api.coming["getUpdates"], "the platform was moody all four times")


def test_a_wait_is_kept(polled):
    chat = polled.telegram.chat(next(CHATS))
    polled.telegram.api.coming[f"sendMessage {chat.id}"].append(Wait(seconds=2))
    begun = time.monotonic()

    says(polled, chat, "你好")

    assert time.monotonic() - begun >= 2


def test_one_message_a_second_loses_nothing(polled):
    chat = polled.telegram.chat(next(CHATS))
    polled.telegram.api.one_a_second = True

    polled.telegram.says(chat.id, polled.wish("slowly", *(Bubble(text=f"{n} 号") for n in range(3))))

    wait_until(lambda: len(chat.shown) >= 3, "all came")
    polled.telegram.api.one_a_second = False
    assert chat.texts() == [f"{n} 号" for n in range(3)]


def test_who_blocked_us_gets_nothing_and_is_served_when_they_are_back(stand, chat):
    says(stand, chat, "你好")
    stand.telegram.blocks(chat.id)
    quiet(chat)
    before, tasks = len(stand.telegram.api.called("sendMessage")), stand.tasks()

    stand.caseworker_says(stand.on_telegram(chat.id), "请补材料")

    wait_until(lambda: stand.tasks() > tasks, "the desk has a task")
    assert len(stand.telegram.api.called("sendMessage")) - before <= 1
    stand.telegram.blocks(chat.id, again=True)
    says(stand, chat, "你好")


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
