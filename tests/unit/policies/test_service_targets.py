"""The office's own targets."""

import pytest

from policies.compiled import problems
from policies.service import due_days, due_target
from tests.policies.library import files, library

KINDS = ("application", "certification", "report", "complaint", "hand_over", "alert", "task")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_work_has_a_target_that_is_no_promise(kind):
    assert due_days(library(), kind, "gaoling") >= 0
    assert not due_target(library(), kind).said_to_resident


def test_an_unknown_kind_is_said_plainly():
    with pytest.raises(KeyError, match=r"service\.yml"):
        due_days(library(), "party")


def test_a_promise_without_a_source_is_refused():
    found = problems(files(service="application: {working_days: 3, said_to_resident: true}\n"))

    assert [problem.fault for problem in found] == ["a promise to residents has no source"]
