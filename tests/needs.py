"""What a test needs of the machine and may not find there: it is then skipped and counted, or fails where all must run.

This is the only place that skips a test (`tests/house/test_skips.py`): a skipped test proves nothing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NoReturn

import pytest

REQUIRE_ALL = "ZHANGBAN_REQUIRE_ALL"
SKIPPED = "Skipped: "
"""What pytest writes before the reason in a report of a skipped test."""


def all_must_run(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a test that cannot run is a failure, as in continuous integration: `ZHANGBAN_REQUIRE_ALL=1`."""
    return environment.get(REQUIRE_ALL) == "1"


def missing(what: str, environment: Mapping[str, str] = os.environ) -> NoReturn:
    """Skip the running test because the machine lacks `what` it needs; fail it where all tests must run."""
    if all_must_run(environment):
        pytest.fail(f"{what} ({REQUIRE_ALL}=1: every test must run)", pytrace=False)
    pytest.skip(what)


def summary(reports: Iterable[object]) -> list[str]:
    """Say for each reason how many tests were skipped; `reports` are pytest's own of skipped tests."""
    reasons: Counter[str] = Counter()
    for report in reports:
        where = getattr(report, "longrepr", None)
        reason = str(where[2]) if isinstance(where, tuple) else str(where)
        reasons[reason.removeprefix(SKIPPED)] += 1
    return [f"{count} did not run: {reason}" for reason, count in sorted(reasons.items())]
