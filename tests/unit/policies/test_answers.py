"""What a policy question is answered with."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from policies.answers import answer, common_answers, full, outline
from policies.policies import UnknownBenefit
from policies.regions import UnknownRegion
from tests.policies.library import library

TODAY = date(2026, 3, 20)
SOURCE = "依据：镇江2024年尊老金标准和免申即享的报道（媒体转载），2024年的标准，2026年3月核对过"


def _ask(aspect: str, region: str, *, on: date = TODAY, today: date = TODAY, **facts: Any):
    return answer(library(), "gaoling", aspect, region=region, on=on, today=today, facts=facts)


def test_an_amount_is_said_with_place_time_and_source():
    told = _ask("amount", "321102")

    assert told.sentences[0] == "镇江市区、丹阳、句容，2024年的标准：79周岁到88周岁，每月50元。"
    assert told.source == SOURCE


def test_a_persons_own_band_comes_first():
    assert _ask("amount", "321182", age=92).sentences[0] == "92周岁的，每月120元。"


def test_a_person_of_another_place_is_not_told_this_places_band_as_their_own():
    assert _ask("amount", "321100", age=92, hukou="321182").sentences[0].startswith("镇江市区")


def test_a_place_inside_that_differs_is_named():
    assert "扬中市另有标准。" in _ask("amount", "321100").sentences
    assert "扬中市另有标准。" not in _ask("amount", "321102").sentences


def test_the_nation_needs_a_place_for_what_differs_by_place():
    told = _ask("amount", "000000")

    assert (told.known, told.needs_region) == (False, True)


def test_the_nation_needs_no_place_for_what_is_the_same_everywhere():
    assert not _ask("definition", "000000").needs_region


def test_a_province_whose_cities_differ_needs_a_place_too():
    assert _ask("amount", "320000").needs_region


def test_what_a_place_lacks_is_said_with_what_is_known_and_a_number_to_call():
    told = _ask("amount", "500229")

    assert not told.known
    assert told.sentences == (
        "城口按年纪分档，年纪大的发得多。",
        "重庆市城口县的高龄津贴标准，我手里没有文件，不能给您报数。",
        "可以打12345问。",
    )


def test_the_whole_card_is_offered_only_where_it_says_more_of_what_was_asked():
    assert not _ask("amount", "500229").more
    assert _ask("amount", "321102").more
    assert _ask("amount", "320000").more


def test_a_day_before_the_figure_is_told_as_not_known():
    told = _ask("amount", "321102", on=date(2023, 8, 1))

    assert not told.known
    assert told.sentences[
        0
    ] == "2023年8月1日那时候，镇江市京口区的高龄津贴标准我手里没有，不能给您报数。" or (
        "2023年8月1日那时候" in told.text
    )
    assert not told.figures


def test_a_coming_day_is_told_with_the_present_standard_named_as_such():
    assert "以后的数还没定，这是现在的标准。" in _ask("amount", "321102", on=date(2027, 1, 1)).sentences


def test_an_age_that_was_stated_may_have_grown_by_the_day_asked_about():
    assert "周岁的" not in _ask("amount", "321102", on=date(2027, 1, 1), age=88).sentences[0]
    assert _ask("amount", "321102", on=date(2027, 1, 1), age=85).sentences[0].startswith("85周岁的，每月50元")


def test_an_old_paper_is_said_with_its_year():
    told = _ask("duration", "321102")

    assert told.sentences[0].startswith("2018年的旧指南")
    assert "2018年的旧文件" in told.source


@pytest.mark.parametrize(("on", "stale"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_staleness_is_said_from_the_day_it_begins(on, stale):
    told = _ask("amount", "321102", on=on, today=on)

    assert told.stale is stale
    assert ("可能已调整" in told.text) is stale


def test_an_unknown_benefit_or_place_is_a_clear_error():
    with pytest.raises(UnknownBenefit, match="nothing"):
        answer(library(), "nothing", "amount", region="000000", on=TODAY, today=TODAY)
    with pytest.raises(UnknownRegion, match="110199"):
        _ask("amount", "110199")


def test_back_pay_is_told_where_the_guide_tells_it():
    told = dict(common_answers(library(), "gaoling", region="321100", on=TODAY, today=TODAY))

    assert told["以前漏领的能补吗？"].sentences == ("能补，一般往前最多补2年。",)
    elsewhere = dict(common_answers(library(), "gaoling", region="320402", on=TODAY, today=TODAY))
    assert "以前漏领的能补吗？" not in elsewhere


def test_what_is_read_on_a_phone_names_each_source_and_only_asks_the_common_questions():
    lines = outline(library(), "dibao", region="321100", on=TODAY, today=TODAY)

    whole = full(library(), "dibao", region="321100", on=TODAY, today=TODAY)
    told = [ask for ask, _ in common_answers(library(), "dibao", region="321100", on=TODAY, today=TODAY)]
    assert [line for line in lines if line in told] == told
    assert sum(map(len, lines)) < sum(map(len, whole)) / 2
    for place, line in enumerate(lines):
        if line.startswith("【") and lines[place + 1] not in told:
            assert any(later.startswith("依据：") for later in lines[place + 1 :])
    sources = [line for line in lines if line.startswith("依据：")]
    assert all(one != other for one, other in pairwise(sources))


def test_the_full_text_has_every_aspect_that_is_known_with_its_source():
    lines = full(library(), "gaoling", region="321182", on=TODAY, today=TODAY)

    assert lines[0] == "高龄津贴"
    assert "【发多少】" in lines
    assert "【电话】" not in lines
