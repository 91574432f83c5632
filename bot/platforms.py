"""The part of the composition root for WeChat and Telegram: built only where an account is configured."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from bot import clock
from bot.accounts import accounts
from bot.foundation import Foundation
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.tasks import Tasks
from storage.attempts import Job
from storage.jobs import Jobs

if TYPE_CHECKING:
    from bot.channels.telegram.build import Channel
    from bot.channels.wechat.build import Channel as WechatChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """How a platform's updates come in: by which addresses, what runs beside, and which jobs."""

    routes: Sequence[BaseRoute] = ()
    beside: Sequence[Callable[[], Awaitable[None]]] = ()
    jobs: Mapping[str, Job] = field(default_factory=dict)
    lost: Mapping[str, Job] = field(default_factory=dict)


def wechat(ground: Foundation, tasks: Tasks) -> WechatChannel | None:
    """Return the WeChat channel, imported only where an account is configured."""
    known = accounts(ground.settings).wechat
    if not known:
        return None
    from bot.channels.wechat.build import Ground, build

    standing = Ground(
        store=ground.store,
        tasks=tasks,
        folder=ground.settings.data / "locks",
        photos=ground.photos,
        public_url=ground.settings.public_url,
        clock=clock.now,
        phrases=lambda: ground.released.now.libraries.flows.phrases,
    )
    return build(known, standing)


def telegram(ground: Foundation) -> Channel | None:
    """Return the Telegram channel, imported only where a bot is configured."""
    known = accounts(ground.settings).telegram
    if not known:
        return None
    from bot.channels.telegram.build import build

    return build(known, ground.store, ground.settings.public_url)


def hearing(
    channel: Channel | None, ground: Foundation, *, inbox: Inbox, outbox: Outbox, jobs: Jobs, tasks: Tasks
) -> Hearing:
    """Return how the channel hears; nothing where there is none."""
    if channel is None:
        return Hearing()
    from bot.channels.telegram.ground import Ground

    public = ground.settings.public_url
    standing = Ground(
        store=ground.store,
        inbox=inbox,
        take_now=inbox.take_now,
        jobs=jobs,
        tasks=tasks,
        photos=ground.photos,
        phrases=lambda: ground.released.now.libraries.flows.phrases,
        page=f"{public}/chat" if public else "",
        nudge=outbox.nudge,
    )
    routes, beside = channel.heard(standing)
    named, lost = channel.jobs(standing)
    return Hearing(routes=routes, beside=beside, jobs=named, lost=lost)
