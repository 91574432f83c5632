"""Who may use the API: the holder of ZHANGBAN_API_TOKEN, or, without a token, programs on this machine only.

A request that came through a proxy is not from this machine, whatever its address says.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.errors import api_error
from bot.settings import BadSettings, Settings

Endpoint = Callable[[Request], Awaitable[Response]]
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The rule for every API door; `token` is empty when none is set."""

    token: str

    def may(self, request: Request) -> bool:
        """Tell whether this request carries the token, or needs none."""
        if not self.token:
            return not any(
                name in request.headers or name.startswith("x-forwarded-") for name in _seen(request)
            )
        given = request.headers.get("authorization", "")
        scheme, _, token = given.partition(" ")
        known = hmac.compare_digest(token.strip().encode("utf-8", "replace"), self.token.encode())
        return scheme.lower() == "bearer" and known

    def tokened(self, endpoint: Endpoint) -> Endpoint:
        """Return the endpoint behind the rule; anybody else gets 401 and a sentence."""

        async def guarded(request: Request) -> Response:
            if self.may(request):
                return await endpoint(request)
            remedy = "send the header 'Authorization: Bearer <ZHANGBAN_API_TOKEN>'"
            if not self.token:
                remedy = (
                    "set ZHANGBAN_API_TOKEN and send it as a bearer token: this request came through a proxy"
                )
            return api_error(
                401, "authorization", "is missing or wrong", remedy, {"WWW-Authenticate": "Bearer"}
            )

        return guarded


def _seen(request: Request) -> tuple[str, ...]:
    return tuple(name for name in request.headers if name in _PROXIED or name.startswith("x-forwarded-"))


def access(settings: Settings) -> Access:
    """Return the rule; raises BadSettings when an open API could be reached from another machine."""
    if not settings.api_token:
        outside = (
            "" if settings.loopback else f"ZHANGBAN_HOST is {settings.host}, which other machines can reach"
        )
        if settings.public_url:
            outside = "ZHANGBAN_PUBLIC_URL is set, so other machines reach this server"
        if outside:
            raise BadSettings(
                f"{outside}, and ZHANGBAN_API_TOKEN is not set; set a token, or serve on 127.0.0.1 only."
            )
    return Access(token=settings.api_token)
