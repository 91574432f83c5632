"""The tree of places."""

import pytest

from content.load import parse
from policies.divisions import read_divisions
from policies.regions import UnknownRegion
from tests.policies.library import library

REGIONS = library().regions


def test_a_chain_leads_from_the_town_to_the_nation():
    assert REGIONS.chain("321102004") == ("321102004", "321102", "321100", "320000", "000000")


def test_a_county_of_a_municipality_lies_in_it_directly():
    assert REGIONS.chain("500229102") == ("500229102", "500229", "500000", "000000")


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("430481", ("430481", "430400", "430000", "000000")),
        ("429004", ("429004", "420000", "000000")),
        ("110105", ("110105", "110000", "000000")),
    ],
)
def test_every_county_of_the_country_has_its_place(code, chain):
    """A city that no prefecture governs (429004, Xiantao) lies in its province."""
    assert REGIONS.chain(code) == chain


def test_a_place_lies_in_itself_and_in_what_is_above_it():
    assert REGIONS.within("321182", "321182")
    assert REGIONS.within("321182", "321100")
    assert not REGIONS.within("321100", "321182")


def test_an_unknown_code_is_said_plainly():
    with pytest.raises(UnknownRegion, match="110199"):
        REGIONS.chain("110199")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("扬中", ("321182",)),
        ("扬中市", ("321182",)),
        ("镇江市京口区", ("321102",)),
        ("321102", ("321102",)),
        ("四牌楼", ("321102004",)),
        ("四牌楼街道", ("321102004",)),
        ("重庆", ("500000",)),
        ("示例市", ("990000",)),
        ("火星", ()),
    ],
)
def test_a_place_is_found_by_each_of_its_names(text, codes):
    assert REGIONS.find(text) == codes


def test_a_name_that_several_places_share_finds_all_of_them():
    assert set(REGIONS.find("天宁")) == {"320402", "320402005"}


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("321102", "镇江市京口区"),
        ("321102004", "镇江市京口区四牌楼街道"),
        ("321100", "镇江市"),
        ("321182", "扬中市"),
        ("320000", "江苏省"),
        ("500229", "重庆市城口县"),
        ("500229102", "重庆市城口县巴山镇"),
        ("500000", "重庆市"),
        ("990000", "示例市"),
        ("000000", "全国"),
    ],
)
def test_a_place_is_said_in_full(code, spoken):
    assert REGIONS.spoken(code) == spoken


def test_the_demo_city_and_statistical_areas_are_marked():
    assert [region.code for region in REGIONS if region.demo] == ["990000"]
    assert REGIONS.region("321171").statistical
    assert not REGIONS.region("321102").statistical


def test_a_line_that_is_no_division_is_told_with_its_place():
    problems = []
    text = 'divisions:\n  "430000": |\n    430400 衡阳市\n    衡阳县\n    110101 东城区\n'
    root, _ = parse("divisions.yml", text)

    found = read_divisions([root], problems)

    assert list(found) == ["430400"]
    assert [(problem.line, problem.fault.split("'")[1]) for problem in problems] == [
        (4, "衡阳县"),
        (5, "110101 东城区"),
    ]
