"""A desk in memory, for every test of this folder."""

import pytest

from tests.unit.desk.fakes import (
    office,
)


@pytest.fixture
def desk(tmp_path):
    return office(tmp_path)
