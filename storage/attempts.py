"""How often a job that fails is tried again, and who is told when it is given up."""

from __future__ import annotations

import logging
from collections.abc import Callable

ATTEMPTS = 4
PAUSES_GROW_BY = 5.0

Job = Callable[..., None]
GaveUp = Callable[[str, tuple[str, ...], str], None]

log = logging.getLogger(__name__)


class JobFailed(Exception):
    """A job raised; the message is the class of what it raised, and nothing more."""


def register(name: str, job: Job, gave_up: GaveUp | None, pause: float) -> None:
    """Let DBOS know a job by its name: it is tried four times, after a `pause` in seconds and then after longer ones.

    When all tries failed, `gave_up` is told the job's name, its ids and the class of the fault.
    """
    from dbos import DBOS
    from dbos import error as faults

    def once(*ids: str) -> None:
        try:
            job(*ids)
        except Exception as error:  # noqa: BLE001 - this entrance's one catch
            # DBOS keeps the message of an exception in the clear; what it says might be personal.
            raise JobFailed(type(error).__name__) from None

    tried = DBOS.step(
        name=f"{name}.try",
        retries_allowed=True,
        max_attempts=ATTEMPTS,
        interval_seconds=pause,
        backoff_rate=PAUSES_GROW_BY,
    )(once)
    told = None if gave_up is None else DBOS.step(name=f"{name}.gave_up")(gave_up)

    def run(*ids: str) -> str:
        try:
            tried(*ids)
        except faults.DBOSMaxStepRetriesExceeded as error:
            fault = str(error.errors[-1])
            log.warning("job %s failed for good: %s", name, fault)
            if told is not None:
                told(name, ids, fault)
            return "failed"
        return "done"

    DBOS.workflow(name=name)(run)
