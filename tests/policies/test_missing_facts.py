"""A missing fact is not a no: taking facts away moves a verdict toward unknown, and nowhere else."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.decide import decide
from policies.facts import FactKind
from policies.verdict import Answer, Unknown
from tests.policies.library import library, places

CODES = sorted(places())
DAYS = st.dates(date(2024, 6, 1), date(2028, 1, 1))
AGES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"age": st.one_of(st.integers(60, 105), st.just(Unknown.DECLINED))}),
    st.fixed_dictionaries({"birth_date": st.dates(date(1920, 1, 1), date(1960, 1, 1))}),
    st.just({}),
)
PLACES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"hukou": st.sampled_from([*CODES, "110199", Unknown.DECLINED])}), st.just({})
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


def _values(kind: FactKind) -> st.SearchStrategy[Any]:
    if kind.kind == "region":
        return st.sampled_from([*CODES, "110199"])
    if kind.options:
        return st.sampled_from([option.id for option in kind.options])
    if kind.kind == "yes_no":
        return st.sampled_from(["yes", "no"])
    return st.integers(1, 9) if kind.kind == "household_size" else st.integers(0, 4000)


STATED = sorted({fact for card in library().cards.values() for fact in card.facts})
HOUSEHOLDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={name: _values(library().facts[name]) | st.just(Unknown.DECLINED) for name in STATED}
)


@settings(max_examples=600, deadline=None)
@given(
    benefit=st.sampled_from(sorted(library().cards)),
    facts=HOUSEHOLDS,
    dropped=st.sets(st.sampled_from(STATED)),
    region=st.sampled_from(CODES),
    today=DAYS,
)
def test_in_no_benefit_do_fewer_facts_turn_an_answer_round(benefit, facts, dropped, region, today):
    fewer = {name: value for name, value in facts.items() if name not in dropped}

    before = decide(library(), benefit, facts, region=region, today=today)
    after = decide(library(), benefit, fewer, region=region, today=today)

    assert after.answer in {before.answer, Answer.UNKNOWN}
    assert not set(after.ask) & set(fewer)
    open_facts = {*before.ask, *before.unsettled}
    if library().card(benefit).criteria is not None:
        assert bool(open_facts) == (before.answer is Answer.UNKNOWN)
