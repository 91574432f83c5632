"""Identity cards, telephones and bank cards, right and wrong. All numbers are invented."""

from datetime import date

import pytest

from nlu.values import identity

TODAY = date(2026, 11, 21)
GOOD_ID = "321102194305060023"
GOOD_CARD = "6217001234567890123"

FOUND = [
    (f"身份证{GOOD_ID}", "", "id_number", GOOD_ID),
    ("321102 19430506 0023", "id_number", "id_number", GOOD_ID),
    ("三二一一零二一九四三零五零六零零二三", "id_number", "id_number", GOOD_ID),
    ("11010519491231002x", "id_number", "id_number", "11010519491231002X"),
    ("电话138 1234 5678", "", "phone", "13812345678"),
    ("138-1234-5678", "phone", "phone", "13812345678"),
    ("+8613812345678", "phone", "phone", "13812345678"),
    ("幺三八一二三四五六七八", "phone", "phone", "13812345678"),
    ("6222 0212 3456 7890 123", "bank_card", "bank_card", None),
    ("4111111111111111", "bank_card", "bank_card", "4111111111111111"),
    ("卡号4111 1111 1111 1111", "", "bank_card", "4111111111111111"),
    ("0511-84424386", "phone", "phone", "051184424386"),
    ("座机0511-84424386", "", "phone", "051184424386"),
    ("幺三八 幺二三四 五六七八", "", "phone", "13812345678"),
    ("一一零一零五一九四九一二三一零零二叉", "", "id_number", "11010519491231002X"),
    (GOOD_ID, "phone", "id_number", GOOD_ID),
    ("尾号1111那张 4111111111111111", "bank_card", "bank_card", "4111111111111111"),
]
WRONG = [
    ("321102194305060024", "id_number", "checksum"),
    ("32110219430506002", "id_number", "length"),
    ("3211021943050600233", "id_number", "length"),
    ("321102194313060023", "id_number", "birth_date"),
    ("321102209905060023", "id_number", "birth_date"),
    ("321102430506002", "id_number", "old_number"),
    ("991102194305060023", "id_number", "region"),
    ("321l02194305O60023", "id_number", "letters"),
    ("1381234567", "phone", "length"),
    ("21812345678", "phone", "prefix"),
    ("4111111111111112", "bank_card", "checksum"),
    ("411111111111", "bank_card", "length"),
    (GOOD_ID, "bank_card", "id_number"),
]


@pytest.mark.parametrize(("text", "asked", "kind", "value"), FOUND)
def test_a_number_is_told_apart_by_its_form(text, asked, kind, value):
    found = next(identity.find(text, TODAY, asked=asked))

    assert (found.kind, found.value) == (kind, value)


@pytest.mark.parametrize(("text", "kind", "reason"), WRONG)
def test_a_wrong_number_says_what_is_wrong_and_has_no_value(text, kind, reason):
    found = next(identity.find(text, TODAY, asked=kind))

    assert (found.kind, found.value, found.needs_confirm, found.reason) == (kind, None, True, reason)


@pytest.mark.parametrize("text", ["1381234567", "123456", "20261121", "办件编号202611210001"])
def test_a_row_of_digits_that_is_nothing_certain_is_left_out_when_not_asked(text):
    assert list(identity.find(text, TODAY, asked="")) == []


@pytest.mark.parametrize(
    ("text", "reason"), [("身份证32110219430512002", "length"), ("321102430512002", "old_number")]
)
def test_an_identity_number_that_lacks_digits_is_known_by_its_day_of_birth_though_not_asked(text, reason):
    found = next(identity.find(text, TODAY, asked=""))

    assert (found.kind, found.value, found.reason) == ("id_number", None, reason)


def test_a_telephone_given_instead_of_an_identity_number_is_a_telephone():
    assert next(identity.find("13812345678", TODAY, asked="id_number")).kind == "phone"


def test_every_single_wrong_digit_of_an_identity_number_is_noticed():
    for place in range(18):
        digit = "1" if GOOD_ID[place] != "1" else "2"
        wrong = GOOD_ID[:place] + digit + GOOD_ID[place + 1 :]
        assert next(identity.find(wrong, TODAY, asked="id_number")).value is None


def test_two_numbers_with_a_space_between_are_two():
    found = [value.value for value in identity.find("13812345678 13987654321", TODAY, asked="phone")]

    assert found == ["13812345678", "13987654321"]
