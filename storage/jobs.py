"""Work for later, asked for in the same transaction as its cause: done when it commits, never otherwise.

DBOS stands behind it. It costs two seconds to import, so nothing here imports it before `launch`, which runs
in a thread after the port is open; until then jobs wait in a table of ours. A job's arguments are ids only,
since they are stored in the clear. After a crash a job runs again from its start, so what it does to the
outside carries a key.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from storage import handover
from storage.attempts import GaveUp, Job, register
from storage.engine import Db, Store, open_for_jobs
from storage.slots import Slot, dead_slots, take_slot

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSConfig, EnqueueOptions
    from sqlalchemy import Engine

APPLICATION = "zhangban"
# A constant: by default it is a digest of the source, and jobs of an older one would never run again.
VERSION = "1"
QUEUE = "jobs"
POLL_SECONDS = 0.2
TEND_SECONDS = 1.0
DEAD_SLOTS_EVERY = 10
# The day of a daily job is the day in China, whatever the machine's zone; China has no summer time.
CHINA = timezone(timedelta(hours=8))

log = logging.getLogger(__name__)


class Jobs(Protocol):
    """What asks for work to be done later."""

    def later(self, db: Db, name: str, key: str, *ids: str, not_before: datetime | None = None) -> None:
        """Ask for a job in this transaction; the same name and key again, however late, changes nothing."""


class UnknownJob(Exception):
    """A job was asked for by a name that no function was given for at launch."""


@dataclass(slots=True, kw_only=True)
class DbosJobs:
    """`Jobs` done by DBOS in this process from `launch` to `stop`; only one of them may run in a process.

    `folder` is where slots are kept, `workers` how many jobs run at once; a job that failed is tried again after
    `first_pause_seconds`, then after five times as long each.
    """

    store: Store
    folder: Path
    workers: int = 4
    first_pause_seconds: float = 2.0
    _slot: Slot | None = None
    _engine: Engine | None = None
    _client: DBOSClient | None = None
    _names: frozenset[str] = frozenset()
    _daily: Mapping[str, time] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _tender: threading.Thread | None = None
    _asked: dict[str, str] = field(default_factory=dict)

    def later(self, db: Db, name: str, key: str, *ids: str, not_before: datetime | None = None) -> None:
        """Ask for a job in this transaction, running or not; `UnknownJob` for a name not given at launch."""
        job = handover.asked(name, key, ids, not_before)
        if self._client is None:
            handover.leave(db, job)
        else:
            self._enqueue(db, job)

    @property
    def running(self) -> bool:
        """Whether jobs are being done in this process."""
        return self._client is not None

    def launch(
        self, jobs: Mapping[str, Job], daily: Mapping[str, time], gave_up: GaveUp | None = None
    ) -> None:
        """Import DBOS and begin; takes about two seconds, so call it in a thread.

        `daily` names jobs done once a day from a time of day in China, with the day (ISO) as their one
        argument; a time missed while the program stood still is made good at once. `gave_up` is told a job's
        name, ids and fault when it failed four times.
        """
        self._stopping.clear()
        self._names, self._daily = frozenset(jobs), dict(daily)
        self._slot = take_slot(self.folder)
        self._engine = open_for_jobs(self.store)
        try:
            self._client = self._begin(self._engine, self._slot.name, jobs, gave_up)
        except BaseException:
            self.stop()
            raise
        self._tender = threading.Thread(target=self._tend, name="jobs-tender", daemon=True)
        self._tender.start()

    def stop(self) -> None:
        """Stop taking up jobs, launched or not; one that is being done is done again at the next launch."""
        self._stopping.set()
        if self._tender is not None:
            self._tender.join()
            self._tender = None
        self._client = None
        if self._engine is not None:
            from dbos import DBOS

            DBOS.destroy(destroy_registry=True)
            self._engine.dispose()
            self._engine = None
        if self._slot is not None:
            self._slot.let_go()
            self._slot = None

    def _begin(
        self, engine: Engine, executor: str, jobs: Mapping[str, Job], gave_up: GaveUp | None
    ) -> DBOSClient:
        from dbos import DBOS, DBOSClient
        from dbos._serialization import DBOSPortableJSONSerializer

        _quiet()
        serializer = DBOSPortableJSONSerializer()
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self.store.engine.url.render_as_string(hide_password=False),
            "system_database_engine": engine,
            "application_version": VERSION,
            "executor_id": executor,
            "serializer": serializer,
            "enable_otlp": False,
            "use_listen_notify": False,
            "max_executor_threads": self.workers + 4,
        }
        DBOS(config=config)
        for name, job in jobs.items():
            register(name, job, gave_up, self.first_pause_seconds)
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=self.workers, polling_interval_sec=POLL_SECONDS)
        return DBOSClient(system_database_engine=engine, serializer=serializer, lazy=True)

    def _enqueue(self, db: Db, job: handover.Asked) -> None:
        if self._client is None or job.name not in self._names:
            raise UnknownJob(f"No function was given for job {job.name}. Add it where the jobs are launched.")
        delay = 0.0 if job.not_before is None else (job.not_before - db.now).total_seconds()
        options: EnqueueOptions = {
            "workflow_name": job.name,
            "queue_name": QUEUE,
            "workflow_id": job.id,
            "app_version": VERSION,
            "application_name": APPLICATION,
        }
        if delay > 0:
            options["delay_seconds"] = delay
        self._client.enqueue_in_transaction(db.connection, options, *job.ids)

    def _tend(self) -> None:
        """Once a second: move what was left, ask for daily jobs, and see whether another process has died."""
        for rounds in count():
            try:
                self._move()
                self._ask_daily()
                if rounds % DEAD_SLOTS_EVERY == 0:
                    self._inherit()
            except Exception as error:  # noqa: BLE001 - this entrance's one catch; the next round tries again
                log.warning("tending jobs failed: %s", type(error).__name__)
            if self._stopping.wait(TEND_SECONDS):
                return

    def _move(self) -> None:
        with self.store.reading() as db:
            if not handover.any_left(db):
                return
        with self.store.writing() as db:
            for job in handover.take_over(db):
                if job.name in self._names:
                    self._enqueue(db, job)
                else:
                    handover.leave(db, job)  # another process may know it

    def _ask_daily(self) -> None:
        now = self.store.clock().astimezone(CHINA)
        day = now.date().isoformat()
        for name, begins in self._daily.items():
            if now.time() >= begins and self._asked.get(name) != day:
                with self.store.writing() as db:
                    self.later(db, name, day, day)
                self._asked[name] = day

    def _inherit(self) -> None:
        """Take up what processes that died left half done: DBOS does so only for its own executor id."""
        from dbos import DBOS

        with dead_slots(self.folder) as names:
            if names:
                DBOS._recover_pending_workflows(list(names))


def _quiet() -> None:
    """Keep DBOS from adding a console handler of its own: its lines would hold tracebacks."""
    quiet = logging.getLogger("dbos")
    quiet.propagate = False
    if not quiet.handlers:
        quiet.addHandler(logging.NullHandler())
