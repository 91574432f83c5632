"""How the platform writes a push: its XML, its signature, and the three modes in which it is protected or is not."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.channels.wechat_crypt import encrypt, signature

Value = str | int | Sequence[Mapping[str, str | int]]
Fields = Mapping[str, Value]


class Mode(StrEnum):
    """How pushes are protected."""

    PLAIN = "plain"
    COMPAT = "compat"
    SAFE = "safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is entered on the platform's side for one 服务号."""

    name: str = "gh_0123456789ab"
    token: str = "callbacktoken1"
    aes_key: str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    appid: str = "wx0123456789abcdef"
    secret: str = "0123456789abcdef0123456789abcdef"


def packed(account: Account, mode: Mode, xml: bytes) -> tuple[dict[str, str], bytes]:
    """Return the query and the body of one delivery, signed anew as each is."""
    at, nonce = str(int(time.time())), secrets.token_hex(5)
    query = {"signature": signature(account.token, at, nonce), "timestamp": at, "nonce": nonce}
    if mode is Mode.PLAIN:
        return query, xml
    sealed = encrypt(account.aes_key, account.appid, xml)
    query |= {"encrypt_type": "aes", "msg_signature": signature(account.token, at, nonce, sealed)}
    whole = (
        xml.removesuffix(b"</xml>")
        if mode is Mode.COMPAT
        else b"<xml>" + _element("ToUserName", account.name)
    )
    return query, whole + _element("Encrypt", sealed) + b"</xml>"


def xml_of(fields: Fields) -> bytes:
    """Return fields as the platform writes them: words in CDATA, numbers bare."""
    return b"<xml>" + b"".join(_element(name, value) for name, value in fields.items()) + b"</xml>"


def _element(name: str, value: Value) -> bytes:
    if isinstance(value, list | tuple):
        entries = (b"".join(_element(*field) for field in each.items()) for each in value)
        inner = b"".join(b"<List>" + entry + b"</List>" for entry in entries)
        return f"<{name}>".encode() + inner + f"</{name}>".encode()
    if isinstance(value, int):
        return f"<{name}>{value}</{name}>".encode()
    return f"<{name}><![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]></{name}>".encode()
