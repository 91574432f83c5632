"""The calls we make to WeChat: raw UTF-8 JSON, a limit of time on each, one retry with a new token and no more.

Every call may block, so it is made on a thread; errors are `Fault`s with the platform's code, without personal data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from bot.accounts import WechatAccount
from bot.channels.wechat.token import Tokens
from storage.engine import Store

BUSY = -1
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
LONGEST_CALL = httpx.Timeout(5.0, connect=3.0)
LONGEST_DOWNLOAD = httpx.Timeout(20.0, connect=3.0)
LARGEST_MEDIA = 10 * 1024 * 1024
Json = Mapping[str, Any]


class Fault(Exception):
    """The platform refused a call, or did not answer (code -1); the text is a code and a path."""

    def __init__(self, code: int, path: str, detail: str = "") -> None:
        super().__init__(f"{code} {path} {detail}".strip())
        self.code, self.path = code, path


class Api:
    """One account's calls, for the life of the process."""

    def __init__(self, account: WechatAccount, store: Store, folder: Path) -> None:
        self.account = account
        self._client = httpx.Client(base_url=account.api_base, timeout=LONGEST_CALL, follow_redirects=False)
        self.tokens = Tokens(
            name=f"access-{account.account}", store=store, folder=folder, fetch=self._fetch_token
        )
        self._tickets = Tokens(
            name=f"ticket-{account.account}", store=store, folder=folder, fetch=self._fetch_ticket
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def post(self, path: str, body: Json) -> Json:
        """Make one call with the account's token; raises Fault."""
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        return self._with_token("POST", path, content=content)

    def get(self, path: str, **query: str) -> Json:
        """Ask for something with the account's token; raises Fault."""
        return self._with_token("GET", path, params=query)

    def media(self, media_id: str) -> bytes:
        """Return a file that a person sent; raises Fault, with 40007 when it is not (or no longer) there."""
        token = self.tokens.now()
        try:
            return self._download(media_id, token)
        except Fault as fault:
            if fault.code not in TOKEN_REFUSED:
                raise
        return self._download(media_id, self.tokens.renewed(token))

    def ticket(self) -> str:
        """Return the ticket that signs pages for the platform's script."""
        return self._tickets.now()

    def person(self, code: str) -> str:
        """Return the openid behind a code that came back from the platform's log-in page; a code works once."""
        query = {
            "appid": self.account.appid,
            "secret": self.account.secret,
            "code": code,
            "grant_type": "authorization_code",
        }
        path = "/sns/oauth2/access_token"
        return str(_checked(self._asked("GET", path, params=query), path).get("openid", ""))

    def _with_token(self, method: str, path: str, **how: Any) -> Json:
        token = self.tokens.now()
        try:
            return self._called(method, path, token, **how)
        except Fault as fault:
            if fault.code not in TOKEN_REFUSED:
                raise
        return self._called(method, path, self.tokens.renewed(token), **how)

    def _called(self, method: str, path: str, token: str, **how: Any) -> Json:
        params = {"access_token": token, **how.pop("params", {})}
        return _checked(self._asked(method, path, params=params, **how), path)

    def _asked(self, method: str, path: str, **how: Any) -> httpx.Response:
        try:
            answer = self._client.request(method, path, **how)
        except httpx.HTTPError as error:
            # Its text may hold the address, and with it the token.
            raise Fault(BUSY, path, type(error).__name__) from None
        if answer.status_code >= 400:
            raise Fault(BUSY, path, f"status {answer.status_code}")
        return answer

    def _download(self, media_id: str, token: str) -> bytes:
        path, data = "/cgi-bin/media/get", bytearray()
        query = {"access_token": token, "media_id": media_id}
        try:
            with self._client.stream("GET", path, params=query, timeout=LONGEST_DOWNLOAD) as answer:
                if answer.status_code >= 400:
                    raise Fault(BUSY, path, f"status {answer.status_code}")
                for chunk in answer.iter_bytes():
                    data += chunk
                    if len(data) > LARGEST_MEDIA:
                        raise Fault(45001, path, "too large")
        except httpx.HTTPError as error:
            raise Fault(BUSY, path, type(error).__name__) from None
        # An error comes as JSON; a file that is JSON itself carries a name.
        if "content-disposition" not in answer.headers and data[:1] == b"{":
            _checked(httpx.Response(200, content=bytes(data)), path)
            raise Fault(40007, path, "no file")
        return bytes(data)

    def _fetch_token(self, force: bool) -> tuple[str, int]:
        body = {
            "grant_type": "client_credential",
            "appid": self.account.appid,
            "secret": self.account.secret,
            "force_refresh": force,
        }
        path = "/cgi-bin/stable_token"
        found = _checked(self._asked("POST", path, json=body), path)
        return _token(found, "access_token", path)

    def _fetch_ticket(self, _force: bool) -> tuple[str, int]:
        path = "/cgi-bin/ticket/getticket"
        return _token(self.get(path, type="jsapi"), "ticket", path)


def _checked(answer: httpx.Response, path: str) -> Json:
    """Return the JSON of an answer that is no error; the platform's errors come with status 200."""
    try:
        found = json.loads(answer.content)
    except ValueError:
        raise Fault(BUSY, path, "not JSON") from None
    if not isinstance(found, dict):
        raise Fault(BUSY, path, "not a JSON object")
    code = found.get("errcode", 0)
    if code:
        raise Fault(code if isinstance(code, int) else BUSY, path)
    return found


def _token(found: Json, name: str, path: str) -> tuple[str, int]:
    value, seconds = found.get(name), found.get("expires_in")
    if not isinstance(value, str) or not value or not isinstance(seconds, int):
        raise Fault(BUSY, path, "no token")
    return value, seconds
