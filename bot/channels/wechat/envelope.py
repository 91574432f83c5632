"""Prove that a push is the platform's and open it; seal what is answered. Plain, compatible and safe mode.

With an AES key set only encrypted pushes count, so that nobody can step down to the plain form, whose signature does
not cover the body. A signature is compared in constant time before anything is decrypted, and whatever is wrong with
what was decrypted is found out by the same work, so padding tells nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.accounts import WechatAccount
from bot.channels.wechat.xml import BadPush, Fields, fields

if TYPE_CHECKING:
    from wechatpy.crypto import WeChatCrypto

LONGEST_SKEW = 300
BLOCK = 32
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A push that was proved: its fields, and what its signature was made of (empty when that covers the body)."""

    fields: Fields
    mark: str


class Envelope:
    """Opens and seals for one account."""

    def __init__(self, account: WechatAccount) -> None:
        """Build the ciphers; wechatpy is imported here, where an account is configured, and nowhere earlier."""
        self._account = account
        self._crypto: WeChatCrypto | None = None
        if account.aes_key:
            from wechatpy.crypto import WeChatCrypto

            self._crypto = WeChatCrypto(account.token, account.aes_key, account.appid)

    def verified(self, query: Query, now: datetime) -> str:
        """Return the echo of a verification, which stays plain in every mode; raises BadPush."""
        at, nonce = _fresh(query, now)
        self._prove(query.get("signature", ""), at, nonce)
        echo = query.get("echostr", "")
        if not echo or len(echo) > 1024:
            raise BadPush
        return echo

    def open(self, query: Query, body: bytes, now: datetime) -> Opened:
        """Return what a push says; raises BadPush for everything that is not wholly right."""
        at, nonce = _fresh(query, now)
        if self._crypto is None:
            if query.get("encrypt_type", "raw") not in ("", "raw"):
                raise BadPush
            signature = query.get("signature", "")
            self._prove(signature, at, nonce)
            return Opened(fields=self._ours(fields(body)), mark=f"{at}:{nonce}:{signature}")
        if query.get("encrypt_type") != "aes":
            raise BadPush
        sealed = fields(body).get("Encrypt", "")
        if not sealed:
            raise BadPush
        self._prove(query.get("msg_signature", ""), at, nonce, sealed)
        return Opened(fields=self._ours(fields(self._decrypted(sealed))), mark="")

    def seal(self, xml: str, now: datetime) -> str:
        """Return an answer as it leaves: encrypted where pushes are."""
        if self._crypto is None:
            return xml
        at = str(int(now.timestamp()))
        return str(self._crypto.encrypt_message(xml, secrets.token_hex(8), at))

    def _prove(self, given: str, *parts: str) -> None:
        joined = "".join(sorted((self._account.token, *parts)))
        # SHA-1 is the platform's choice; the token makes it a keyed one.
        known = hashlib.sha1(joined.encode()).hexdigest()  # noqa: S324
        if not self._account.token or not hmac.compare_digest(
            known.encode(), given.encode("utf-8", "replace")
        ):
            raise BadPush

    def _ours(self, found: Fields) -> Fields:
        if found.get("ToUserName") != self._account.account or not found.get("FromUserName"):
            raise BadPush
        return found

    def _decrypted(self, sealed: str) -> bytes:
        from wechatpy.crypto.base import WeChatCipher

        try:
            raw = base64.b64decode(sealed, validate=True)
            if not raw or len(raw) % 16 or self._crypto is None:
                raise BadPush
            plain = bytes(WeChatCipher(self._crypto.key).decrypt(raw))
        except (binascii.Error, ValueError):
            raise BadPush from None
        # All is looked at before anything is said: which check failed must not show in how long it took.
        fill = plain[-1]
        end = len(plain) - min(fill, BLOCK)
        padded = 1 <= fill <= BLOCK and hmac.compare_digest(plain[end:], bytes([fill]) * (len(plain) - end))
        length = int.from_bytes(plain[16:20], "big")
        words, receiver = plain[20 : min(20 + length, end)], plain[min(20 + length, end) : end]
        meant = hmac.compare_digest(receiver, self._account.appid.encode())
        if not padded or not meant or len(words) != length:
            raise BadPush
        return words


def _fresh(query: Query, now: datetime) -> tuple[str, str]:
    """Return timestamp and nonce of a push that is at most five minutes old or early."""
    at, nonce = query.get("timestamp", ""), query.get("nonce", "")
    whole = at.isascii() and at.isdigit() and len(at) <= 12 and 0 < len(nonce) <= 128
    if not whole or abs(now.timestamp() - int(at)) > LONGEST_SKEW:
        raise BadPush
    return at, nonce
