"""How the platform reads what an account answers to a push, and on what it tells the resident of a fault instead."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.channels.wechat_api import LONGEST_TEXT
from tests.channels.wechat_crypt import decrypt, signature
from tests.channels.wechat_pushes import Account, Mode

PASSIVE_KINDS = {"text", "image", "voice", "video", "music", "news", "transfer_customer_service"}


class Junk(Exception):
    """An answer on which the resident is told that the account is out of order."""


def read(account: Account, mode: Mode, body: bytes, openid: str) -> str:
    """Return the text of an answer, "" for an acknowledgement; raises Junk for what residents see as a fault."""
    if body in (b"", b"success"):
        return ""
    try:
        found = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        raise Junk("not XML") from None
    if found.find("Encrypt") is not None:
        if mode is Mode.PLAIN:
            raise Junk("encrypted in plain mode")
        found = ElementTree.fromstring(_opened(account, found))
    elif mode is Mode.SAFE:
        raise Junk("plain in safe mode")
    return _text(account, found, openid)


def _opened(account: Account, found: ElementTree.Element) -> bytes:
    sealed, at, nonce = (found.findtext(name, "") for name in ("Encrypt", "TimeStamp", "Nonce"))
    if found.findtext("MsgSignature") != signature(account.token, at, nonce, sealed):
        raise Junk("wrong MsgSignature")
    try:
        return decrypt(account.aes_key, account.appid, sealed)
    except ValueError as fault:
        raise Junk(str(fault)) from None


def _text(account: Account, found: ElementTree.Element, openid: str) -> str:
    if (found.findtext("ToUserName"), found.findtext("FromUserName")) != (openid, account.name):
        raise Junk("wrong names")
    if not found.findtext("CreateTime", "").strip().isdecimal():
        raise Junk("no CreateTime")
    kind = found.findtext("MsgType", "")
    if kind not in PASSIVE_KINDS:
        raise Junk("unknown MsgType")
    content = found.findtext("Content", "")
    if kind == "text" and not content.strip():
        raise Junk("empty Content")
    if len(content.encode()) > LONGEST_TEXT:
        raise Junk("Content too long")
    return content
