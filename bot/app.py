"""The composition root: every part of the server is built here once, by hand, and handed to who needs it.

Nothing is built at import: whoever serves calls `build` in the process that serves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot import clock, faces, openapi, platforms, region
from bot.access import Access, access
from bot.alive import Alive
from bot.channels.base import Pushes
from bot.channels.callback import Callback
from bot.channels.identity import Identities
from bot.channels.parse import Parse
from bot.channels.rest import Rest
from bot.channels.talk import Talks
from bot.channels.web import Web, web_sender
from bot.foundation import Foundation, lay
from bot.greeting import greeting
from bot.guard import Guard
from bot.health import Health
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.outbox import Outbox
from bot.parts import Answers, Parts
from bot.rehearsal import rehearse
from bot.running import Running
from bot.settings import Settings
from bot.shell import Shell, http_error
from bot.sweep import Sweep
from bot.tasks import Tasks
from bot.tracker import tracker
from bot.turn import turn
from storage.jobs import DbosJobs

if TYPE_CHECKING:
    from bot.channels.telegram.build import Channel as TelegramChannel
    from bot.channels.wechat.build import Channel as WechatChannel

STATIC = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The built server: the web application, and what runs beside it."""

    app: Starlette
    running: Running
    foundation: Foundation


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What every door leads to: the ground, the turn's parts, the inbox, and the channels that push."""

    ground: Foundation
    parts: Parts
    metrics: Metrics
    inbox: Inbox
    access: Access
    jobs: DbosJobs
    tasks: Tasks
    callback: Callback | None
    wechat: WechatChannel | None
    telegram: TelegramChannel | None

    @property
    def pushing(self) -> Mapping[str, Pushes]:
        """The channels whose words we send ourselves, by name."""
        wechat, telegram = self.wechat, self.telegram
        built = (self.callback, wechat.words if wechat else None, telegram.words if telegram else None)
        return {channel.name: channel for channel in built if channel is not None}

    @property
    def pushed(self) -> frozenset[str]:
        """Their names."""
        return frozenset(self.pushing)


def build(settings: Settings) -> Starlette:
    """Return the web application, everything behind it built; raises BadSettings or BadLibrary."""
    return assemble(settings, print).app


def assemble(settings: Settings, tell: Callable[[str], None]) -> Program:
    """Build the whole program; raises BadSettings when it could be misused, BadLibrary with every fault."""
    allowed = access(settings)
    core = _core(lay(settings, tell), allowed)
    outbox = Outbox(core.ground.store, core.pushing, core.tasks.undelivered)
    hearing = platforms.hearing(
        core.telegram, core.ground, inbox=core.inbox, outbox=outbox, jobs=core.jobs, tasks=core.tasks
    )
    running = _running(core, outbox, hearing)
    return Program(app=_web(core, running, hearing), running=running, foundation=core.ground)


def make_parts(
    ground: Foundation, pushed: frozenset[str] = frozenset(), answering: Mapping[str, Answers] | None = None
) -> Parts:
    """Return what a turn needs."""
    return Parts(
        store=ground.store,
        released=ground.released,
        photos=ground.photos,
        region=ground.region,
        today=lambda: clock.today(ground.settings),
        pushed=pushed,
        answering=answering or {},
    )


def make_tasks(ground: Foundation) -> Tasks:
    """Return what opens tasks for people."""
    return Tasks(released=ground.released, region=ground.region, today=lambda: clock.today(ground.settings))


def _core(ground: Foundation, allowed: Access) -> Core:
    address = ground.settings.callback_url
    metrics, tasks = Metrics(), make_tasks(ground)
    wechat, telegram = platforms.wechat(ground, tasks), platforms.telegram(ground)
    parts = make_parts(
        ground,
        frozenset([*([Callback.name] if address else []), *([telegram.words.name] if telegram else [])]),
        {wechat.words.name: wechat.words} if wechat else {},
    )
    inbox = Inbox(lambda message: turn(parts, message), metrics)
    client = httpx.AsyncClient(follow_redirects=False)
    callback = Callback(inbox=inbox, access=allowed, address=address, client=client)
    return Core(
        ground=ground,
        parts=parts,
        metrics=metrics,
        inbox=inbox,
        access=allowed,
        jobs=DbosJobs(store=ground.store, folder=ground.settings.data / "slots"),
        tasks=tasks,
        callback=callback if address else None,
        wechat=wechat,
        telegram=telegram,
    )


def _running(core: Core, outbox: Outbox, hearing: platforms.Hearing) -> Running:
    ground, tasks = core.ground, core.tasks
    named, lost = core.wechat.jobs(core.inbox.take_now) if core.wechat else ({}, {})
    return Running(
        inbox=core.inbox,
        outbox=outbox,
        released=ground.released,
        jobs=core.jobs,
        named_jobs={**named, **hearing.jobs},
        lost={**lost, **hearing.lost},
        beside=tuple(hearing.beside),
        sweep=Sweep(
            store=ground.store,
            tasks=tasks,
            take=core.inbox.take_now,
            pushed=core.pushed,
            photos=ground.photos,
        ),
        tasks=tasks,
        alive=Alive(ground.settings.data / "alive", outbox.worker, clock.now),
        answering=frozenset(core.parts.answering),
        warm_up=lambda: rehearse(core.parts),
        close=ground.store.close,
    )


def _web(core: Core, running: Running, hearing: platforms.Hearing) -> Starlette:
    templates = faces.make_templates(core.ground)
    guard = Guard(store=core.ground.store, templates=templates, secure=core.ground.settings.secure)

    def plain_page(status: int) -> str:
        return str(templates.get_template("plain.html").render(status=status))

    routes = [
        *_own(core, running),
        *_channels(core, templates),
        *hearing.routes,
        *guard.routes(),
        *faces.offices(core.ground, core.access, templates, guard, core.parts),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return Starlette(
        routes=routes,
        lifespan=running.lifespan,
        middleware=[Middleware(Shell, page=plain_page, https=core.ground.settings.secure)],
        exception_handlers={HTTPException: http_error(plain_page)},
    )


def _own(core: Core, running: Running) -> Sequence[BaseRoute]:
    health = Health(
        access=core.access,
        metrics=core.metrics,
        store=core.ground.store,
        is_ready=lambda: running.is_ready,
        pushed=core.pushed,
        api=openapi.description(),
    )
    return health.routes()


def _channels(core: Core, templates: Environment) -> Sequence[BaseRoute]:
    ground, released = core.ground, core.ground.released
    key = ground.store.vault.mac("page identity", b"")
    identities = Identities(key=key, secure=ground.settings.secure)
    pages = core.wechat.pages(identities) if core.wechat else None
    web = Web(
        inbox=core.inbox,
        identities=identities,
        templates=templates,
        talks=Talks(store=ground.store, greeting=lambda: greeting(core.parts), pushed=core.pushed),
        speaks_as=pages.speaks_as if pages else web_sender,
    )
    rest = Rest(
        inbox=core.inbox,
        access=core.access,
        tracker=lambda sender: tracker(core.parts, sender),
        resolve=lambda name: region.resolve(released.now.libraries.policies.regions, name),
    )
    parse = Parse(
        access=core.access,
        understanding=lambda: released.now.understanding,
        today=core.parts.today,
    )
    callback = core.callback.routes() if core.callback else ()
    wechat = (*core.wechat.routes(core.inbox, core.jobs), *pages.routes()) if core.wechat and pages else ()
    return (*web.routes(), *rest.routes(), *parse.routes(), *callback, *wechat)
