"""Build the WeChat channel for the accounts that are configured; nothing of it is imported where there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.routing import BaseRoute

from bot.accounts import WechatAccount
from bot.channels.base import Takes
from bot.channels.identity import Identities
from bot.channels.wechat.announcing import Announcer
from bot.channels.wechat.api import Api
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.fetching import Fetching
from bot.channels.wechat.pages import Pages
from bot.channels.wechat.sending import Wechat
from bot.channels.wechat.webhook import FETCH, Webhook
from bot.message import Bubble, Message
from bot.tasks import Tasks
from flows.phrases import Phrases
from storage.attempts import Job
from storage.engine import Store
from storage.jobs import Jobs

CALLS_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the channel stands on; `folder` is for locks, `photos` for sealed files."""

    store: Store
    tasks: Tasks
    folder: Path
    photos: Path
    public_url: str
    clock: Callable[[], datetime]
    phrases: Callable[[], Phrases]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The built channel: how words leave, and the calls behind it."""

    ground: Ground
    accounts: Mapping[str, WechatAccount]
    apis: Mapping[str, Api]
    words: Wechat

    def routes(self, inbox: Takes, jobs: Jobs) -> Sequence[BaseRoute]:
        """Return the addresses the platform pushes to."""
        webhook = Webhook(
            inbox=inbox,
            store=self.ground.store,
            jobs=jobs,
            tasks=self.ground.tasks,
            envelopes={name: Envelope(account) for name, account in self.accounts.items()},
            accounts=self.accounts,
            public_url=self.ground.public_url,
            clock=self.ground.clock,
        )
        return webhook.routes()

    def pages(self, identities: Identities) -> Pages:
        """Return the way from the chat to the web page and back."""
        return Pages(
            apis=self.apis,
            identities=identities,
            store=self.ground.store,
            threads=self.words.threads,
            public_url=self.ground.public_url,
            clock=self.ground.clock,
        )

    def jobs(
        self, take: Callable[[Message], tuple[Bubble, ...]]
    ) -> tuple[Mapping[str, Job], Mapping[str, Job]]:
        """Return the channel's jobs by name, and what is told when one of them failed for good."""
        fetching = Fetching(
            apis=self.apis,
            store=self.ground.store,
            tasks=self.ground.tasks,
            folder=self.ground.photos,
            take=take,
        )

        # The job engine marks the functions it is given, which a bound method does not allow.
        def fetch(row: str) -> None:
            fetching.fetch(row)

        def lost(row: str) -> None:
            fetching.lost(row)

        return {FETCH: fetch}, {FETCH: lost}


def build(accounts: Mapping[str, WechatAccount], ground: Ground) -> Channel:
    """Return the channel of these accounts."""
    apis = {name: Api(account, ground.store, ground.folder) for name, account in accounts.items()}
    words = Wechat(
        apis=apis,
        announcer=Announcer(store=ground.store, public_url=ground.public_url),
        store=ground.store,
        tasks=ground.tasks,
        threads=ThreadPoolExecutor(max_workers=CALLS_AT_ONCE, thread_name_prefix="wechat"),
        phrases=ground.phrases,
    )
    return Channel(ground=ground, accounts=accounts, apis=apis, words=words)
