"""What each kind of push means, and by what it is known again."""

from datetime import timedelta

import pytest

from bot.channels.wechat.pushed import Consented, Left, Results, Said, Sent, pushed
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


def test_a_tap_on_a_choice_of_ours_is_looked_up_by_its_name():
    name = "c-0123456789abcdef-1"

    said = read(MsgType="text", Content="给妈妈办", bizmsgmenuid=name, MsgId="1")

    assert (said.message.text, said.tapped) == ("给妈妈办", name)


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


def test_leaving_is_noted():
    assert isinstance(read(MsgType="event", Event="unsubscribe"), Left)


@pytest.mark.parametrize(("status", "good"), [("success", True), ("failed:user block", False)])
def test_what_became_of_a_template_is_noted(status, good):
    found = read(MsgType="event", Event="TEMPLATESENDJOBFINISH", MsgID="5", Status=status)

    assert found == Results(sender=found.sender, ended=(("5", "", good),))


def raw(event, inner):
    """An event whose part beside the common fields is given as XML."""
    given = xml(MsgType="event", Event=event).removesuffix("</xml>")
    return pushed(fields(f"{given}{inner}</xml>".encode()), NOW)


def entry(template, answer):
    return (
        f"<List><TemplateId><![CDATA[{template}]]></TemplateId>"
        f"<SubscribeStatusString><![CDATA[{answer}]]></SubscribeStatusString></List>"
    )


@pytest.mark.parametrize(
    ("event", "wrapper", "settled"),
    [
        ("subscribe_msg_popup_event", "SubscribeMsgPopupEvent", False),
        ("subscribe_msg_change_event", "SubscribeMsgChangeEvent", True),
        # The platform's own sample of the change event.
        ("subscribe_msg_change_event", "SubscribeMsgPopupEvent", True),
    ],
)
def test_what_a_person_answered_about_notices_is_read_for_one_and_for_several(event, wrapper, settled):
    one = raw(event, f"<{wrapper}>{entry('A', 'accept')}</{wrapper}>")
    two = raw(event, f"<{wrapper}>{entry('A', 'accept')}{entry('B', 'reject')}</{wrapper}>")

    assert isinstance(one, Consented)
    assert (one.answers, one.settled) == ((("A", True),), settled)
    assert two.answers == (("A", True), ("B", False))
    assert one.id != two.id


@pytest.mark.parametrize(("code", "good"), [("0", True), ("1004", False)])
def test_what_became_of_a_notice_is_noted(code, good):
    inner = f"<List><TemplateId>A</TemplateId><MsgID>17</MsgID><ErrorCode>{code}</ErrorCode></List>"

    found = raw("subscribe_msg_sent_event", f"<SubscribeMsgSentEvent>{inner}</SubscribeMsgSentEvent>")

    assert found.ended == (("17", "A", good),)


@pytest.mark.parametrize("event", ["VIEW", "LOCATION", "never-heard-of"])
def test_other_events_are_only_acknowledged(event):
    assert read(MsgType="event", Event=event) is None


@pytest.mark.parametrize(
    "given", [{"MsgType": "text", "Content": "x"}, {"MsgType": "text", "MsgId": "x"}, {"MsgId": "1"}]
)
def test_a_message_without_number_or_kind_is_refused(given):
    with pytest.raises(BadPush):
        read(**given)
