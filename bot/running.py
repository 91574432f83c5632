"""What lives from start to stop beside the web server: jobs, the sender, and the look for newer releases.

Turns are taken once a few were rehearsed and jobs run; until then every door but `/healthz` answers 503.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time

# DBOS is imported in a thread while the senders already speak to the database, and brings sqlalchemy.orm along. Half
# imported, that lets every comparison of a column with an enumerated word fail: it is whole before anything begins.
import sqlalchemy.orm  # noqa: F401
import structlog

from bot import left_over, privacy
from bot.alive import Alive
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.release import Released
from bot.sweep import Sweep
from bot.tasks import JOB_FAILED, Tasks
from storage.attempts import Job
from storage.jobs import DbosJobs

POLL_RELEASES = 5.0
# Without a server that says so, the port is taken to be open after this long.
PORT_OPENS = 0.3
SWEEP = "sweep"
SWEEP_AT = time(9, 0)


@dataclass(slots=True, kw_only=True)
class Running:
    """The moving parts; `warm_up` rehearses a few turns so that the first person waits for nothing built on first use.

    `answering` are the channels whose words leave in the answers to pushes. `beside` runs from when turns are taken
    until the stop (a channel that polls), `named_jobs` are the channels' own, `lost` is told the ids of a job of that
    name that failed for good.
    """

    inbox: Inbox
    outbox: Outbox
    released: Released
    jobs: DbosJobs
    sweep: Sweep
    tasks: Tasks
    alive: Alive
    answering: frozenset[str]
    warm_up: Callable[[], None]
    close: Callable[[], None]
    beside: tuple[Callable[[], Awaitable[None]], ...] = ()
    named_jobs: Mapping[str, Job] = field(default_factory=dict)
    lost: Mapping[str, Job] = field(default_factory=dict)
    port: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_ready(self) -> bool:
        """Whether turns are taken."""
        return self.inbox.is_open

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """Start everything, and stop it in the opposite order."""
        await asyncio.to_thread(self._take_up)
        tasks = [
            asyncio.create_task(self.alive.run()),
            asyncio.create_task(self._begin()),
            asyncio.create_task(self._run_beside(self.outbox.run)),
            asyncio.create_task(self._follow_releases()),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(self._stop)

    async def _begin(self) -> None:
        try:
            async with asyncio.timeout(PORT_OPENS):
                await self.port.wait()
        except TimeoutError:
            pass
        try:
            await asyncio.to_thread(self._prepare)
        except Exception as error:  # noqa: BLE001 (the one entrance of starting jobs)
            _log_fault("jobs did not start", error)
            return
        self.inbox.is_open = True
        structlog.get_logger().info("ready")
        await asyncio.gather(*(self._run_beside(part) for part in self.beside))

    async def _run_beside(self, part: Callable[[], Awaitable[None]]) -> None:
        try:
            await part()
        except Exception as error:  # noqa: BLE001 (the one entrance of what runs beside)
            _log_fault("part stopped", error)

    def _take_up(self) -> None:
        self.alive.begin(lambda died: left_over.take_up(self.jobs.store, died, self.answering))

    def _prepare(self) -> None:
        self.warm_up()

        def sweep(_day: str) -> None:
            swept = self.sweep.run()
            structlog.get_logger().info(
                "swept", reminded=swept.reminded, expired=swept.expired, tasks=swept.tasks
            )

        # DBOS marks the functions it is given, which a bound method does not allow.
        def gave_up(name: str, ids: tuple[str, ...], fault: str) -> None:
            self._job_gave_up(name, ids, fault)

        self.jobs.launch({SWEEP: sweep, **self.named_jobs}, {SWEEP: SWEEP_AT}, gave_up)
        # What is loaded by now stays for good: the collector need not walk it again.
        gc.collect()
        gc.freeze()

    def _job_gave_up(self, name: str, ids: tuple[str, ...], fault: str) -> None:
        with self.jobs.store.writing() as db:
            self.tasks.open(db, f"job:{name}:{':'.join(ids)}", JOB_FAILED, values={"job": name})
        if name in self.lost:
            self.lost[name](*ids)
        structlog.get_logger().error("job gave up", job=name, fault=fault)

    async def _follow_releases(self) -> None:
        while True:
            await asyncio.sleep(POLL_RELEASES)
            try:
                newer = await asyncio.to_thread(self.released.newer)
                if newer is not None:
                    await self.inbox.between_turns(lambda newer=newer: self.released.swap(newer))  # type: ignore[misc]
                    structlog.get_logger().info("release in force", release=newer.libraries.release)
            except Exception as error:  # noqa: BLE001 (the one entrance of following releases)
                _log_fault("release not followed", error)

    def _stop(self) -> None:
        self.jobs.stop()
        self.inbox.close()
        self.alive.end()
        self.close()


def _log_fault(event: str, error: Exception) -> None:
    place = privacy.places(error.__traceback__)
    structlog.get_logger().error(event, fault=type(error).__name__, place=place)
