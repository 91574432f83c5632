"""Pushes as the platform makes them, for the unit tests: signed, and sealed where a key is given."""

import base64
import hashlib
import os
import struct
from datetime import UTC, datetime

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.accounts import WechatAccount

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
AT = str(int(NOW.timestamp()))
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def account(*, aes_key=KEY, **more):
    """An account as accounts.yaml would give it."""
    given = {
        "account": "gh_1",
        "token": "callback-token",
        "appid": "wx1",
        "secret": "s",
        "api_base": "http://x",
    }
    return WechatAccount(**{**given, "aes_key": aes_key, **more})


def xml(**fields):
    """A push's XML, with the two names every push has."""
    whole = {"ToUserName": "gh_1", "FromUserName": "o-anna", "CreateTime": "1763000000", **fields}
    return (
        "<xml>" + "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in whole.items()) + "</xml>"
    )


def signed(*parts):
    """The platform's signature."""
    return hashlib.sha1("".join(sorted(("callback-token", *parts))).encode()).hexdigest()


def plain(body, *, at=AT, nonce="n1"):
    """Query and body of a push in plain mode."""
    return {"signature": signed(at, nonce), "timestamp": at, "nonce": nonce}, body.encode()


def sealed(body, *, appid="wx1", at=AT, nonce="n1", pad=None, length=None):
    """Query and body of a push in safe mode; `pad` and `length` make it wrong."""
    key = base64.b64decode(KEY + "=")
    data = body.encode()
    inner = (
        os.urandom(16) + struct.pack(">I", len(data) if length is None else length) + data + appid.encode()
    )
    fill = 32 - len(inner) % 32
    inner += bytes([fill]) * fill if pad is None else bytes([pad]) * fill
    cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    hidden = base64.b64encode(cipher.update(inner) + cipher.finalize()).decode()
    query = {"timestamp": at, "nonce": nonce, "encrypt_type": "aes"}
    outer = f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{hidden}]]></Encrypt></xml>"
    return {**query, "msg_signature": signed(at, nonce, hidden)}, outer.encode()
