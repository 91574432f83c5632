"""What all tests share: how workers deal them out, and what becomes of browser tests without a browser.

Without Chromium they are skipped loudly, or fail where all must run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests import chromium

if TYPE_CHECKING:
    from xdist.remote import Producer

REASON = "no Chromium on this machine: run scripts/prepare-tests"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> object:
    """Deal tests out by `tests.shares` where each file is to be one worker's."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.shares import Shares

    return Shares(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let a worker's longest tests come first; one process alone keeps the order of the files."""
    if hasattr(config, "workerinput"):
        from tests.shares import turn_of

        items.sort(key=turn_of)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test without a browser; with ZHANGBAN_REQUIRE_ALL=1 it has failed."""
    if item.get_closest_marker("browser") and chromium.find() is None:
        if os.environ.get("ZHANGBAN_REQUIRE_ALL") == "1":
            pytest.fail(REASON, pytrace=False)
        pytest.skip(REASON)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, where it is read, how many browser tests proved nothing."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if REASON in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("BROWSER TESTS SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.write_line(f"{len(skipped)} browser tests did not run: {REASON}")
