"""Finding one case among many: by number, by name, by the end of a long number, and never outside the region."""

import pytest

from cases.case import StatedFact
from cases.find import find
from tests.unit.cases.office import opened, small_store

HERE = "321100"


@pytest.fixture
def store(tmp_path):
    return small_store(tmp_path)


def stated(fact, value):
    return StatedFact(fact=fact, value=value, said_by="resident", words="", at="2026-11-19T02:00:00+00:00")


@pytest.fixture
def numbers(store):
    wang = (stated("name", "王秀兰"), stated("phone", "13800002046"), stated("age", 83))
    li = (
        stated("name", "李德海"),
        stated("id_number", "32118219430506123X"),
        stated("household_income", 2046),
    )
    return {
        "wang": opened(store, "wang", facts=wang, region="321182"),
        "li": opened(store, "li", facts=li, region="321182"),
        "far": opened(store, "far", facts=wang, region="500229"),
    }


def looked(store, words):
    with store.reading() as db:
        found = find(db, words, region=HERE)
    assert found.whole
    return [row.number for row in found.rows]


def test_a_number_is_found_however_it_is_typed(store, numbers):
    prefix, _, count = numbers["li"].partition("-")

    for typed in (
        numbers["li"],
        f"{prefix.lower()}{count}",
        f"{prefix} - {int(count)}",
        count,
        f"Ｇ－{count}",
    ):
        assert looked(store, typed) == [numbers["li"]]


def test_a_name_is_found_by_two_of_its_letters_and_not_by_one(store, numbers):
    assert looked(store, "王秀兰") == [numbers["wang"]]
    assert looked(store, "秀兰") == [numbers["wang"]]
    assert looked(store, "王") == []


def test_the_end_of_a_long_number_finds_it_and_an_amount_is_no_long_number(store, numbers):
    assert looked(store, "2046") == [numbers["wang"]]
    assert looked(store, "138 0000 2046") == [numbers["wang"]]
    assert looked(store, "123x") == [numbers["li"]]
    assert looked(store, "83") == []


def test_whom_another_region_knows_is_not_found(store, numbers):
    with store.reading() as db:
        assert [row.number for row in find(db, "王秀兰", region="500229").rows] == [numbers["far"]]
