"""Where somebody lives, down to the town."""

import pytest

from nlu.text import normalise
from nlu.values import address
from nlu.values.places import Place, places

PLACES = places(
    [
        Place(code="000000", name="全国", parent=""),
        Place(code="321100", name="镇江市", parent="000000"),
        Place(code="321102", name="京口区", parent="321100"),
        Place(code="321102003", name="大市口街道", parent="321102"),
        Place(code="321112", name="丹徒区", parent="321100"),
        Place(code="321112101", name="辛丰镇", parent="321112"),
    ]
)
TO_TOWN = [
    ("我住在镇江市京口区大市口街道", "镇江市京口区大市口街道", "321102003"),
    ("丹徒区辛丰镇黄墟村3组", "丹徒区辛丰镇黄墟村3组", "321112101"),
    ("家住镇江丹徒辛丰镇黄墟村三组15号的", "镇江丹徒辛丰镇黄墟村三组15号", "321112101"),
    ("京口区大市口街道花山湾新村12幢302室", "京口区大市口街道花山湾新村12幢302室", "321102003"),
    ("京口区大市口街道云台山路8号3单元501", "京口区大市口街道云台山路8号3单元501", "321102003"),
    ("我家在大市口街道采菱公寓二十三栋乙单元四〇二", "大市口街道采菱公寓二十三栋乙单元四〇二", "321102003"),
    ("丹徒区辛丰镇镇中路101-2号", "丹徒区辛丰镇镇中路101-2号", "321112101"),
    ("京口区大市口街道花山湾新村12-302 电话13912345678", "京口区大市口街道花山湾新村12-302", "321102003"),
    ("丹徒区辛丰镇施坪村4社", "丹徒区辛丰镇施坪村4社", "321112101"),
    ("大市口街道花山湾 三栋 五楼 左边那家", "大市口街道花山湾 三栋 五楼", "321102003"),
    ("大市口街道12岁", "大市口街道", "321102003"),
    ("大市口街道的", "大市口街道", "321102003"), ("凤凰县沱江镇", "凤凰县沱江镇", None),
]  # fmt: skip


def read(text, *, asked):
    """The address and the region code of a text."""
    plain = normalise(text).text
    regions = list(PLACES.find(plain, asked=True))
    return next(iter(address.find(plain, regions, asked=asked)), None), regions[0].value if regions else None


@pytest.mark.parametrize(("text", "where", "code"), TO_TOWN)
def test_an_address_down_to_the_town_is_sure(text, where, code):
    value, region = read(text, asked=True)

    assert (value.value, value.needs_confirm, region) == (where, False, code)


@pytest.mark.parametrize("text", ["中山路12号", "我家在农村", "南屏村", "城东花园3栋2单元401室"])
def test_an_address_without_its_town_is_asked_for_more(text):
    assert read(text, asked=True)[0].reason == "no_town"


@pytest.mark.parametrize("text", ["不知道", "街道办在哪", "户口在哪个镇重要吗"])
def test_what_is_no_address_gives_none(text):
    assert read(text, asked=True)[0] is None


def test_unasked_an_address_counts_behind_a_word_for_living():
    assert read("我妈住在辛丰镇黄墟村，今年83", asked=False)[0].value == "辛丰镇黄墟村"
    assert read("京口区大市口街道补贴多少", asked=False)[0] is None


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("我家住镇江市京口区大市口街道花山湾新村12幢，想办低保", True),
        ("我妈住在辛丰镇黄墟村", True),
        ("我妈住在皇塘镇蒋墅村", False),
        ("想办低保，丹徒区辛丰镇黄墟村3组", True),
    ],
)
def test_unasked_it_is_certain_where_it_names_a_county_and_a_town(text, sure):
    assert read(text, asked=False)[0].needs_confirm is not sure


@pytest.mark.parametrize(
    "text",
    [
        "户口在丹徒区辛丰镇黄墟村",
        "丹徒区辛丰镇的低保多少",
        "丹徒区辛丰镇，低保多少",
        "丹徒区辛丰镇有户人家没人管",
    ],
)
def test_a_place_that_is_only_named_is_nobodys_address(text):
    assert read(text, asked=False)[0] is None
