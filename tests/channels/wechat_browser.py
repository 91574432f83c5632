"""The browser inside a resident's WeChat: it follows links, keeps cookies, and logs its person in at the platform.

The program's public address leads to where it listens; every address on the way is kept, to look for what it tells.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from tests.channels.wechat_platform import Platform

MOST_STEPS = 8


class NoSuchHost(Exception):
    """The platform shows an error page (10003): the page's host is not the one that was entered there."""


@dataclass(slots=True, kw_only=True)
class Browser:
    """One person's; `public` is the address entered at the platform for web log-in."""

    platform: Platform
    openid: str
    public: str
    cookies: dict[str, str] = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)

    def opens(self, address: str) -> httpx.Response:
        """Open an address and follow where it leads."""
        for _ in range(MOST_STEPS):
            self.visited.append(address)
            if address.startswith(f"{self.platform.base}/connect/oauth2/authorize"):
                address = self._logged_in(address)
                continue
            answer = self._got(address)
            if not answer.is_redirect:
                return answer
            where = answer.headers["location"]
            address = where if "://" in where else f"{self.public}{where}"
        raise AssertionError("redirected without end")

    def _logged_in(self, address: str) -> str:
        """What the platform's log-in page does: it sends the person back with a code, silently."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["appid"] == self.platform.account.appid
        assert (query["response_type"], query["scope"]) == ("code", "snsapi_base")
        assert address.endswith("#wechat_redirect")
        if urlsplit(query["redirect_uri"]).netloc != urlsplit(self.public).netloc:
            raise NoSuchHost
        code = secrets.token_urlsafe(24)
        self.platform.api.codes[code] = self.openid
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def _got(self, address: str) -> httpx.Response:
        there = address.replace(self.public, self.platform.target, 1).partition("#")[0]
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        answer = httpx.get(there, headers=heads, timeout=90)
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            gone = "max-age=0" in line.lower()
            self.cookies = {k: v for k, v in self.cookies.items() if k != name} | (
                {} if gone else {name: value}
            )
        return answer
