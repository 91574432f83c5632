"""What all tests share: how workers deal them out, and what becomes of those that need what is not there.

They are skipped and counted aloud at the end, or fail where all must run (`tests/needs.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import chromium, needs

if TYPE_CHECKING:
    from xdist.remote import Producer

NO_BROWSER = "BROWSER NOT TRIED: there is no Chromium on this machine, run scripts/prepare-tests"


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
    """See that a browser test has a browser."""
    if item.get_closest_marker("browser") and chromium.find() is None:
        needs.missing(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, where it is read, how many tests proved nothing, and why."""
    if skipped := needs.summary(terminalreporter.stats.get("skipped", [])):
        terminalreporter.section("TESTS SKIPPED", sep="!", red=True, bold=True)
        for line in skipped:
            terminalreporter.write_line(line)
