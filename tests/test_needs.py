"""A test whose need is missing never passes: it is skipped and counted aloud, or fails where all must run."""

import pytest

from tests.needs import all_must_run, missing, summary


@pytest.mark.parametrize("environment", [{}, {"ZHANGBAN_REQUIRE_ALL": ""}, {"ZHANGBAN_REQUIRE_ALL": "0"}])
def test_what_is_missing_skips_a_test_on_an_ordinary_machine(environment: dict[str, str]) -> None:
    with pytest.raises(pytest.skip.Exception, match="no kettle here"):
        missing("no kettle here", environment)

    assert not all_must_run(environment)


def test_what_is_missing_fails_a_test_where_all_must_run() -> None:
    environment = {"ZHANGBAN_REQUIRE_ALL": "1"}

    with pytest.raises(pytest.fail.Exception, match="no kettle here"):
        missing("no kettle here", environment)

    assert all_must_run(environment)


def test_the_summary_counts_each_reason() -> None:
    reports = [report("no kettle"), report("no tea"), report("no kettle")]

    assert summary(reports) == ["2 did not run: no kettle", "1 did not run: no tea"]


def report(reason: str) -> pytest.TestReport:
    """A report as pytest makes it of a skipped test."""
    return pytest.TestReport(
        nodeid="tests/test_tea.py::test_tea",
        location=("tests/test_tea.py", 1, "test_tea"),
        keywords={},
        outcome="skipped",
        longrepr=("tests/needs.py", 1, f"Skipped: {reason}"),
        when="call",
    )
