"""Words for a person whose window is closed: a subscription notice, else a template message, else a task for the desk.

A notice goes to who accepted one that was not sent yet. An announcement holds one fact and one action; the words
themselves wait until the person writes, and lead the next answer. Whom no announcement reaches, and who has not come
back after three days, is called by a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from bot.accounts import Mapped, WechatAccount
from bot.channels.base import NotDelivered
from bot.channels.wechat import words
from bot.channels.wechat.api import BUSY, Api, Fault
from bot.message import Bubble
from storage import notices, wechat_windows
from storage.engine import Store
from storage.notices import Status
from storage.turns import Sender

SUBSCRIPTION = "/cgi-bin/message/subscribe/bizsend"
TEMPLATE = "/cgi-bin/message/template/send"
NOT_ACCEPTED = 43101
COMES_BACK_WITHIN = 3 * 24 * 3600.0
# The phrase id under which an account maps everything that has no mapping of its own.
ANY = "default"
# Characters each kind of field takes; the platform refuses longer ones with 47003.
FIELD_LIMITS: Mapping[str, int] = {
    "thing": 20, "phrase": 5, "name": 10, "character_string": 32, "number": 32, "letter": 32, "symbol": 5,
    "const": 20, "phone_number": 17, "car_number": 8,
}  # fmt: skip
WHOLE = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcer:
    """Announces for every account; `public_url` is where a tap on an announcement leads, empty for nowhere."""

    store: Store
    public_url: str

    def announce(self, api: Api, sender: Sender, bubble: Bubble) -> NoReturn:
        """Tell a person that there is something; always raises NotDelivered, with `person` when a human must call."""
        mark = (hashlib.sha256(words.joined([bubble]).encode()).hexdigest(),)
        with self.store.writing() as db:
            before = notices.announce(db, sender, mark)
        if before is not None:
            # A failed one has been a person's task since the platform said so.
            reason, silent = "announced, and the person did not come back", before is Status.FAILED
            raise NotDelivered(reason, after=COMES_BACK_WITHIN, away=True, person=not silent)
        try:
            notice = self._sent(api, sender, bubble)
        except NotDelivered:
            with self.store.writing() as db:
                notices.unannounce(db, sender, mark)
            raise
        with self.store.writing() as db:
            notices.named(db, sender, mark, notice)
            # Who wrote while the call was made is served at once.
            back = wechat_windows.is_open(db, sender)
        raise NotDelivered("announced", after=0.0 if back else COMES_BACK_WITHIN, away=not back)

    def _sent(self, api: Api, sender: Sender, bubble: Bubble) -> str:
        """Announce by the first way there is and return the platform's name for it: a number, else the template."""
        account, last = api.account, "no template is mapped"
        for path, mapped in self._ways(account, sender, bubble):
            try:
                answer = api.post(path, self._body(account, path, mapped, sender, bubble))
            except Fault as fault:
                if fault.code == BUSY:
                    raise NotDelivered(str(fault)) from None
                last = str(fault)
                if fault.code == NOT_ACCEPTED:
                    with self.store.writing() as db:
                        notices.none_left(db, sender, mapped.template)
                continue
            if path == SUBSCRIPTION and not mapped.lasting:
                with self.store.writing() as db:
                    notices.used(db, sender, mapped.template)
            return str(answer.get("msgid") or mapped.template)
        raise NotDelivered(f"outside the window; {last}", after=COMES_BACK_WITHIN, away=True, person=True)

    def _ways(self, account: WechatAccount, sender: Sender, bubble: Bubble) -> tuple[tuple[str, Mapped], ...]:
        """The mapped ways to announce these words: a notice that the person accepted, else a template message."""
        names = (*bubble.phrases, ANY)
        found = (
            (path, table[name])
            for path, table in ((SUBSCRIPTION, account.subscriptions), (TEMPLATE, account.templates))
            for name in names
            if name in table
        )
        with self.store.reading() as db:
            return tuple(
                (path, mapped)
                for path, mapped in found
                if path == TEMPLATE or notices.may(db, sender, mapped.template)
            )

    def _body(
        self, account: WechatAccount, path: str, mapped: Mapped, sender: Sender, bubble: Bubble
    ) -> Mapping[str, object]:
        values = {**dict(bubble.values), WHOLE: bubble.text}
        data = {
            name: {"value": fitted(name, values.get(gap) or bubble.text)}
            for name, gap in mapped.fields.items()
        }
        body: dict[str, object] = {"touser": sender.id, "template_id": mapped.template, "data": data}
        if self.public_url:
            page = f"{self.public_url}/wechat/{account.account}/page"
            body["page" if path == SUBSCRIPTION else "url"] = page
        return body


def fitted(name: str, value: str) -> str:
    """Return a value as a template's field takes it: one line, no longer than its kind allows.

    >>> fitted("phrase1", "one two\\nthree")
    'one …'
    """
    plain = " ".join(words.sendable(value).split())
    limit = FIELD_LIMITS.get(name.rstrip("0123456789"), 32)
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}\u2026"
