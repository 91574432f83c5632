"""Telegram: every update counts once and in order, and words arrive whatever mood the platform is in."""

import time

import pytest

from bot.message import Bubble
from tests.channels.loopback import wait_until
from tests.channels.moods import Drop, Slow
from tests.channels.stand import WEBHOOK_SECRET
from tests.channels.telegram_api import Wait
from tests.channels.telegram_talk import CHATS, WISH, quiet, says

pytestmark = pytest.mark.whole


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
