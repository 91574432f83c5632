"""The understanding of the libraries as they stand, trained once and kept between runs under its own name."""

from pathlib import Path

import pytest

from content.release import of_folder
from nlu.read import Understanding, load
from nlu.values.places import Place
from tests.stage import model_of, tree

ROOT = Path(__file__).parent.parent.parent
GAZETTEER = (
    Place(code="000000", name="全国", parent=""),
    Place(code="320000", name="江苏省", parent="000000"),
    Place(code="321100", name="镇江市", parent="320000"),
    Place(code="321102", name="京口区", parent="321100"),
    Place(code="321182", name="扬中市", parent="321100"),
    Place(code="500000", name="重庆市", parent="000000"),
)


@pytest.fixture(scope="session")
def files():
    """The libraries' files by path."""
    return of_folder(ROOT).files


@pytest.fixture(scope="session")
def model_path():
    """The model of these libraries, the one that every other test uses."""
    return model_of(tree())


@pytest.fixture(scope="session")
def understanding(files, model_path) -> Understanding:
    """The understanding in force."""
    return load(files, model_path, GAZETTEER)
