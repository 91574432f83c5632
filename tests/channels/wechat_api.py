"""The calls an account makes to WeChat: answered as documented, with the platform's limits, moods and error codes.

Errors come with status 200 and a number. Any call can be told to fail once: with an error code, a status, a dropped
connection or a delay.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tests.channels.loopback import Clock
from tests.channels.moods import Drop, Slow, broken, next_of
from tests.channels.wechat_media import Media
from tests.channels.wechat_menu import menu_fault
from tests.channels.wechat_notices import Result, Templates, subscription, template
from tests.channels.wechat_residents import Resident
from tests.channels.wechat_tokens import Tokens

LONGEST_TEXT = 2048
ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
Json = dict[str, Any]
OK: Json = {"errcode": 0, "errmsg": "ok"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the account; `code` is what the platform answered."""

    path: str
    body: Mapping[str, Any]
    code: int


Mood = int | Drop | Slow
"""An error code, or an HTTP status from 400 to 599, or a broken or slow connection."""


@dataclass(slots=True, kw_only=True)
class WeChatApi:
    """The platform's side of one account; moods in `coming` are used up one for each call of their path, or of
    path and person (`/cgi-bin/… openid`)."""

    tokens: Tokens
    clock: Clock
    residents: dict[str, Resident] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    coming: defaultdict[str, deque[Mood]] = field(default_factory=lambda: defaultdict(deque))
    busy: float = 0.0
    chance: Random = field(default_factory=lambda: Random(7))
    allowed: bool = True
    left_today: dict[str, int] = field(default_factory=dict)
    templates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    used_codes: set[str] = field(default_factory=set)
    menu: Json | None = None
    scenes: dict[str, str] = field(default_factory=dict)
    ticket: str = field(default_factory=lambda: secrets.token_hex(32))
    results: asyncio.Queue[Result] = field(default_factory=asyncio.Queue)
    media: Media = field(init=False)

    def __post_init__(self) -> None:
        self.media = Media(clock=self.clock)

    def called(self, path: str) -> list[Call]:
        """Return the calls of one path, in order."""
        return [call for call in self.calls if call.path == path]

    def resident(self, openid: str) -> Resident:
        """Return a person, who is new when the platform never heard of them."""
        return self.residents.setdefault(openid, Resident(openid=openid, clock=self.clock))

    async def answer(self, request: Request) -> Response:
        """Answer one call, in whatever mood the platform is."""
        path, raw = request.url.path, await request.body()
        mood = await next_of(self.coming, f"{path} {(_parsed(raw) or {}).get('touser', '')}", path)
        match mood:
            case Drop(after=False):
                return broken()
            case int() if 400 <= mood < 600:
                return PlainTextResponse("<html>bad gateway</html>", status_code=mood)
        answered = self._answered(request, path, raw, mood if isinstance(mood, int) else 0)
        if isinstance(mood, Drop):
            return broken()
        return answered if isinstance(answered, Response) else json_of(answered)

    def _answered(self, request: Request, path: str, raw: bytes, mood: int) -> Json | Response:
        body = _parsed(raw)
        result: Json | Response
        if mood:
            result = _error(mood)
        elif body is None:
            result = _error(47001)
        elif fault := self._before(request, path, raw):
            result = _error(fault)
        else:
            result = self._do(path, body, dict(request.query_params))
        code = 0 if isinstance(result, Response) else int(result.get("errcode", 0))
        self.calls.append(Call(path=path, body=body or {}, code=code))
        return result

    def _before(self, request: Request, path: str, raw: bytes) -> int:
        """Return what stands against any call at all."""
        if path in ("/cgi-bin/stable_token", "/cgi-bin/token", "/sns/oauth2/access_token"):
            return 0 if self.allowed or path.startswith("/sns/") else 40164
        if fault := self.tokens.fault_of(request.query_params.get("access_token", "")):
            return fault
        if not self.allowed:
            return 40164
        if self.chance.random() < self.busy:
            return -1
        if ESCAPED.search(raw):
            return 40033
        left = self.left_today.get(path)
        if left is not None:
            self.left_today[path] = left - 1
            return 45009 if left <= 0 else 0
        return 0

    def _do(self, path: str, body: Json, query: Mapping[str, str]) -> Json | Response:
        match path:
            case "/cgi-bin/stable_token":
                return self.tokens.fetch(body)
            case "/cgi-bin/message/custom/send":
                return _error(self._custom(body))
            case "/cgi-bin/message/custom/typing":
                resident = self.residents.get(str(body.get("touser")))
                return _error(resident.typing(str(body.get("command"))) if resident else 40003)
            case "/cgi-bin/message/template/send":
                return self._notice(body, template)
            case "/cgi-bin/message/subscribe/bizsend":
                return self._notice(body, subscription)
            case "/cgi-bin/media/get":
                return self.media.download(query.get("media_id", "")) or _error(40007)
            case _:
                return self._rest(path, body, query)

    def _rest(self, path: str, body: Json, query: Mapping[str, str]) -> Json | Response:
        match path:
            case "/cgi-bin/menu/create":
                return _error(self._menu(body))
            case "/cgi-bin/menu/get":
                return {"menu": self.menu} if self.menu else _error(46003)
            case "/cgi-bin/get_current_selfmenu_info":
                return {"is_menu_open": int(self.menu is not None), "selfmenu_info": self.menu or {}}
            case "/cgi-bin/qrcode/create":
                return self._scene(body)
            case "/cgi-bin/ticket/getticket":
                return {**OK, "ticket": self.ticket, "expires_in": 7200}
            case "/sns/oauth2/access_token":
                return self._oauth(query)
            case "/cgi-bin/getcallbackip" | "/cgi-bin/get_api_domain_ip":
                return {"ip_list": ["127.0.0.1"]}
            case "/cgi-bin/callback/check":
                return {"dns": [{"ip": "127.0.0.1", "real_operator": "UNICOM"}], "ping": []}
            case "/cgi-bin/openapi/quota/get":
                left = self.left_today.get(str(body.get("cgi_path")), 500000)
                return {**OK, "quota": {"daily_limit": 500000, "used": 500000 - left, "remain": left}}
            case _:
                return _error(40066)

    def _custom(self, body: Json) -> int:
        resident = self.residents.get(str(body.get("touser")))
        if resident is None:
            return 40003
        choices: tuple[tuple[str, str], ...] = ()
        match body.get("msgtype"):
            case "text":
                how, content = "custom", str(body.get("text", {}).get("content", ""))
                text = content
            case "msgmenu":
                how, menu = "menu", body.get("msgmenu", {})
                choices = tuple((str(one["id"]), str(one["content"])) for one in menu.get("list", ()))
                text = f"{menu.get('head_content', '')}\n{menu.get('tail_content', '')}".strip("\n")
                content = text + "".join(label for _, label in choices)
            case _:
                return 40008
        if not content.strip():
            return 44004
        if len(content.encode()) > LONGEST_TEXT:
            return 45002
        if fault := resident.take_quota():
            return fault
        resident.sees(how, text, choices)
        return 0

    def _notice(self, body: Json, send: Callable[[Resident | None, Json, Templates], Result | int]) -> Json:
        result = send(self.residents.get(str(body.get("touser"))), body, self.templates)
        if isinstance(result, int):
            return _error(result)
        self.results.put_nowait(result)
        return dict(OK) if result.template else {**OK, "msgid": result.number}

    def _menu(self, body: Json) -> int:
        fault = menu_fault(body)
        self.menu = self.menu if fault else body
        return fault

    def _scene(self, body: Json) -> Json:
        scene = body.get("action_info", {}).get("scene", {})
        name = str(scene.get("scene_str") or scene.get("scene_id") or "")
        if not 1 <= len(name) <= 64:
            return _error(40053)
        ticket = secrets.token_urlsafe(48)
        self.scenes[ticket] = name
        return {"ticket": ticket, "url": f"https://example.invalid/q/{ticket}", "expire_seconds": 2592000}

    def _oauth(self, query: Mapping[str, str]) -> Json:
        code = query.get("code", "")
        if (query.get("appid"), query.get("secret")) != (self.tokens.appid, self.tokens.secret):
            return _error(40125)
        if code in self.used_codes:
            return _error(40163)
        if code not in self.codes:
            return _error(40029)
        self.used_codes.add(code)
        token = {"access_token": secrets.token_hex(16), "expires_in": 7200, "refresh_token": "r"}
        return {**token, "openid": self.codes[code], "scope": "snsapi_base"}


def json_of(value: Json) -> Response:
    """Return JSON as the platform writes it: raw UTF-8."""
    return Response(json.dumps(value, ensure_ascii=False).encode(), media_type="application/json")


def _parsed(raw: bytes) -> Json | None:
    try:
        value = json.loads(raw) if raw else {}
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _error(code: int) -> Json:
    return {"errcode": code, "errmsg": "ok" if code == 0 else f"error {code} rid: 0000"}
