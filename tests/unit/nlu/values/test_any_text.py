"""Whatever is written, reading values does not fail, and every value stands where it says."""

from datetime import date
from decimal import Decimal

import cn2an
from hypothesis import given
from hypothesis import strategies as st

from nlu.gather import gather
from nlu.lexicon import lexicon
from nlu.text import normalise
from nlu.values import age, dates, household, identity, money
from nlu.values.numbers import number
from nlu.values.places import places
from nlu.values.relation import Relations

TODAY = date(2026, 11, 21)
KINDS = [
    "", "age", "date", "id_number", "phone", "bank_card", "name", "relation", "region", "money_monthly", "money_yearly",
    "yes_no", "choice", "household_size", "disability_grade", "address", "text",
]  # fmt: skip
PIECES = list(
    "零一二三四五六七八九十百千万两俩仨半几多来把年月日号天岁周上下个前去今明昨初腊正农历块元毛钱级残肢体视力我妈他的是不叫姓住在"
    "省市区县镇村路号,。、 -/.0123456789xX约快虚属马跟和还有口人级ａ８🙂龍\u200b"
)
RELATIONS = Relations(
    lexicon([("我妈", "mother")]), lexicon([("我妈", "mother"), ("我", "self")]), ("mother", "self")
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def whole_of(found):
    """The first value of a reading."""
    return next(iter(found))


@given(text=TEXTS, kind=st.sampled_from(KINDS))
def test_no_text_fails_and_every_value_lies_within_it(text, kind):
    clean = normalise(text)

    for value in gather(clean.text, kind, TODAY, relations=RELATIONS, places=places([])):
        assert 0 <= value.start <= value.end <= len(clean.text)
        assert value.value is not None or value.needs_confirm
        if isinstance(value.low, int | Decimal) and isinstance(value.high, int | Decimal):
            assert value.low <= value.high
        if value.kind == "date" and value.value is not None:
            date.fromisoformat(str(value.value))


@given(st.integers(0, 99_999))
def test_a_numeral_reads_back_as_its_number(whole):
    assert number(cn2an.an2cn(whole)) == whole


@given(st.integers(14, 110))
def test_an_age_reads_back_from_its_words(years):
    for words in (f"{years}岁", f"{cn2an.an2cn(years)}岁了"):
        found = whole_of(age.find(words, TODAY, asked=True))
        assert (found.value, found.needs_confirm) == (years, False)


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)))
def test_a_day_reads_back_from_its_words(day):
    for words in (f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day:%Y/%m/%d}"):
        assert whole_of(dates.find(words, TODAY, asked=True)).value == day.isoformat()


@given(st.integers(10, 19_999))
def test_an_income_reads_back_from_its_words(yuan):
    for words in (f"{yuan}元", f"{cn2an.an2cn(yuan)}块"):
        assert whole_of(money.find(words, asked="money_monthly")).value == yuan


@given(st.integers(2, 20))
def test_a_household_reads_back_from_its_words(size):
    assert whole_of(household.find(f"{cn2an.an2cn(size)}口人", asked=True)).value == size


@given(st.integers(10**8, 10**9 - 1), st.integers(3, 9))
def test_a_telephone_reads_back_however_it_is_spaced(rest, second):
    digits = f"1{second}{rest}"
    for words in (digits, f"{digits[:3]} {digits[3:7]} {digits[7:]}", f"+86-{digits}"):
        assert whole_of(identity.find(words, TODAY, asked="phone")).value == digits
