"""Words that do not leave in an answer: by custom/send while the person's window is open, else by an announcement.

Every refusal of the platform has its way here: wait, mend and try once more, announce by template, or a person's task.
The quotas are counted by us to save refused calls; the platform is the judge.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import ClassVar

from bot.channels.base import NotDelivered
from bot.channels.wechat import words
from bot.channels.wechat.announcing import COMES_BACK_WITHIN, Announcer
from bot.channels.wechat.api import BUSY, TOKEN_REFUSED, Api, Fault
from bot.channels.wechat.pushed import CHANNEL
from bot.message import Bubble, Message, packed
from bot.tasks import Tasks
from flows.phrases import Phrases
from storage import wechat_windows
from storage.engine import Db, Store
from storage.turns import Sender
from storage.wechat_windows import Before, Leave

SEND = "/cgi-bin/message/custom/send"
TOO_LONG, ESCAPES = 45002, 40033
OUT_OF_WINDOW, OVER_COUNT = 45015, 45047
# Seconds after which a refused send may succeed; what is not named here can only be mended by a person.
WAITS: Mapping[int, float | None] = {
    BUSY: None,
    OVER_COUNT: 300.0,
    45011: 20.0,
    45009: 1800.0,
    40164: 300.0,
    40125: 300.0,
    40013: 300.0,
    **dict.fromkeys(TOKEN_REFUSED, None),
}
# What the account's administrator must hear of: quota, permission, restriction, whitelist, secret.
ADMINISTRATOR = frozenset({45009, 48001, 50002, 40164, 40125, 40013})
TROUBLE = "task_wechat_account"
REST_WAITS = "rest_waits"
# Bytes that the phrase above takes at most.
ROOM = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Wechat:
    """The channel as turns and the outbox see it; `apis` are by account, calls are made on `threads`."""

    name: ClassVar[str] = CHANNEL

    apis: Mapping[str, Api]
    announcer: Announcer
    store: Store
    tasks: Tasks
    threads: Executor
    phrases: Callable[[], Phrases]
    _done: dict[Sender, tuple[str, int]] = field(default_factory=dict)

    def cut(self, bubbles: tuple[Bubble, ...]) -> tuple[Bubble, ...]:
        """Return the same words in pieces of at most 2,048 bytes, with room for how to get the rest."""
        return words.cut(bubbles, words.LIMIT - ROOM)

    def fits(self, bubbles: Sequence[Bubble]) -> bool:
        """Tell whether these are one text."""
        return words.fits(bubbles)

    def heard(self, db: Db, message: Message) -> Before:
        """Count anew what we may say to a person who wrote or tapped; return how they stood before."""
        # What was half said leads the answer whole.
        self._done.pop(message.sender, None)
        return wechat_windows.opened(db, message.sender, message.opens)

    async def send(self, sender: Sender, bubble: Bubble) -> None:
        """Deliver one bubble, in as many texts as it takes; raises NotDelivered.

        A text the platform took is not sent again when a later one of the same bubble fails.
        """
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.threads, self.deliver, sender, bubble)

    def deliver(self, sender: Sender, bubble: Bubble) -> None:
        """Do the same on this thread."""
        api = self.apis.get(sender.account)
        if api is None:
            raise NotDelivered("this account is not configured", final=True)
        key = hashlib.sha256(packed(bubble)).hexdigest()
        links = api.account.links
        texts = (words.joined([piece], links=links) for piece in self.cut((bubble,)))
        pieces = [text for text in texts if text]
        known, done = self._done.pop(sender, (key, 0))
        for place, text in list(enumerate(pieces))[done if known == key else 0 :]:
            try:
                self._say(api, sender, bubble, text, more=place < len(pieces) - 1)
            except NotDelivered as error:
                if place and not error.final and not error.away:
                    self._done[sender] = (key, place)
                raise

    def _say(self, api: Api, sender: Sender, bubble: Bubble, text: str, *, more: bool) -> None:
        """Send one text; the last that may be sent says how to get the rest, where `more` or other words follow."""
        with self.store.writing() as db:
            leave, used = wechat_windows.take(db, sender)
            last = (
                leave is Leave.OPEN
                and not wechat_windows.left(db, sender)
                and (more or wechat_windows.queued(db, sender) > 1)
            )
        if leave is Leave.CLOSED:
            self.announcer.announce(api, sender, bubble)
        if leave is Leave.SPENT:
            raise NotDelivered("quota spent", after=WAITS[OVER_COUNT])
        try:
            self._send(api, sender, f"{text}\n{self._rest_waits()}" if last else text)
        except Fault as fault:
            self._refused(api, sender, bubble, fault, used)

    def _rest_waits(self) -> str:
        return self.phrases().render(REST_WAITS, {})

    def _send(self, api: Api, sender: Sender, text: str) -> None:
        """Send one text; one that the platform finds too long goes in halves, one with an escape without it."""
        try:
            api.post(SEND, {"touser": sender.id, "msgtype": "text", "text": {"content": text}})
        except Fault as fault:
            if fault.code == TOO_LONG and words.size(text) > 200:
                for part in words.cut_text(text, words.size(text) * 2 // 3):
                    self._send(api, sender, part)
            elif fault.code == ESCAPES and "\\" in text:
                self._send(api, sender, text.replace("\\", "\uff3c"))
            else:
                raise

    def _refused(self, api: Api, sender: Sender, bubble: Bubble, fault: Fault, used: str) -> None:
        with self.store.writing() as db:
            wechat_windows.give_back(db, sender, used)
            if fault.code == OUT_OF_WINDOW:
                wechat_windows.closed(db, sender)
            elif fault.code == OVER_COUNT:
                wechat_windows.spent(db, sender)
            elif fault.code in ADMINISTRATOR:
                key = f"wechat:{sender.account}:{fault.code}:{self.tasks.today().isoformat()}"
                self.tasks.open(db, key, TROUBLE, values={"code": str(fault.code)})
        if fault.code == OUT_OF_WINDOW:
            self.announcer.announce(api, sender, bubble)
        if fault.code in ADMINISTRATOR and fault.code not in WAITS:
            # Nothing can be sent for days, perhaps; an answer to the person's next message still can.
            raise NotDelivered(str(fault), after=COMES_BACK_WITHIN, away=True, person=True) from None
        known = fault.code in WAITS
        raise NotDelivered(str(fault), final=not known, after=WAITS.get(fault.code)) from None
