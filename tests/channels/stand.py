"""A program and the platforms it talks to, started together: what the tests of whole channels stand on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.message import Bubble, packed
from cases.case import Case
from cases.queue import of_sender
from storage import turns
from storage.turns import Sender
from tests.channels import telegram_platform, wechat_platform
from tests.channels.loopback import wait_until
from tests.channels.program import wish
from tests.channels.wechat_pushes import Mode
from tests.whole.program import launch, opened, rows
from tests.whole.server import Server

TOKEN = "a-token-of-the-tests-0123456789"
PUBLIC = "https://help.example.gov.cn"
WEBHOOK_SECRET = "webhook_secret-0123456789"
PROGRAM = "tests.channels.program"


@dataclass(slots=True, kw_only=True)
class Stand:
    """One running program between a WeChat and a Telegram; `says` is the folder of what residents may wish for."""

    server: Server
    wechat: wechat_platform.Platform
    telegram: telegram_platform.Platform
    says: Path
    variables: dict[str, str]

    @property
    def client(self) -> httpx.Client:
        """Return a client of the program's API."""
        heads = {"Authorization": f"Bearer {TOKEN}"}
        return httpx.Client(base_url=self.server.base, headers=heads, timeout=90)

    def rest(self, sender: str, text: str, number: int) -> list[dict[str, object]]:
        """Send a message to the REST channel and return the answer."""
        body = {"sender": sender, "message": text, "message_id": f"{sender}/{number}"}
        with self.client as client:
            answer = client.post("/webhooks/rest/webhook", json=body)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        found = answer.json()
        assert isinstance(found, list)
        return found

    def wish(self, name: str, *bubbles: Bubble, seconds: float = 0.0) -> str:
        """Return the words on which the program says just these bubbles, so many seconds later."""
        return wish(self.says, name, *bubbles, seconds=seconds)

    def cases(self, sender: Sender) -> tuple[Case, ...]:
        """Return what a conversation has at the desk."""
        with opened(self.server.data) as store, store.reading() as db:
            return of_sender(db, sender)

    def on_wechat(self, openid: str) -> Sender:
        """Return the sender that a WeChat resident is."""
        return Sender("wechat", self.wechat.account.name, openid)

    def on_telegram(self, chat: int) -> Sender:
        """Return the sender that a Telegram chat is."""
        return Sender("telegram", str(self.telegram.api.bot_id), str(chat))

    def again(self, **more: str) -> None:
        """Start the program anew on the same data, at a port of its own."""
        self.server = launch(self.server.data, PROGRAM, **{**self.variables, **more})
        self._tell()

    def caseworker_says(self, sender: Sender, text: str) -> None:
        """Say something to a resident as the desk does, whether or not they wrote lately."""
        with opened(self.server.data) as store, store.writing() as db:
            held = turns.hold(db, sender)
            words = packed(Bubble(text=text, phrases=("case_requested",)))
            turns.say(db, sender, held.turn, 0, words, held.epoch, by="caseworker:li", always=True)

    def tasks(self) -> int:
        """Count what lies at the desk as a task."""
        with self.client as client:
            return len(client.get("/api/cases", params={"kind": "task"}).json()["cases"])

    def unsent(self, channel: str = "telegram") -> int:
        """Count the words for a channel that wait to be sent or are being sent."""
        where = f"channel = '{channel}' AND status IN ('waiting', 'sending')"
        with sqlite3.connect(f"file:{self.server.data / 'zhangban.sqlite3'}?mode=ro", uri=True) as base:
            return int(base.execute(f"SELECT count(*) FROM outbox WHERE {where}").fetchone()[0])

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return len(rows(self.server.data)[table])

    def _tell(self) -> None:
        self.wechat.target = self.server.base
        self.telegram.reach = {PUBLIC: self.server.base}


@contextmanager
def standing(
    folder: Path,
    *,
    mode: Mode = Mode.SAFE,
    polling: bool = False,
    pace: float = 5.0,
    accounts: str = "",
    **more: str,
) -> Iterator[Stand]:
    """Start both platforms and the program; webhook and token when not polling."""
    wechat = wechat_platform.Platform(mode=mode, pace=pace)
    telegram = telegram_platform.Platform()
    says, data = folder / "says", folder / "data"
    says.mkdir(parents=True)
    data.mkdir(mode=0o700)
    if accounts:
        (data / "accounts.yaml").write_text(accounts, "utf-8")
        (data / "accounts.yaml").chmod(0o600)
    known = wechat.account
    variables = {
        "SAYS": str(says),
        "ZHANGBAN_TODAY": "2026-11-21",
        "ZHANGBAN_REGION": "321100",
        "ZHANGBAN_API_TOKEN": TOKEN,
        "ZHANGBAN_WECHAT_ACCOUNT": known.name,
        "ZHANGBAN_WECHAT_TOKEN": known.token,
        "ZHANGBAN_WECHAT_AES_KEY": "" if mode is Mode.PLAIN else known.aes_key,
        "ZHANGBAN_WECHAT_APPID": known.appid,
        "ZHANGBAN_WECHAT_SECRET": known.secret,
        "ZHANGBAN_WECHAT_API_BASE": wechat.base,
        "ZHANGBAN_TELEGRAM_TOKEN": telegram.api.token,
        "ZHANGBAN_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "ZHANGBAN_TELEGRAM_API_BASE": telegram.base,
        **({} if polling else {"ZHANGBAN_PUBLIC_URL": PUBLIC}),
        **more,
    }
    server = launch(data, PROGRAM, **variables)
    stand = Stand(server=server, wechat=wechat, telegram=telegram, says=says, variables=variables)
    stand._tell()
    try:
        if not polling:
            # It is ready for everybody else a moment before it has told Telegram where to push to.
            wait_until(lambda: telegram.api.webhook.get("url"), "the webhook is registered")
        yield stand
    finally:
        stand.server.stop()
        wechat.stop()
        telegram.stop()


def told(case: Case) -> str:
    """Return what of a case must be the same whichever way the resident came, as text to compare."""
    facts = sorted((fact.fact, str(fact.value), fact.said_by) for fact in case.facts)
    verdict = case.assessment and (case.assessment.answer, case.assessment.ask, case.assessment.unsettled)
    consents = [(one.purpose, one.version, one.given) for one in case.consents]
    whole = [case.kind, case.status, case.benefit, case.region, str(case.due), facts, verdict, consents]
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str)
