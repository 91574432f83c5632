"""One server for the tests that change nothing of it."""

import pytest

from tests.whole.server import serving


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The program, serving, with demo accounts and cases."""
    with serving(tmp_path_factory.mktemp("whole") / "data", "--demo") as running:
        yield running
