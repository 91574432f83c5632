"""Only what the platform sends is read; nothing in a body is followed, expanded or fetched."""

import pytest

from bot.channels.wechat.xml import LARGEST, BadPush, fields


def test_leaves_are_read_as_they_stand():
    found = fields("<xml><A><![CDATA[ 你 ]]]]><![CDATA[>好\n]]></A><B>1</B><C></C><D/></xml>".encode())

    assert found == {"A": " 你 ]]>好\n", "B": "1", "C": "", "D": ""}


def test_an_inner_leaf_goes_by_its_path_and_what_follows_in_a_list_by_its_place():
    body = b"<xml><L><I><N>1</N></I><I><N>2</N><M>3</M></I></L><K><I><N>4</N></I></K></xml>"

    assert fields(body) == {"L.I.N": "1", "L.I[2].N": "2", "L.I[2].M": "3", "K.I.N": "4"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"junk",
        b"<xml>",
        b"<yml><A>1</A></yml>",
        b"<xml><A>1</A><A>2</A></xml>",
        b"<xml a='1'><A>1</A></xml>",
        b"<!DOCTYPE xml><xml><A>1</A></xml>",
        b"<!DOCTYPE xml [<!ENTITY a 'b'>]><xml><A>&a;</A></xml>",
        b"<!DOCTYPE xml SYSTEM 'http://127.0.0.1:1/x'><xml/>",
        b"<?php x ?><xml><A>1</A></xml>",
        b"<xml><A>\xff</A></xml>",
        b"<xml><A>a\0b</A></xml>",
        b"\xef\xbb\xbf<xml><A>1</A></xml>",
        "<xml><A>1</A></xml>".encode("utf-16"),
        b"+ADw-xml+AD4-",
        b"<xml>" + b"<a>" * 7 + b"</a>" * 7 + b"</xml>",
        b"<xml>" + b"<a/>" * 1000 + b"</xml>",
        b"<xml><A>" + b"a" * LARGEST + b"</A></xml>",
        b"<xml><A>&undefined;</A></xml>",
    ],
)
def test_everything_else_is_refused(body):
    with pytest.raises(BadPush):
        fields(body)


def test_an_encoding_named_inside_changes_nothing():
    body = '<?xml version="1.0" encoding="gb2312"?><xml><A>好</A></xml>'.encode()

    assert fields(body) == {"A": "好"}
