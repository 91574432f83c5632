"""Places by a small gazetteer."""

import pytest

from nlu.values.places import Place, below, places
from nlu.values.registered import where_registered

GAZETTEER = places(
    [
        Place(code="000000", name="全国", parent=""),
        Place(code="320000", name="江苏省", parent="000000"),
        Place(code="320100", name="南京市", parent="320000"),
        Place(code="320106", name="鼓楼区", parent="320100"),
        Place(code="320300", name="徐州市", parent="320000"),
        Place(code="320302", name="鼓楼区", parent="320300"),
        Place(code="321100", name="镇江市", parent="320000"),
        Place(code="321102", name="京口区", parent="321100"),
        Place(code="321182", name="扬中市", parent="321100", aliases=("太平洲",)),
        Place(code="500115", name="长寿区", parent="000000"),
        Place(code="130283", name="迁安市", parent="000000", aliases=("迁安",), listed=True),
        Place(code="630100", name="西宁市", parent="000000", aliases=("西宁",), listed=True),
        Place(code="630104", name="城西区", parent="630100", listed=True),
        Place(code="411526", name="潢川县", parent="000000", listed=True),
        Place(code="431124", name="道县", parent="000000", listed=True),
        Place(code="340503", name="花山区", parent="000000", listed=True),
    ]
)

FOUND = [
    ("镇江的尊老金", "321100"), ("镇江扬中", "321182"), ("江苏镇江京口", "321102"), ("户口在扬中", "321182"),
    ("南京鼓楼区", "320106"), ("江苏省镇江市京口区", "321102"), ("太平洲的", "321182"), ("徐州 鼓楼", "320302"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), FOUND)
def test_the_deepest_place_that_fits_its_parents_is_meant(text, code):
    found = next(GAZETTEER.find(text, asked=False))

    assert (found.value, found.others) == (code, ())


def test_a_name_that_several_places_share_gives_them_all():
    found = next(GAZETTEER.find("鼓楼区", asked=True))

    assert {found.value, *found.others} == {"320106", "320302"}
    assert found.needs_confirm


@pytest.mark.parametrize("text", ["镇江路", "南京路", "祝老人长寿", "长寿金多少"])
def test_a_name_inside_a_longer_word_is_no_place(text):
    assert list(GAZETTEER.find(text, asked=False)) == []


def test_a_common_word_is_a_place_when_the_place_was_asked():
    assert next(GAZETTEER.find("长寿", asked=True)).value == "500115"


def test_where_somebody_only_works_gives_way_to_where_they_are_at_home():
    text = "我在扬中打工,我妈户口在京口"

    found = list(where_registered(text, list(GAZETTEER.find(text, asked=False))))

    assert [value.value for value in found] == ["321102"]


def test_a_place_of_work_alone_is_to_be_confirmed():
    text = "我在扬中打工"

    found = list(where_registered(text, list(GAZETTEER.find(text, asked=False))))

    assert [(value.value, value.needs_confirm) for value in found] == [("321182", True)]


def test_a_home_is_taken_as_it_was():
    text = "扬中的,户口就在那儿"

    found = list(where_registered(text, list(GAZETTEER.find(text, asked=False))))

    assert [(value.value, value.needs_confirm) for value in found] == [("321182", False)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("我是迁安的", "130283"), ("户口在迁安", "130283"), ("迁安市的", "130283"), ("潢川县的", "411526"),
     ("西宁城西的", "630104"), ("我家在道县", "431124")],
)  # fmt: skip
def test_a_place_anywhere_in_the_country_is_known(text, code):
    assert next(GAZETTEER.find(text, asked=False)).value == code


@pytest.mark.parametrize("text", ["拆迁安置房什么时候分", "住在城西老毛巾厂", "想知道县里有没有"])
def test_letters_that_only_look_like_a_place_far_away_are_none(text):
    assert list(GAZETTEER.find(text, asked=False)) == []


def test_a_county_is_called_by_its_bare_name_where_the_place_was_asked():
    assert next(GAZETTEER.find("潢川", asked=True)).value == "411526"


def test_where_a_child_lives_is_not_where_the_mother_belongs():
    far = next(GAZETTEER.find("我人在西宁,想给我妈办高龄津贴", asked=False))

    assert (far.value, far.needs_confirm) == ("630100", True)


@pytest.mark.parametrize(
    "text", ["我在西宁啊", "户口在西宁,想给我妈办高龄津贴", "我是西宁的,想给我妈办高龄津贴"]
)
def test_who_says_where_they_belong_is_believed(text):
    assert not next(GAZETTEER.find(text, asked=False)).needs_confirm


def test_the_name_of_an_estate_is_no_county_far_away():
    """The estate Huashanwan begins like the district Huashan in another province."""
    found = next(GAZETTEER.find("镇江市京口区花山湾3栋", asked=True))

    assert (found.value, found.end) == ("321102", 6)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("湖北襄阳的", "襄阳"),
        ("湖北省襄阳市", "襄阳市"),
        ("重庆渝中区的", "渝中区"),
        ("四川绵阳农村的", "绵阳"),
        ("河南周口太康县", "周口太康县"),
    ],
)
def test_a_name_behind_a_known_place_is_one_below_it(text, name):
    assert below(text, 2) == name


@pytest.mark.parametrize(
    "text", ["湖南农村的", "四川那边的", "湖北人", "安徽户口", "广东打工", "贵州山里的", "湖北种地的", "湖北"]
)
def test_other_words_behind_a_place_name_no_place(text):
    assert below(text, 2) == ""
