"""What each kind of push means, and by what it is known again."""

from datetime import timedelta

import pytest

from bot.channels.wechat.pushed import Failed, Left, Said, Sent, pushed
from bot.channels.wechat.xml import BadPush, fields
from tests.unit.bot.wechat.pushes import NOW, xml


def read(**given):
    return pushed(fields(xml(**given).encode()), NOW + timedelta(seconds=4))


def test_a_text_is_its_words_and_is_known_by_its_number():
    said = read(MsgType="text", Content="我想办低保", MsgId="23")

    assert isinstance(said, Said)
    assert (said.message.text, said.message.id, said.message.opens) == ("我想办低保", "msg:23", "message")
    assert said.message.sender == ("wechat", "gh_1", "o-anna")


def test_a_tap_on_a_choice_is_the_choice():
    assert read(MsgType="text", Content="给妈妈办", bizmsgmenuid="2", MsgId="1").message.text == "2"


def test_what_a_recording_seemed_to_say_must_be_confirmed():
    said = read(MsgType="voice", MediaId="m", Recognition="我想办低保", MsgId="1")

    assert (said.message.text, said.message.suggests, said.fetch) == ("我想办低保", "voice", "")


def test_a_recording_nobody_understood_is_kept_for_the_desk():
    said = read(MsgType="voice", MediaId="m", Recognition="", MsgId="1")

    assert (said.message.happened.kind, said.fetch, said.kind) == ("voice_unheard", "m", "voice")


def test_a_picture_is_fetched_before_it_is_served():
    assert read(MsgType="image", MediaId="m", PicUrl="http://x", MsgId="1").media_id == "m"
    assert isinstance(read(MsgType="image", MediaId="m", MsgId="1"), Sent)


def test_a_place_is_suggested():
    said = read(MsgType="location", Location_X="32", Location_Y="119", Label="扬中市三茅街道", MsgId="1")

    assert (said.message.text, said.message.suggests) == ("扬中市三茅街道", "location")


@pytest.mark.parametrize("kind", ["link", "shortvideo", "video", "file", "unheard-of"])
def test_what_cannot_be_read_is_said_to_be_so(kind):
    assert read(MsgType=kind, MsgId="1").message.happened is not None


def test_two_taps_in_one_second_are_two_and_a_repeat_is_one():
    first = read(MsgType="event", Event="CLICK", EventKey="高龄津贴")
    other = read(MsgType="event", Event="CLICK", EventKey="低保")

    assert first.message.id != other.message.id
    assert first.message.id == read(MsgType="event", Event="CLICK", EventKey="高龄津贴").message.id
    assert (first.message.text, first.message.opens) == ("高龄津贴", "tap")


@pytest.mark.parametrize(("event", "key"), [("subscribe", "qrscene_village"), ("SCAN", "village")])
def test_a_scan_carries_its_scene(event, key):
    happened = read(MsgType="event", Event=event, EventKey=key).message.happened

    assert (happened.kind, happened.values["scene"]) == ("followed", "village")


def test_leaving_and_lost_templates_are_noted():
    assert isinstance(read(MsgType="event", Event="unsubscribe"), Left)
    assert isinstance(
        read(MsgType="event", Event="TEMPLATESENDJOBFINISH", MsgID="5", Status="failed:x"), Failed
    )
    assert read(MsgType="event", Event="TEMPLATESENDJOBFINISH", MsgID="5", Status="success") is None


@pytest.mark.parametrize("event", ["VIEW", "LOCATION", "subscribe_msg_sent_event", "never-heard-of"])
def test_other_events_are_only_acknowledged(event):
    assert read(MsgType="event", Event=event) is None


@pytest.mark.parametrize(
    "given", [{"MsgType": "text", "Content": "x"}, {"MsgType": "text", "MsgId": "x"}, {"MsgId": "1"}]
)
def test_a_message_without_number_or_kind_is_refused(given):
    with pytest.raises(BadPush):
        read(**given)
