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
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tests.channels.loopback import Clock
from tests.channels.wechat_residents import Resident
from tests.channels.wechat_tokens import Tokens

LONGEST_TEXT = 2048
ESCAPED = re.compile(rb"\\u[0-9a-fA-F]{4}")
LIMITS = {"thing": 20, "phrase": 5, "name": 10, "character_string": 32, "phone_number": 17, "const": 20}
NEWEST_MEDIA = 3 * 86400.0
Json = dict[str, Any]
OK: Json = {"errcode": 0, "errmsg": "ok"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the account; `code` is what the platform answered."""

    path: str
    body: Mapping[str, Any]
    code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A connection that breaks, before the call took effect or `after` it did."""

    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """An answer that takes so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a template message, or of a notice when it names its template; `fault` is empty when it came."""

    openid: str
    number: int
    template: str = ""
    fault: str = ""


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
    media: dict[str, tuple[bytes, str, float]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    used_codes: set[str] = field(default_factory=set)
    menu: Json | None = None
    scenes: dict[str, str] = field(default_factory=dict)
    ticket: str = field(default_factory=lambda: secrets.token_hex(32))
    results: asyncio.Queue[Result] = field(default_factory=asyncio.Queue)

    def called(self, path: str) -> list[Call]:
        """Return the calls of one path, in order."""
        return [call for call in self.calls if call.path == path]

    def resident(self, openid: str) -> Resident:
        """Return a person, who is new when the platform never heard of them."""
        return self.residents.setdefault(openid, Resident(openid=openid, clock=self.clock))

    async def answer(self, request: Request) -> Response:
        """Answer one call, in whatever mood the platform is."""
        path, raw = request.url.path, await request.body()
        moods = self.coming.get(f"{path} {(_parsed(raw) or {}).get('touser', '')}") or self.coming.get(path)
        mood = moods.popleft() if moods else None
        match mood:
            case Drop(after=False):
                return broken()
            case Slow(seconds=seconds):
                await asyncio.sleep(seconds)
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
                return self._template(body)
            case "/cgi-bin/message/subscribe/bizsend":
                return self._subscription(body)
            case "/cgi-bin/media/get":
                return self._media(query.get("media_id", ""))
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

    def _template(self, body: Json) -> Json:
        resident = self.residents.get(str(body.get("touser")))
        if resident is None:
            return _error(40003)
        if not resident.follows:
            return _error(43004)
        if fault := self._fields(body):
            return _error(fault)
        number = secrets.randbelow(2**48)
        if resident.fault:
            self.results.put_nowait(Result(openid=resident.openid, number=number, fault=resident.fault))
            return {**OK, "msgid": number}
        resident.sees("template", _values(body))
        self.results.put_nowait(Result(openid=resident.openid, number=number))
        return {**OK, "msgid": number}

    def _subscription(self, body: Json) -> Json:
        resident, wanted = self.residents.get(str(body.get("touser"))), str(body.get("template_id"))
        if resident is None:
            return _error(40003)
        if fault := self._fields(body):
            return _error(fault)
        if not resident.accepted.get(wanted):
            return _error(43101)
        resident.accepted[wanted] -= 1
        number = secrets.randbelow(2**48)
        self.results.put_nowait(
            Result(openid=resident.openid, number=number, template=wanted, fault=resident.fault)
        )
        if not resident.fault:
            resident.sees("subscription", _values(body))
        return dict(OK)

    def _fields(self, body: Json) -> int:
        known = self.templates.get(str(body.get("template_id")))
        if known is None:
            return 40037
        data = body.get("data", {})
        for name in known:
            value = str(data.get(name, {}).get("value", ""))
            limit = LIMITS.get(name.rstrip("0123456789"), 32)
            if not value or len(value) > limit or "\n" in value:
                return 47003
        return 0 if set(data) == set(known) else 47003

    def _menu(self, body: Json) -> int:
        buttons = body.get("button")
        if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
            return 40016
        for button in buttons:
            below = button.get("sub_button", [])
            if len(below) > 5:
                return 40023
            for one in (button, *below):
                if not str(one.get("name", "")) or len(str(one["name"]).encode()) > 60:
                    return 40018
                if not one.get("sub_button") and not one.get("type"):
                    return 40020
                if len(str(one.get("key", "")).encode()) > 128:
                    return 40021
        self.menu = body
        return 0

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

    def _media(self, name: str) -> Json | Response:
        found = self.media.get(name)
        if found is None or self.clock.now() > found[2]:
            return _error(40007)
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(found[0], media_type=found[1], headers=disposition)

    def keep_media(self, data: bytes, kind: str, *, late: float = 0.0) -> str:
        """Keep what a resident sent for three days and return its id; `late` seconds pass before it is there."""
        name = secrets.token_urlsafe(32)
        if late:
            loop = asyncio.get_running_loop()
            loop.call_later(late, self._kept, name, data, kind)
        else:
            self._kept(name, data, kind)
        return name

    def _kept(self, name: str, data: bytes, kind: str) -> None:
        self.media[name] = (data, kind, self.clock.now() + NEWEST_MEDIA)


def json_of(value: Json) -> Response:
    """Return JSON as the platform writes it: raw UTF-8."""
    return Response(json.dumps(value, ensure_ascii=False).encode(), media_type="application/json")


def broken() -> Response:
    """Return an answer that announces more than it holds, whereupon the server cuts the connection."""
    return Response(b"", headers={"Content-Length": "999"})


def _parsed(raw: bytes) -> Json | None:
    try:
        value = json.loads(raw) if raw else {}
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _error(code: int) -> Json:
    return {"errcode": code, "errmsg": "ok" if code == 0 else f"error {code} rid: 0000"}


def _values(body: Json) -> str:
    return "\n".join(str(one.get("value", "")) for one in body.get("data", {}).values())
