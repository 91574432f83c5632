"""Work for people that no resident asked for: something did not go out, did not finish, or is overdue.

A task's key is made of its cause, so the same cause makes one task however often it is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.opening import PREFIXES
from bot.release import Released
from cases import work
from cases.case import Kind
from policies.service import due_days
from storage.conversation import OutboxRow, Sender
from storage.engine import Db

UNDELIVERED, UNFINISHED, OVERDUE = "task_undelivered", "task_unfinished", "task_overdue"
JOB_FAILED = "task_job_failed"
SYSTEM = Sender("system", "system", "system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """Opens tasks in the caller's transaction; `region` is the account's, whose caseworkers see them."""

    released: Released
    region: str
    today: Callable[[], date]

    def open(
        self,
        db: Db,
        key: str,
        phrase: str,
        *,
        sender: Sender = SYSTEM,
        values: Mapping[str, str] | None = None,
    ) -> str:
        """Put a task before the caseworkers and return its number; the words are the phrase's."""
        libraries = self.released.now.libraries
        today = self.today()
        return work.open_case(
            db,
            key,
            kind=Kind.TASK,
            prefix=PREFIXES[Kind.TASK.value],
            benefit=None,
            region=self.region,
            sender=sender,
            facts=(),
            assessment=None,
            consents=(),
            words=libraries.flows.phrases.render(phrase, values or {}),
            due=work.due_day(db, today, due_days(libraries.policies, Kind.TASK)),
            today=today,
        )

    def undelivered(self, db: Db, row: OutboxRow) -> None:
        """Open the task for words that could not be delivered: one for what was said in one turn."""
        self.open(db, f"undelivered:{row.conversation}:{row.turn}", UNDELIVERED, sender=row.sender)
