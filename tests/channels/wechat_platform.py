"""WeChat as an account meets it: signed pushes, three deliveries with a cut, and a resident's screen.

`Platform` is the whole of it: a loopback server for the account's calls and a pusher of messages and events, in plain,
compatible or safe mode. A delivery is cut after `pace` seconds (five in the world) and made again with the same MsgId.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from tests.channels.loopback import Clock, Loopback
from tests.channels.wechat_answers import Junk, read
from tests.channels.wechat_api import WeChatApi
from tests.channels.wechat_crypt import signature
from tests.channels.wechat_pushes import Account, Fields, Mode, Value, packed, xml_of
from tests.channels.wechat_residents import FAULT_NOTICE, Resident, Shown
from tests.channels.wechat_tokens import Tokens

DELIVERIES = 3


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One push and everything that became of it; `answers` has "cut", a status, or what was answered."""

    openid: str
    answers: list[str] = field(default_factory=list)
    bodies: list[str | None] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the answer, or "" for a bare acknowledgement."""
        return next((body for body in self.bodies if body), "")


class Platform:
    """One account on the platform, and the residents who talk with it; `target` is where the program listens."""

    def __init__(
        self, account: Account | None = None, mode: Mode = Mode.SAFE, *, pace: float = 5.0, target: str = ""
    ) -> None:
        self.account, self.mode, self.pace, self.target = account or Account(), mode, pace, target
        self.clock = Clock()
        tokens = Tokens(appid=self.account.appid, secret=self.account.secret, clock=self.clock)
        self.api = WeChatApi(tokens=tokens, clock=self.clock)
        routes = [Route("/{path:path}", self.api.answer, methods=["GET", "POST"])]
        self.loopback = Loopback(Starlette(routes=routes))
        self.base = self.loopback.base
        self._numbers = itertools.count(23_000_000_000_000_000)
        self._client = httpx.AsyncClient(timeout=None, limits=httpx.Limits(max_connections=100))
        self._results = self.loopback.start(self._tell_results())

    def stop(self) -> None:
        """End the platform."""
        self._results.cancel()
        self.loopback.run(self._client.aclose())
        self.loopback.stop()

    def resident(self, openid: str) -> Resident:
        """Return a person's side of the talk."""
        return self.api.resident(openid)

    def shown(self, openid: str) -> list[Shown]:
        """Return what is on a person's screen."""
        return list(self.resident(openid).shown)

    # What residents do.

    def says(self, openid: str, text: str, **more: str | int) -> Delivery:
        """Send a text and wait until the platform is done with it."""
        return self.loopback.run(self.deliver(self.message(openid, "text", Content=text, **more)))

    def picks(self, openid: str, number: str, label: str) -> Delivery:
        """Tap an entry of a msgmenu, which arrives as a text."""
        return self.says(openid, label, bizmsgmenuid=number)

    def taps(self, openid: str, shown: str) -> Delivery:
        """Tap a link that writes a message."""
        content, name = self.resident(openid).links[shown]
        return self.says(openid, content, bizmsgmenuid=name)

    def sends_photo(self, openid: str, data: bytes, *, late: float = 0.0) -> Delivery:
        """Send a picture, whose bytes may come a moment later than its message."""

        async def send() -> Delivery:
            media = self.api.media.keep(data, "image/jpeg", late=late)
            return await self.deliver(
                self.message(openid, "image", PicUrl="http://mmbiz.example.invalid/0", MediaId=media)
            )

        return self.loopback.run(send())

    def speaks(self, openid: str, recording: bytes, recognition: str | None = None) -> Delivery:
        """Send a voice message, with what the platform recognised, with nothing, or without the field."""

        async def send() -> Delivery:
            media = self.api.media.keep(recording, "audio/amr")
            more = {} if recognition is None else {"Recognition": recognition}
            return await self.deliver(self.message(openid, "voice", MediaId=media, Format="amr", **more))

        return self.loopback.run(send())

    def does(self, openid: str, event: str, **fields: str | int) -> Delivery:
        """Do something that the account hears of as an event: subscribe, SCAN, CLICK, VIEW, unsubscribe."""
        resident = self.resident(openid)
        if event == "unsubscribe":
            resident.follows = False
        elif event in ("subscribe", "SCAN", "CLICK"):
            resident.follows = True
            resident.tapped()
        return self.loopback.run(self.deliver(self.event(openid, event, **fields)))

    def accepts(self, openid: str, template: str, *, word: str = "accept", copies: int = 1) -> list[Delivery]:
        """Answer the question for notices on a page; the account hears of it, perhaps more than once."""
        resident = self.resident(openid)
        if word == "accept":
            resident.accepted[template] = resident.accepted.get(template, 0) + 1
        event = "subscribe_msg_popup_event"
        entry = {"TemplateId": template, "SubscribeStatusString": word, "PopupScene": 2}
        push = self.event(openid, event, SubscribeMsgPopupEvent=[entry])
        return [self.loopback.run(self.deliver(push)) for _ in range(copies)]

    def all_at_once(self, pushes: Sequence[Fields], *, seed: int = 1) -> list[Delivery]:
        """Deliver pushes over parallel connections in an order of chance."""
        mixed = list(pushes)
        Random(seed).shuffle(mixed)

        async def all_of_them() -> list[Delivery]:
            return list(await asyncio.gather(*(self.deliver(one) for one in mixed)))

        return self.loopback.run(all_of_them())

    # What is pushed.

    def message(self, openid: str, kind: str, **fields: str | int) -> Fields:
        """Return the fields of a message with a MsgId of its own."""
        self.resident(openid).wrote()
        return {**self._common(openid, kind), **fields, "MsgId": next(self._numbers)}

    def event(self, openid: str, event: str, **fields: Value) -> Fields:
        """Return the fields of an event, which has no MsgId."""
        return {**self._common(openid, "event"), "Event": event, **fields}

    def _common(self, openid: str, kind: str) -> dict[str, str | int]:
        return {
            "ToUserName": self.account.name,
            "FromUserName": openid,
            "CreateTime": int(time.time()),
            "MsgType": kind,
        }

    def packed(self, xml: bytes, mode: Mode | None = None) -> tuple[dict[str, str], bytes]:
        """Return the query and the body of one delivery, signed anew as each is."""
        return packed(self.account, mode or self.mode, xml)

    async def deliver(self, fields: Fields, *, tries: int = DELIVERIES) -> Delivery:
        """Push until it is answered, three times at most, and show the resident what the platform would."""
        openid = str(fields["FromUserName"])
        delivery, resident = Delivery(openid=openid), self.resident(openid)
        for _ in range(tries):
            begun = time.monotonic()
            answer = await self._once(xml_of(fields))
            delivery.seconds.append(time.monotonic() - begun)
            if isinstance(answer, str):
                delivery.answers.append(answer)
                delivery.bodies.append(None)
                await asyncio.sleep(max(0.0, self.pace - delivery.seconds[-1]))
                continue
            try:
                text = self.read(answer.content, openid)
            except Junk as fault:
                delivery.answers.append(f"junk: {fault}")
                delivery.bodies.append(None)
                break
            delivery.answers.append("text" if text else "success")
            delivery.bodies.append(text)
            if text:
                resident.sees("passive", text)
            return delivery
        resident.sees("fault", FAULT_NOTICE)
        return delivery

    async def _once(self, xml: bytes) -> httpx.Response | str:
        query, body = self.packed(xml)
        try:
            async with asyncio.timeout(self.pace):
                answer = await self.post(query, body)
        except (TimeoutError, httpx.HTTPError):
            return "cut"
        return answer if answer.status_code == 200 else str(answer.status_code)

    async def post(
        self,
        query: Mapping[str, str],
        body: bytes,
        account: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Post anything at all to the account's address."""
        where = f"{self.target}/wechat/{account or self.account.name}"
        heads = {"Content-Type": "text/xml", **(headers or {})}
        return await self._client.post(where, params=dict(query), content=body, headers=heads)

    def run(self, work: Coroutine[Any, Any, Any], seconds: float = 180.0) -> Any:
        """Run something on the platform's loop."""
        return self.loopback.run(work, seconds)

    def verified(self, echo: str) -> httpx.Response:
        """Ask the address to prove that it knows the token, as saving the settings does."""
        at, nonce = str(int(time.time())), secrets.token_hex(5)
        query = {"signature": signature(self.account.token, at, nonce), "timestamp": at, "nonce": nonce}
        where = f"{self.target}/wechat/{self.account.name}"
        return httpx.get(where, params={**query, "echostr": echo}, timeout=90)

    def read(self, body: bytes, openid: str) -> str:
        """Return the text of an answer, "" for an acknowledgement; raises Junk for what residents see as a fault."""
        return read(self.account, self.mode, body, openid)

    async def _tell_results(self) -> None:
        while True:
            result = await self.api.results.get()
            good, number = result.fault == "", result.number
            if result.template:
                entry: dict[str, str | int] = {
                    "TemplateId": result.template, "MsgID": number, "ErrorCode": 0 if good else 1004,
                    "ErrorStatus": result.fault or "success",
                }  # fmt: skip
                push = self.event(result.openid, "subscribe_msg_sent_event", SubscribeMsgSentEvent=[entry])
            else:
                status = "success" if good else f"failed:{result.fault}"
                push = self.event(result.openid, "TEMPLATESENDJOBFINISH", MsgID=number, Status=status)
            await self.deliver(push)
