"""A missing fact is not a no: taking facts away moves a verdict toward unknown, and nowhere else."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.decide import decide
from policies.verdict import Answer, Unknown
from tests.policies.library import library

CODES = sorted(library().regions.by_code)
DAYS = st.dates(date(2024, 6, 1), date(2028, 1, 1))
AGES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"age": st.one_of(st.integers(60, 105), st.just(Unknown.DECLINED))}),
    st.fixed_dictionaries({"birth_date": st.dates(date(1920, 1, 1), date(1960, 1, 1))}),
    st.just({}),
)
PLACES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"hukou": st.sampled_from([*CODES, "110105", Unknown.DECLINED])}), st.just({})
)


@settings(max_examples=600, deadline=None)
@given(
    place=PLACES,
    age=AGES,
    region=st.sampled_from(CODES),
    today=DAYS,
    kept=st.sets(st.sampled_from(["hukou", "age"])),
)
def test_removing_facts_moves_a_verdict_only_toward_unknown(place, age, region, today, kept):
    facts = {**place, **age}
    fewer = {name: value for name, value in facts.items() if (name == "hukou") == ("hukou" in kept)}

    before = decide(library(), "gaoling", facts, region=region, today=today).answer
    after = decide(library(), "gaoling", fewer, region=region, today=today).answer

    assert after in {before, Answer.UNKNOWN}


@settings(max_examples=300, deadline=None)
@given(place=PLACES, age=AGES, region=st.sampled_from(CODES), today=DAYS)
def test_an_unknown_verdict_says_what_is_missing_and_a_known_one_asks_nothing(place, age, region, today):
    verdict = decide(library(), "gaoling", {**place, **age}, region=region, today=today)

    open_facts = {*verdict.ask, *verdict.unsettled}
    assert bool(open_facts) == (verdict.answer is Answer.UNKNOWN)
    assert not set(verdict.ask) & set(verdict.unsettled)
    assert not [fact for fact in verdict.ask if fact in {**place, **age}]


@settings(max_examples=200, deadline=None)
@given(born=st.dates(date(1930, 1, 1), date(1950, 1, 1)), shift=st.integers(-400, 400))
def test_the_verdict_turns_on_the_very_birthday(born, shift):
    birthday = born.replace(year=born.year + 79) if (born.month, born.day) != (2, 29) else None
    if birthday is None or birthday + timedelta(days=shift) < date(2024, 12, 31):
        return
    today = birthday + timedelta(days=shift)

    verdict = decide(
        library(), "gaoling", {"hukou": "321102", "birth_date": born}, region="321100", today=today
    )

    assert verdict.answer is (Answer.YES if shift >= 0 else Answer.NO)
