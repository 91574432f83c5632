"""Editors own the libraries: no code stands in them."""

from tests.house.tree import ROOT


def test_a_library_holds_no_code():
    code = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/library/**/*.py")]

    assert not code, code
