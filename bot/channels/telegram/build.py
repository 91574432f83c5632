"""Build the Telegram channel for the bots that are configured; nothing of it is imported where there are none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.routing import BaseRoute

from bot.accounts import TelegramAccount
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.files import Files
from bot.channels.telegram.ground import FETCH, Ground
from bot.channels.telegram.listener import Listener
from bot.channels.telegram.polling import Coming
from bot.channels.telegram.webhook import Webhook
from bot.channels.telegram.words import Telegram
from storage.attempts import Job
from storage.engine import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The built channel: how words leave, and the calls of each bot."""

    accounts: Mapping[str, TelegramAccount]
    secrets: Mapping[str, Sequence[str]]
    calls: Mapping[str, Calls]
    words: Telegram
    public_url: str

    def heard(self, ground: Ground) -> tuple[Sequence[BaseRoute], Sequence[Callable[[], Awaitable[None]]]]:
        """Return the addresses updates are pushed to, and what brings each bot's updates."""
        listeners = {
            bot: Listener(account=account, calls=self.calls[bot], ground=ground)
            for bot, account in self.accounts.items()
        }
        coming = [self._coming(bot, listener, ground) for bot, listener in listeners.items()]
        return Webhook(listeners=listeners, secrets=self.secrets).routes(), [one.run for one in coming]

    def jobs(self, ground: Ground) -> tuple[Mapping[str, Job], Mapping[str, Job]]:
        """Return the channel's jobs by name, and what is told when one of them failed for good."""
        files = Files(accounts=self.accounts, ground=ground)

        # The job engine marks the functions it is given, which a bound method does not allow.
        def fetch(row: str) -> None:
            files.fetch(row)

        def lost(row: str) -> None:
            files.lost(row)

        return {FETCH: fetch}, {FETCH: lost}

    def _coming(self, bot: str, listener: Listener, ground: Ground) -> Coming:
        address = f"{self.public_url}/telegram/{bot}" if self.public_url else ""
        return Coming(
            listener=listener,
            calls=self.calls[bot],
            ground=ground,
            address=address,
            secret=self.secrets[bot][0],
        )


def build(accounts: Mapping[str, TelegramAccount], store: Store, public_url: str) -> Channel:
    """Return the channel of these bots; one without a secret gets one made of our key."""
    calls = {bot: Calls(account) for bot, account in accounts.items()}
    made = {bot: store.vault.mac("telegram webhook", bot.encode()).hex() for bot in accounts}
    return Channel(
        accounts=accounts,
        secrets={bot: account.webhook_secrets or (made[bot],) for bot, account in accounts.items()},
        calls=calls,
        words=Telegram(store=store, calls=calls),
        public_url=public_url,
    )
