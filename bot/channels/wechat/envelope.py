"""Prove that a push is the platform's and open it; seal what is answered. Plain, compatible and safe mode.

With an AES key set only encrypted pushes count, so that nobody can step down to the plain form, whose signature does
not cover the body. A signature is compared in constant time before anything is decrypted, and whatever is wrong with
what was decrypted is found out by the same work, so padding tells nothing. While a token or a key is being changed the
one before it holds too; what came under one is answered under it, as the platform asks.
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

from bot.accounts import WechatAccount, secrets_of
from bot.channels.wechat.xml import BadPush, Fields, fields

if TYPE_CHECKING:
    from wechatpy.crypto import WeChatCrypto

LONGEST_SKEW = 300
BLOCK = 32
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A push that was proved: its fields, and what its signature was made of (empty when that covers the body).

    `under` are the places of the token and the key it came under.
    """

    fields: Fields
    mark: str
    under: tuple[int, int] = (0, 0)


class Envelope:
    """Opens and seals for one account."""

    def __init__(self, account: WechatAccount) -> None:
        """Build the ciphers; wechatpy is imported here, where an account is configured, and nowhere earlier."""
        self._account = account
        self._tokens, keys = secrets_of(account.token), secrets_of(account.aes_key)
        self._ciphers: tuple[tuple[WeChatCrypto, ...], ...] = ()
        if keys:
            from wechatpy.crypto import WeChatCrypto

            self._ciphers = tuple(
                tuple(WeChatCrypto(token, key, account.appid) for key in keys)
                for token in self._tokens or ("",)
            )

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
        if not self._ciphers:
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
        token = self._prove(query.get("msg_signature", ""), at, nonce, sealed)
        key, words = self._decrypted(sealed)
        return Opened(fields=self._ours(fields(words)), mark="", under=(token, key))

    def seal(self, xml: str, now: datetime, under: tuple[int, int] = (0, 0)) -> str:
        """Return an answer as it leaves: encrypted where pushes are, under what the push came under."""
        if not self._ciphers:
            return xml
        token, key = under
        at = str(int(now.timestamp()))
        return str(self._ciphers[token][key].encrypt_message(xml, secrets.token_hex(8), at))

    def _prove(self, given: str, *parts: str) -> int:
        """Return the place of the token that signed this; all are tried, whichever it is."""
        seen = given.encode("utf-8", "replace")
        found = [hmac.compare_digest(_signature(token, *parts).encode(), seen) for token in self._tokens]
        if True not in found:
            raise BadPush
        return found.index(True)

    def _ours(self, found: Fields) -> Fields:
        if found.get("ToUserName") != self._account.account or not found.get("FromUserName"):
            raise BadPush
        return found

    def _decrypted(self, sealed: str) -> tuple[int, bytes]:
        """Return the place of the key that opens this, and what is inside."""
        try:
            raw = base64.b64decode(sealed, validate=True)
        except (binascii.Error, ValueError):
            raise BadPush from None
        if not raw or len(raw) % 16:
            raise BadPush
        for place, cipher in enumerate(self._ciphers[0]):
            words = self._inside(raw, cipher.key)
            if words is not None:
                return place, words
        raise BadPush

    def _inside(self, raw: bytes, key: bytes) -> bytes | None:
        from wechatpy.crypto.base import WeChatCipher

        plain = bytes(WeChatCipher(key).decrypt(raw))
        # All is looked at before anything is said: which check failed must not show in how long it took.
        fill = plain[-1]
        end = len(plain) - min(fill, BLOCK)
        padded = 1 <= fill <= BLOCK and hmac.compare_digest(plain[end:], bytes([fill]) * (len(plain) - end))
        length = int.from_bytes(plain[16:20], "big")
        words, receiver = plain[20 : min(20 + length, end)], plain[min(20 + length, end) : end]
        meant = hmac.compare_digest(receiver, self._account.appid.encode())
        return words if padded and meant and len(words) == length else None


def _signature(token: str, *parts: str) -> str:
    # SHA-1 is the platform's choice; the token makes it a keyed one.
    return hashlib.sha1("".join(sorted((token, *parts))).encode()).hexdigest()  # noqa: S324


def _fresh(query: Query, now: datetime) -> tuple[str, str]:
    """Return timestamp and nonce of a push that is at most five minutes old or early."""
    at, nonce = query.get("timestamp", ""), query.get("nonce", "")
    whole = at.isascii() and at.isdigit() and len(at) <= 12 and 0 < len(nonce) <= 128
    if not whole or abs(now.timestamp() - int(at)) > LONGEST_SKEW:
        raise BadPush
    return at, nonce
