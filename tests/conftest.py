"""What all tests share: without Chromium, browser tests are skipped loudly, or fail where all must run."""

import os

import pytest

from tests import chromium

REASON = "no Chromium on this machine: run scripts/prepare-tests"


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
