"""Updates become messages, each with an id of its own, and nothing that is not for us becomes one."""

import pytest

from bot.channels.telegram.shown import buttons
from bot.errors import Busy
from bot.message import Bubble, Choice, packed
from storage import telegram, turns
from tests.unit.bot.telegram.updates import ANNA, ASKED, CHAT, PERSON, PRIVATE, hear, tap, update


def said(store, *bubbles):
    with store.writing() as db:
        held = turns.hold(db, ANNA)
        for step, bubble in enumerate(bubbles):
            turns.say(db, ANNA, held.turn, step, packed(bubble), held.epoch)


def heard(inbox):
    return [(m.id, m.text, m.happened.kind if m.happened else "") for m in inbox.messages]


def test_a_text_is_named_by_its_number_in_the_chat(listener, inbox):
    hear(listener, update(text="你好"))

    assert heard(inbox) == [("m10", "你好", "")]
    assert inbox.messages[0].sender == ANNA


def test_an_edit_names_the_message_it_changes(listener, inbox):
    hear(listener, update(5, "edited_message", text="82", edit_date=2))

    assert (inbox.messages[0].id, inbox.messages[0].edits) == ("u5", "m10")


def test_a_live_location_that_moves_says_nothing(listener, inbox):
    hear(listener, update(5, "edited_message", location={"latitude": 1.0, "longitude": 2.0}))

    assert inbox.messages == []


@pytest.mark.parametrize("text", ["/help", "/help@zhangban_bot", "/help me"])
def test_a_command_is_no_text(listener, inbox, text):
    hear(listener, update(text=text))

    assert inbox.messages[0].happened.values == {"name": "help"}


def test_a_tap_on_the_open_question_says_its_choice(listener, inbox, calls, store):
    said(store, Bubble(text="好"), ASKED)

    hear(listener, tap(buttons(ASKED)[1][1]))

    assert heard(inbox) == [("u2", "2", "")]
    assert calls.acknowledged == [("q1", "")]


def test_news_from_the_desk_closes_no_question(listener, inbox, store):
    said(store, Bubble(text="好"), ASKED)
    with store.writing() as db:
        for sender in (ANNA, ANNA):
            held = turns.hold(db, sender)
            turns.say(
                db,
                ANNA,
                held.turn,
                0,
                packed(Bubble(text="批了")),
                held.epoch,
                by="caseworker:li",
                always=True,
            )
    said(store, Bubble(text="别忘了这件事"))

    hear(listener, tap(buttons(ASKED)[1][1]))

    assert heard(inbox) == [("u2", "2", "")]


def test_a_question_the_person_answered_in_words_is_closed(listener, inbox, store):
    said(store, ASKED)
    with store.writing() as db:
        held = turns.hold(db, ANNA)
        turns.keep(db, ANNA, "m9", '{"text": "第二个", "photos": []}'.encode())
        turns.answered(db, ANNA, "m9", held.turn, b"[]")

    hear(listener, tap(buttons(ASKED)[1][1]))

    assert heard(inbox) == [("u2", "", "stale_choice")]


def test_a_tap_on_an_older_question_is_said_to_be_one(listener, inbox, calls, store):
    said(store, ASKED)
    said(store, Bubble(text="下一个", choices=(Choice(label="是", send="1"),)))

    hear(listener, tap(buttons(ASKED)[1][1]))

    assert heard(inbox) == [("u2", "", "stale_choice")]
    assert calls.acknowledged[0][1]


def test_only_ones_own_contact_is_a_number(listener, inbox):
    card = {"phone_number": "+8613800138000", "first_name": "x"}

    hear(listener, update(contact={**card, "user_id": CHAT}), update(contact={**card, "user_id": 5}))

    assert [text for _, text, _ in heard(inbox)] == ["13800138000", ""]
    assert heard(inbox)[1][2] == "contact_not_own"


def test_a_photo_is_not_fetched_where_identity_documents_are_not_allowed(listener, inbox, jobs):
    size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}

    hear(listener, update(photo=[size], caption="身份证"))

    assert heard(inbox) == [("m10", "身份证", ""), ("m10:file", "", "file_not_here")]
    assert inbox.messages[1].happened.values["page"].endswith("/chat")
    assert jobs.asked == []


def test_a_voice_is_kept_for_the_desk_and_the_person_asked_to_type(listener, inbox, jobs):
    hear(listener, update(voice={"file_id": "v", "file_unique_id": "u", "duration": 3}))

    assert heard(inbox) == [("m10:file", "", "voice_unheard")]
    assert [name for name, _ in jobs.asked] == ["telegram_file"]


def test_a_place_is_only_suggested(listener, inbox):
    venue = {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "社区", "address": "镇江京口区"}

    hear(listener, update(venue=venue, location=venue["location"]))

    assert inbox.messages[0].suggests == "location"
    assert "京口" in inbox.messages[0].text


def test_a_group_is_told_once_and_heard_never(listener, inbox, calls):
    group = {"id": -100, "type": "supergroup", "title": "x"}

    hear(listener, *(update(n, chat=group, text="/start") for n in range(3)), update(4, chat=group, text="x"))

    assert inbox.messages == []
    assert [chat for chat, _, _ in calls.sent] == [-100]


def test_who_blocks_the_bot_is_noted_until_they_let_it_in(listener, store):
    def change(old, new, number):
        bot = {"id": 1, "is_bot": True, "first_name": "x"}
        states = {"old_chat_member": old, "new_chat_member": new}
        state = {key: {"user": bot, "status": status, "until_date": 0} for key, status in states.items()}
        return {"update_id": number, "my_chat_member": {"chat": PRIVATE, "from": PERSON, "date": 1, **state}}

    hear(listener, change("member", "kicked", 1))
    with store.reading() as db:
        assert telegram.is_shut_out(db, ANNA)

    hear(listener, change("kicked", "member", 2))
    with store.reading() as db:
        assert not telegram.is_shut_out(db, ANNA)


def test_a_service_message_and_another_bot_say_nothing(listener, inbox):
    robot = {**PERSON, "is_bot": True}

    hear(listener, update(pinned_message=update(text="x")["message"]), update(text="x", **{"from": robot}))

    assert inbox.messages == []


def test_a_sticker_is_answered(listener, inbox):
    sticker = {
        "file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
        "is_animated": False, "is_video": False,
    }  # fmt: skip

    hear(listener, update(sticker=sticker))

    assert heard(inbox) == [("m10", "", "kind_unread")]


def test_a_busy_inbox_is_passed_on_so_that_telegram_comes_again(listener, inbox):
    inbox.busy = True

    with pytest.raises(Busy):
        hear(listener, update(text="你好"))


@pytest.mark.parametrize("junk", [{}, {"text": 5}, {"text": "x", "chat": "y"}, {"photo": [{}]}])
def test_what_is_not_as_documented_says_nothing(listener, inbox, junk):
    hear(listener, {"update_id": 1, "message": {"message_id": 1, "date": 1, **junk}})

    assert inbox.messages == []
