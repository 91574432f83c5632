"""What attackers send: bodies and queries that must all get one and the same answer, and a trap that hears of leaks."""

from __future__ import annotations

import gzip
import secrets
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.channels.wechat_crypt import encrypt, key_of, padded, raw_encrypt, signature
from tests.channels.wechat_platform import Platform
from tests.channels.wechat_pushes import Account, Mode, xml_of

Push = tuple[dict[str, str], bytes]
STALE = 3600


@contextmanager
def trap() -> Iterator[tuple[str, list[str]]]:
    """Listen on loopback for anything that an external entity would make the program fetch."""
    caught: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            caught.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", caught
    finally:
        server.shutdown()


def signed(account: Account, body: bytes, sealed: str, *, at: int = 0) -> Push:
    """Return a push whose signatures are right for this `sealed`, so many seconds from now."""
    when, nonce = str(int(time.time()) + at), secrets.token_hex(5)
    query = {
        "signature": signature(account.token, when, nonce),
        "timestamp": when,
        "nonce": nonce,
        "encrypt_type": "aes",
        "msg_signature": signature(account.token, when, nonce, sealed),
    }
    return query, body


def sealed_body(account: Account, sealed: str) -> bytes:
    """Return a body of safe mode."""
    return xml_of({"ToUserName": account.name, "Encrypt": sealed})


def bombs(trap_address: str) -> dict[str, bytes]:
    """Return XML that expands, reaches out or digs deep."""
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    inner = "<FromUserName>o</FromUserName><Encrypt>{}</Encrypt></xml>"
    return {
        "a billion laughs": f'<!DOCTYPE xml [<!ENTITY a0 "ha">{nested}]><xml>{inner.format("&a9;")}'.encode(),
        "an external entity over http": (
            f'<!DOCTYPE xml [<!ENTITY x SYSTEM "{trap_address}/entity">]><xml>{inner.format("&x;")}'.encode()
        ),
        "an external DTD": f'<!DOCTYPE xml SYSTEM "{trap_address}/dtd"><xml>{inner.format("x")}'.encode(),
        "a parameter entity": (
            f'<!DOCTYPE xml [<!ENTITY % x SYSTEM "{trap_address}/parameter"> %x;]><xml>{inner.format("x")}'.encode()
        ),
        "a file as entity": (
            f'<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/hostname">]><xml>{inner.format("&x;")}'.encode()
        ),
        "quadratic entities": (
            f'<!DOCTYPE xml [<!ENTITY x "{"A" * 20000}">]><xml>{inner.format("&x;" * 20000)}'.encode()
        ),
        "a stylesheet": f'<?xml-stylesheet href="{trap_address}/style"?><xml>{inner.format("x")}'.encode(),
        "a million levels": b"<xml>" + b"<a>" * 300_000,
        "a million attributes": b"<xml " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>",
        "two roots": b"<xml></xml><xml></xml>",
        "UTF-7": b'<?xml version="1.0" encoding="utf-7"?><xml>+ADw-</xml>',
        "UTF-16": '<?xml version="1.0" encoding="utf-16"?><xml><a>1</a></xml>'.encode("utf-16"),
        "NUL": b"<xml><FromUserName>o\0</FromUserName></xml>",
    }


def bad_bodies(trap_address: str) -> dict[str, bytes]:
    """Return bodies that are no push at all, whoever signed them."""
    return {
        **bombs(trap_address),
        "nothing": b"",
        "JSON": b'{"ToUserName":"gh","FromUserName":"o","MsgType":"text"}',
        "half a JSON": b'{"a":' + b"[" * 100_000,
        "invalid UTF-8": b"<xml><FromUserName>\xff\xfe\xc3(</FromUserName></xml>",
        "half an XML": b"<xml><ToUserName>",
        "no fields": b"<xml></xml>",
        "a surrogate": b"<xml><Content>&#xD800;</Content></xml>",
        "a multipart": b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--",
        "a gzip bomb": gzip.compress(b"\0" * 20_000_000),
    }


