"""What is the platform's is opened; everything else is refused in one way."""

import subprocess
import sys
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.xml import BadPush
from tests.unit.bot.wechat.pushes import AT, KEY, NOW, account, plain, sealed, signed, xml

TEXT = xml(MsgType="text", Content="你好", MsgId="1")
safe = Envelope(account())
open_door = Envelope(account(aes_key=""))


def test_a_sealed_push_is_opened():
    assert safe.open(*sealed(TEXT), NOW).fields["Content"] == "你好"


def test_a_plain_push_is_taken_where_no_key_is_set():
    opened = open_door.open(*plain(TEXT), NOW)

    assert opened.fields["Content"] == "你好"
    assert opened.mark


def test_with_a_key_set_nobody_steps_down_to_the_plain_form():
    query, body = plain(TEXT)

    for more in ({}, {"encrypt_type": "raw"}, {"encrypt_type": "aes"}):
        with pytest.raises(BadPush):
            safe.open({**query, **more}, body, NOW)


def test_without_a_key_a_sealed_push_is_refused():
    with pytest.raises(BadPush):
        open_door.open(*sealed(TEXT), NOW)


def test_the_compatible_form_counts_by_its_sealed_part_only():
    query, body = sealed(TEXT)
    forged = body.replace(b"</xml>", b"<Content>forged</Content></xml>")

    assert safe.open(query, forged, NOW).fields["Content"] == "你好"


@pytest.mark.parametrize("seconds", [-301, 301])
def test_five_minutes_are_the_most_a_push_may_be_off(seconds):
    at = str(int(AT) + seconds)

    with pytest.raises(BadPush):
        safe.open(*sealed(TEXT, at=at), NOW)
    assert safe.open(*sealed(TEXT, at=str(int(AT) + seconds - (1 if seconds > 0 else -1))), NOW)


@pytest.mark.parametrize("field", ["msg_signature", "timestamp", "nonce"])
def test_one_changed_character_is_enough_to_refuse(field):
    query, body = sealed(TEXT)
    last = "0" if query[field][-1] != "0" else "1"

    with pytest.raises(BadPush):
        safe.open({**query, field: query[field][:-1] + last}, body, NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        sealed(TEXT, pad=0),
        sealed(TEXT, pad=33),
        sealed(TEXT, length=2**31),
        sealed(TEXT, length=3),
        sealed(TEXT, appid="wx2"),
        sealed(TEXT.replace("gh_1", "gh_2")),
        sealed("not xml"),
        sealed(""),
    ],
)
def test_a_push_that_is_signed_but_wrong_inside_is_refused_alike(wrong):
    with pytest.raises(BadPush):
        safe.open(*wrong, NOW)


@pytest.mark.parametrize("hidden", ["", "a", "AAAA", "§§§§", "A" * 43])
def test_what_is_no_whole_cipher_text_is_refused(hidden):
    query = {"timestamp": AT, "nonce": "n1", "encrypt_type": "aes", "msg_signature": signed(AT, "n1", hidden)}
    body = f"<xml><Encrypt>{hidden}</Encrypt></xml>".encode()

    with pytest.raises(BadPush):
        safe.open(query, body, NOW)


def test_the_echo_comes_back_only_for_the_token():
    query = {"signature": signed(AT, "n1"), "timestamp": AT, "nonce": "n1", "echostr": "8 & <9>"}

    assert safe.verified(query, NOW) == "8 & <9>"
    with pytest.raises(BadPush):
        safe.verified({**query, "signature": ""}, NOW)
    with pytest.raises(BadPush):
        safe.verified(query, NOW + timedelta(minutes=6))


OTHER = "ZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqponmlkj"


@pytest.mark.parametrize("old_first", [False, True])
def test_while_a_key_is_changed_both_open_and_each_answer_goes_under_its_own(old_first):
    keys = (KEY, OTHER) if old_first else (OTHER, KEY)
    changing = Envelope(account(aes_key=", ".join(keys)))

    opened = changing.open(*sealed(TEXT), NOW)

    assert opened.fields["Content"] == "你好"
    assert reopened(changing.seal(TEXT, NOW, opened.under), KEY) == "你好"


def test_while_a_token_is_changed_both_sign():
    changing = Envelope(account(token="callback-new,callback-token"))

    opened = changing.open(*sealed(TEXT), NOW)

    assert opened.under == (1, 0)
    assert reopened(changing.seal(TEXT, NOW, opened.under), KEY) == "你好"


def test_a_key_that_was_dropped_opens_nothing():
    with pytest.raises(BadPush):
        Envelope(account(aes_key=OTHER)).open(*sealed(TEXT), NOW)


def reopened(answer, key):
    """What an answer holds for whoever knows only this key and the callback token."""
    outer = ElementTree.fromstring(answer)
    query = {
        "timestamp": outer.findtext("TimeStamp"),
        "nonce": outer.findtext("Nonce"),
        "msg_signature": outer.findtext("MsgSignature"),
        "encrypt_type": "aes",
    }
    body = f"<xml><Encrypt>{outer.findtext('Encrypt')}</Encrypt></xml>".encode()
    return Envelope(account(aes_key=key)).open(query, body, NOW).fields["Content"]


def test_an_account_without_a_token_believes_nobody():
    query, body = plain(TEXT)

    with pytest.raises(BadPush):
        Envelope(account(token="", aes_key="")).open(query, body, NOW)


def test_what_is_sealed_can_be_opened_again():
    assert reopened(safe.seal(TEXT, NOW), KEY) == "你好"


def test_wechatpy_is_not_imported_where_no_account_needs_it():
    program = (
        "import sys, bot.app, bot.channels.wechat.build, bot.channels.wechat.envelope as e\n"
        "from tests.unit.bot.wechat.pushes import account\n"
        "e.Envelope(account(aes_key=''))\n"
        "assert not {'wechatpy', 'requests'} & set(sys.modules)\n"
        "e.Envelope(account())\n"
        "assert 'wechatpy' in sys.modules\n"
    )

    subprocess.run([sys.executable, "-c", program], check=True)
