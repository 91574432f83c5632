"""The table of moves, and which region sees which case."""

import itertools

import pytest

from cases import store as case_store
from cases.case import MOVES, OPEN, NoSuchMove, Status, move, scope
from tests.unit.cases.office import opened, small_store

LEGAL = {
    ("received", "in_review"),
    ("received", "withdrawn"),
    ("in_review", "received"),
    ("in_review", "waiting_for_resident"),
    ("in_review", "approved"),
    ("in_review", "refused"),
    ("in_review", "closed"),
    ("in_review", "withdrawn"),
    ("waiting_for_resident", "in_review"),
    ("waiting_for_resident", "received"),
    ("waiting_for_resident", "withdrawn"),
}


@pytest.mark.parametrize(("here", "there"), list(itertools.product(Status, Status)))
def test_every_move_is_either_in_the_table_or_refused(tmp_path, here, there):
    store = small_store(tmp_path)
    number = opened(store)
    with store.writing() as db:
        case_store.change(db, case_store.case(db, number), status=here.value)
        case = case_store.case(db, number)

    if (here.value, there.value) in LEGAL:
        assert move(case, there) is there
    else:
        with pytest.raises(NoSuchMove):
            move(case, there)


def test_what_is_decided_closed_or_withdrawn_never_moves_again():
    ended = {Status.APPROVED, Status.REFUSED, Status.CLOSED, Status.WITHDRAWN}

    assert {status for status, moves in MOVES.items() if not moves} == ended
    assert set(Status) - ended == OPEN


@pytest.mark.parametrize(
    ("region", "prefix"),
    [
        ("000000", ""),
        ("320000", "32"),
        ("321100", "3211"),
        ("321000", "3210"),
        ("321182", "321182"),
        ("321182100", "321182100"),
        ("321182000", "321182"),
    ],
)
def test_a_region_reaches_as_far_as_its_code_without_trailing_zeros(region, prefix):
    assert scope(region) == prefix


@pytest.mark.parametrize(
    ("reader", "sees"),
    [
        ("000000", True),
        ("320000", True),
        ("321100", True),
        ("321182", True),
        ("321181", False),
        ("500229", False),
    ],
)
def test_a_case_is_seen_in_its_region_and_above_and_nowhere_else(tmp_path, reader, sees):
    store = small_store(tmp_path)
    number = opened(store, region="321182")

    with store.reading() as db:
        if sees:
            assert case_store.case(db, number, region=reader).number == number
        else:
            with pytest.raises(LookupError):
                case_store.case(db, number, region=reader)
