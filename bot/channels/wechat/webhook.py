"""`GET|POST /wechat/{account}`: what the platform pushes is proved, stored, and answered in its own response.

Whatever is wrong with a push, the answer is the same status and the same body. What is acknowledged is stored first;
nothing outside is called here.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.accounts import WechatAccount
from bot.channels import choices
from bot.channels.base import Takes
from bot.channels.wechat import words
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.pushed import IMAGE, VOICE, Consented, Left, Pushed, Results, Said, Sent, pushed
from bot.channels.wechat.xml import BadPush
from bot.errors import Busy, one_refusal
from bot.message import Bubble, Message
from bot.tasks import Tasks
from flows.world import Happened
from storage import notices, wechat, wechat_windows
from storage.engine import Db, Store, StoreUnavailable
from storage.jobs import Jobs

ANSWER_WITHIN = timedelta(seconds=4)
SILENT_FOR = timedelta(seconds=5.5)
FETCH = "wechat_media"
TEMPLATE_LOST = "task_undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """The door of every WeChat account; `envelopes` and `accounts` are by the account's original id.

    `public_url` is where people reach our pages, empty where they do not.
    """

    inbox: Takes
    store: Store
    jobs: Jobs
    tasks: Tasks
    envelopes: Mapping[str, Envelope]
    accounts: Mapping[str, WechatAccount]
    public_url: str
    clock: Callable[[], datetime]

    def routes(self) -> Sequence[BaseRoute]:
        """Return the one address, for verification and for pushes."""
        return (
            Route("/wechat/{account}", self.verify, methods=["GET"]),
            Route("/wechat/{account}", self.hear, methods=["POST"]),
        )

    async def verify(self, request: Request) -> Response:
        """Prove to the platform that this address knows the token."""
        envelope = self._envelope(request)
        try:
            return PlainTextResponse(envelope.verified(request.query_params, self.clock()))
        except BadPush:
            return one_refusal()

    async def hear(self, request: Request) -> Response:
        """Take one push."""
        now, envelope, body = self.clock(), self._envelope(request), await request.body()
        try:
            opened = envelope.open(request.query_params, body, now)
            what = pushed(opened.fields, now + ANSWER_WITHIN)
            if opened.mark and not await asyncio.to_thread(self._is_first, opened.mark, body):
                raise BadPush
            text = await self._answer(what)
        except BadPush:
            return one_refusal()
        except (Busy, StoreUnavailable):
            # Nothing was stored, so the platform must come again. It does when it hears nothing for five seconds;
            # a refusal that came earlier might be shown to the person, or cost all three tries at once.
            await asyncio.sleep((now + SILENT_FOR - self.clock()).total_seconds())
            return PlainTextResponse("busy", status_code=503, headers={"Retry-After": "2"})
        if not text or not isinstance(what, Said | Sent):
            return PlainTextResponse("success")
        sender = what.message.sender
        xml = words.answer_xml(text, to=sender.id, account=sender.account, at=int(now.timestamp()))
        return Response(envelope.seal(xml, now, opened.under), media_type="application/xml")

    async def _answer(self, what: Pushed) -> str:
        """Store what a push brought and return the words to answer with."""
        match what:
            case Said():
                if what.fetch and (what.kind == VOICE or self._takes_papers(what.message)):
                    await asyncio.to_thread(self._fetch_later, what.message, what.kind, what.fetch)
                message = self._spoken(what.message)
                if what.tapped:
                    message = await asyncio.to_thread(self._chosen, message, what.tapped)
                return self._joined(message, await self.inbox.take(message))
            case Sent():
                if not self._takes_papers(what.message):
                    # Nobody knows what a picture shows before it is here.
                    return self._joined(what.message, await self.inbox.take(self._not_here(what)))
                await asyncio.to_thread(self._fetch_later, what.message, IMAGE, what.media_id)
            case Left():
                await asyncio.to_thread(self._write, lambda db: wechat_windows.closed(db, what.sender))
            case Consented():
                await asyncio.to_thread(self._write, lambda db: _keep_consent(db, what))
            case Results():
                await asyncio.to_thread(self._write, lambda db: self._keep_results(db, what))
        return ""

    def _joined(self, message: Message, bubbles: tuple[Bubble, ...]) -> str:
        return words.joined(bubbles, links=self.accounts[message.sender.account].links)

    def _takes_papers(self, message: Message) -> bool:
        return self.accounts[message.sender.account].identity_documents

    def _not_here(self, sent: Sent) -> Message:
        """Say where a picture should be sent instead."""
        name = sent.message.sender.account
        page = {"page": f"{self.public_url}/wechat/{name}/page"} if self.public_url else {}
        return replace(sent.message, happened=Happened(kind="file_not_here", values=page))

    def _chosen(self, message: Message, name: str) -> Message:
        """Return a tap as the words of its choice, or as one on a question that is no longer open."""
        with self.store.reading() as db:
            said = choices.chosen(name, choices.open_now(db, message.sender))
        if said is None:
            # Its words stay on record: a caseworker who holds the conversation reads them.
            return replace(message, happened=Happened(kind="stale_choice"))
        return replace(message, text=said)

    def _spoken(self, message: Message) -> Message:
        """Return a scan of a code as the words it stands for, where the account gave it some."""
        scene = message.happened.values.get("scene", "") if message.happened else ""
        said = self.accounts[message.sender.account].scenes.get(scene, "") if scene else ""
        return replace(message, happened=None, text=said) if said else message

    def _fetch_later(self, message: Message, kind: str, media_id: str) -> None:
        found = wechat.Media(sender=message.sender, message_id=message.id, kind=kind, media_id=media_id)
        with self.store.writing() as db:
            row, new = wechat.keep_media(db, found)
            if new:
                wechat_windows.opened(db, message.sender, message.opens)
                self.jobs.later(db, FETCH, row, row)

    def _keep_results(self, db: Db, results: Results) -> None:
        """Note what became of announcements; one that did not arrive is a person's business."""
        for number, template, good in results.ended:
            notices.ended(db, results.sender, (number, template), good=good)
            if not good:
                key = f"wechat-template:{number or template}"
                self.tasks.open(db, key, TEMPLATE_LOST, sender=results.sender)

    def _write(self, act: Callable[[Db], object]) -> None:
        with self.store.writing() as db:
            act(db)

    def _is_first(self, mark: str, body: bytes) -> bool:
        with self.store.writing() as db:
            return wechat.seen(db, mark, hashlib.sha256(body).hexdigest())

    def _envelope(self, request: Request) -> Envelope:
        envelope = self.envelopes.get(request.path_params["account"])
        if envelope is None:
            raise HTTPException(404)
        return envelope


def _keep_consent(db: Db, consented: Consented) -> None:
    # Each acceptance counts one notice, so a repeated push must not count again.
    if not wechat.first(db, f"consent:{consented.sender.id}:{consented.id}"):
        return
    for template, accepted in consented.answers:
        if consented.settled:
            notices.settled(db, consented.sender, template, accepted=accepted)
        elif accepted:
            notices.accepted(db, consented.sender, template)
