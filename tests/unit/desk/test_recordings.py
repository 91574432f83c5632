"""A caseworker hears what a person recorded: it stands in the conversation, and plays here or is saved."""

from storage.photos import keep_photo
from storage.turns import hold
from tests.unit.desk.fakes import SENDER, opened, talked

AMR = b"#!AMR\n" + b"\x3c" + b"\0" * 31
OGG = b"OggS" + b"\0" * 40


def recorded(desk, data):
    """A case whose resident sent a recording, and the page's address of it."""
    talked(desk.store, SENDER, "", "语音我还听不懂")
    number = opened(desk.store)
    with desk.store.writing() as db:
        digest = keep_photo(db, desk.parts.photos, data, sender=SENDER, message_id="m1")
    return number, f"/desk/cases/{number}/photos/{digest}"


def page(desk, number):
    return desk.browser.get(f"/desk/cases/{number}").text


def test_a_recording_a_browser_plays_has_a_player(desk):
    number, where = recorded(desk, OGG)

    assert f'<audio controls preload="none" src="{where}">' in page(desk, number)
    answer = desk.browser.get(where)
    assert (answer.status_code, answer.content) == (200, OGG)
    assert answer.headers["content-type"] == "audio/ogg"
    assert answer.headers["content-disposition"].startswith("inline")


def test_a_recording_from_wechat_has_a_button_for_its_decoder_and_can_be_saved(desk):
    number, where = recorded(desk, AMR)

    assert f'data-listen="{where}"' in page(desk, number)
    assert f'<a href="{where}" download>存下录音</a>' in page(desk, number)
    answer = desk.browser.get(where)
    assert (answer.content, answer.headers["content-type"]) == (AMR, "audio/amr")
    assert answer.headers["content-disposition"].endswith('.amr"')
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_file_of_an_unknown_kind_is_only_ever_saved(desk):
    number, where = recorded(desk, b"<html><script>alert(1)</script>")

    answer = desk.browser.get(where)

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<audio" not in page(desk, number)


def test_a_page_may_play_what_its_own_decoder_made_and_nothing_from_elsewhere(desk):
    number, _ = recorded(desk, AMR)

    policy = desk.browser.get(f"/desk/cases/{number}").headers["content-security-policy"]

    assert "media-src 'self' blob:" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_a_recording_of_another_conversation_is_not_there(desk):
    number, _ = recorded(desk, AMR)
    other = SENDER._replace(id="another")
    with desk.store.writing() as db:
        hold(db, other)
        digest = keep_photo(db, desk.parts.photos, OGG, sender=other, message_id="m1")

    assert desk.browser.get(f"/desk/cases/{number}/photos/{digest}").status_code == 404