def forgeries(platform: Platform, xml: bytes) -> dict[str, Callable[[], Push]]:
    """Return pushes of safe mode that are almost right, each made when it is wanted."""
    account = platform.account
    key = key_of(account.aes_key)

    def good(text: bytes = xml, appid: str = "", **more: str) -> Push:
        sealed = encrypt(account.aes_key, appid or account.appid, text)
        query, body = signed(account, sealed_body(account, sealed), sealed)
        return query | more, body

    def at(seconds: int) -> Push:
        sealed = encrypt(account.aes_key, account.appid, xml)
        return signed(account, sealed_body(account, sealed), sealed, at=seconds)

    def blocks(plain: bytes) -> Push:
        sealed = raw_encrypt(key, plain)
        return signed(account, sealed_body(account, sealed), sealed)

    def raw(sealed: str) -> Push:
        return signed(account, sealed_body(account, sealed), sealed)

    def without(name: str) -> Push:
        query, body = good()
        return {known: value for known, value in query.items() if known != name}, body

    head = b"0123456789abcdef"
    whole = head + struct.pack(">I", len(xml)) + xml + account.appid.encode()
    flat = whole + b"\1" * (-len(whole) % 32 or 32)
    return {
        "a signature of nobody": lambda: good(msg_signature="0" * 40),
        "a signature one bit off": lambda: _flipped(good()),
        "a signature with letters of another alphabet": lambda: good(msg_signature="签" * 40),
        "no msg_signature": lambda: without("msg_signature"),
        "no timestamp": lambda: without("timestamp"),
        "no nonce": lambda: without("nonce"),
        "a timestamp that is no number": lambda: good(timestamp="now"),
        "a timestamp with a sign": lambda: good(timestamp="-1"),
        "a timestamp of many digits": lambda: good(timestamp="9" * 4000),
        "an hour old": lambda: at(-STALE),
        "an hour early": lambda: at(STALE),
        "downgraded to plain": lambda: platform.packed(xml, Mode.PLAIN),
        "downgraded by leaving encrypt_type out": lambda: without("encrypt_type"),
        "downgraded by another encrypt_type": lambda: good(encrypt_type="raw"),
        "signed in plain with an encrypted body": lambda: _plain_signature(account, good()),
        "for another appid": lambda: good(appid="wxffffffffffffffff"),
        "for another account inside": lambda: good(xml.replace(account.name.encode(), b"gh_somebody_else")),
        "a body cut in the middle": lambda: _cut(good()),
        "padding of nothing": lambda: blocks(whole + b"\0" * (-len(whole) % 32)),
        "padding of 33": lambda: blocks((whole + b"\x21" * 64)[: len(whole) // 32 * 32 + 64]),
        "padding that disagrees": lambda: blocks(flat[:-1] + b"\x05"),
        "padding longer than the text": lambda: blocks(b"\x20" * 32),
        "a length beyond the end": lambda: blocks(padded(head + struct.pack(">I", 2**31) + xml)),
        "a length of nothing": lambda: blocks(padded(head + struct.pack(">I", 0) + xml)),
        "fewer than twenty bytes": lambda: blocks(padded(b"short")),
        "half a block": lambda: raw("QUJD"),
        "not base64": lambda: raw("*" * 44),
        "an empty Encrypt": lambda: raw(""),
        "invalid UTF-8 inside": lambda: good(xml.replace(b"text", b"te\xff\xfext")),
        "a bomb inside": lambda: good(b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml),
    }


def _flipped(push: Push) -> Push:
    query, body = push
    first = query["msg_signature"][0]
    return query | {"msg_signature": ("1" if first == "0" else "0") + query["msg_signature"][1:]}, body


def _plain_signature(account: Account, push: Push) -> Push:
    query, body = push
    return {**query, "encrypt_type": "", "msg_signature": ""}, body


def _cut(push: Push) -> Push:
    query, body = push
    return query, body[: len(body) // 2]
