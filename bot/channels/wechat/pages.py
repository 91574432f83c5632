"""From the chat to the web page as the same person: the platform says who taps, and no address holds who it is.

The state is bound to the browser by a cookie and good for one return; the code works once at the platform. A page that
was opened so speaks in the chat's own conversation for thirty days.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.identity import Identities, stored_name
from bot.channels.web import web_sender
from bot.channels.wechat.api import Api, Fault
from bot.channels.wechat.pushed import CHANNEL
from storage import wechat, wechat_pages
from storage.engine import Store
from storage.turns import Sender

CHAT = "/chat"
STATE_SECONDS = 600
LINKED_DAYS = 30
LOG_IN = "https://open.weixin.qq.com"
PLATFORM = "https://api.weixin.qq.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The way to the page and back, and the signature the platform's script asks a page for."""

    apis: Mapping[str, Api]
    identities: Identities
    store: Store
    threads: Executor
    public_url: str
    clock: Callable[[], datetime]

    def routes(self) -> Sequence[BaseRoute]:
        """Return the addresses."""
        return (
            Route("/wechat/{account}/page", self.leave, methods=["GET"]),
            Route("/wechat/{account}/back", self.come_back, methods=["GET"]),
            Route("/wechat/{account}/jssdk", self.sign, methods=["GET"]),
        )

    async def leave(self, request: Request) -> Response:
        """Send a person who tapped a link by way of the platform, which sends them back with a code."""
        api = self._api(request)
        if not self.public_url or not api.account.appid:
            return RedirectResponse(CHAT, status_code=303)
        state = secrets.token_urlsafe(32)
        back = quote(f"{self.public_url}/wechat/{api.account.account}/back", safe="")
        base = LOG_IN if api.account.api_base == PLATFORM else api.account.api_base
        where = (
            f"{base}/connect/oauth2/authorize?appid={quote(api.account.appid)}&redirect_uri={back}"
            f"&response_type=code&scope=snsapi_base&state={state}#wechat_redirect"
        )
        response = RedirectResponse(where, status_code=303)
        response.set_cookie(
            self._cookie,
            _digest(state),
            max_age=STATE_SECONDS,
            path="/",
            secure=self.identities.secure,
            httponly=True,
            samesite="lax",
        )
        return response

    async def come_back(self, request: Request) -> Response:
        """Take the code that the platform sent a person back with; without a good one the page opens as anybody's."""
        api = self._api(request)
        state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
        response = RedirectResponse(CHAT, status_code=303)
        response.delete_cookie(self._cookie, path="/", secure=self.identities.secure, httponly=True)
        known = request.cookies.get(self._cookie, "").encode("utf-8", "replace")
        bound = hmac.compare_digest(_digest(state).encode(), known)
        if not bound or not state or not 0 < len(code) <= 512:
            return response
        identity = self.identities.new()
        loop = asyncio.get_running_loop()
        if await loop.run_in_executor(self.threads, self._link, api, state, code, identity):
            self.identities.remember(response, identity)
        return response

    async def sign(self, request: Request) -> Response:
        """Return what the platform's script needs on one of our own pages."""
        api, page = self._api(request), request.query_params.get("url", "").partition("#")[0]
        if not self.public_url or not (page == self.public_url or page.startswith(f"{self.public_url}/")):
            raise HTTPException(404)
        loop = asyncio.get_running_loop()
        try:
            ticket = await loop.run_in_executor(self.threads, api.ticket)
        except Fault as fault:
            structlog.get_logger().warning("no ticket", code=fault.code)
            raise HTTPException(503) from None
        signed = signature(ticket, page, secrets.token_hex(8), int(self.clock().timestamp()))
        body = json.dumps({"appId": api.account.appid, **signed})
        return Response(body, media_type="application/json")

    def speaks_as(self, identity: str) -> Sender:
        """Return in whose conversation a page speaks: the chat's it was opened from, else its own."""
        with self.store.reading() as db:
            return wechat_pages.linked(db, stored_name(identity)) or web_sender(identity)

    def _link(self, api: Api, state: str, code: str, identity: str) -> bool:
        with self.store.writing() as db:
            if not wechat.first(db, f"state:{state}"):
                return False
        try:
            openid = api.person(code)
        except Fault as fault:
            structlog.get_logger().warning("code not taken", code=fault.code)
            return False
        if not openid:
            return False
        sender = Sender(CHANNEL, api.account.account, openid)
        with self.store.writing() as db:
            wechat_pages.link_page(db, stored_name(identity), sender, days=LINKED_DAYS)
        return True

    def _api(self, request: Request) -> Api:
        api = self.apis.get(request.path_params["account"])
        if api is None:
            raise HTTPException(404)
        return api

    @property
    def _cookie(self) -> str:
        return "__Host-zhangban-state" if self.identities.secure else "zhangban-state"


def signature(ticket: str, url: str, nonce: str, at: int) -> Mapping[str, object]:
    """Return timestamp, nonceStr and the signature over them, the ticket and the page's address without `#…`."""
    plain = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={at}&url={url}"
    # SHA-1 is the platform's choice.
    signed = hashlib.sha1(plain.encode()).hexdigest()  # noqa: S324
    return {"timestamp": at, "nonceStr": nonce, "signature": signed}


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()
