"""A bad library is refused with every fault at once; a good one gains a benefit by YAML alone."""

from datetime import date

import pytest

from content.problem import BadLibrary
from policies.amounts import Due, due
from policies.answers import answer
from policies.compiled import load, problems
from policies.decide import decide
from policies.explain import explain
from policies.verdict import Answer, Facts
from tests.policies.library import files, library, release

TODAY = date(2026, 3, 20)
FIGURES = """
id: demo.amount
label: 试验补贴标准
unit: 元/月
figures:
  - {region: "990000", value: 30, since: 2026-01-01, mark: 政, source: G38, checked: 2026-03-01}
"""
CARD = """
id: demo
name: 试验补贴
case_prefix: Z
place: hukou
facts: [hukou, social_card_active, age]
form: [name]
criteria:
  all:
    - {id: hukou, fact: hukou, within: place, words: 户口在当地。, source: G38, mark: 政}
    - {id: age, fact: age, at_least: 60, words: "满{threshold}。", source: G38, mark: 政}
    - {id: card, fact: social_card_active, is: active, words: 卡激活了。, source: G38, mark: 政}
amounts: [demo.amount]
by_place: [amount]
last_checked: 2026-03-01
answers:
  definition:
    - {region: "000000", say: 这是试验用的。, source: G38, mark: 政, checked: 2026-03-01}
"""


def _faults(**changed: str) -> list[str]:
    return [problem.fault for problem in problems(files(**changed))]


def test_the_library_in_the_tree_has_no_problem():
    assert problems(release().files) == ()


def test_a_new_benefit_needs_a_card_and_its_figures_and_no_python():
    policies = load(files(demo=CARD, parameters__demo=FIGURES), release="demo")
    facts: Facts = {"hukou": "990000", "age": 60, "social_card_active": "active"}

    verdict = decide(policies, "demo", facts, region="990000", today=TODAY)
    told = answer(policies, "demo", "amount", region="990000", on=TODAY, today=TODAY)
    found = due(policies, "demo", facts, region="990000", on=TODAY, today=TODAY)
    wanted = answer(policies, "demo", "eligibility", region="990000", on=TODAY, today=TODAY)

    assert (verdict.answer, verdict.release) == (Answer.YES, "demo")
    assert decide(policies, "demo", {}, region="990000", today=TODAY).ask == (
        "hukou",
        "social_card_active",
        "age",
    )
    assert told.sentences == ("示例市，2026年1月1日起：标准是每月30元。",)
    assert wanted.sentences[1:] == ("户口在当地。", "满60周岁。", "卡激活了。")
    assert isinstance(found, Due)
    assert found.amount == 30
    assert [line.sign for line in explain(policies, verdict, facts)] == ["✓", "✓", "✓"]


@pytest.mark.parametrize("mark", ["核", "算"])
def test_a_figure_and_a_sentence_with_an_unspeakable_mark_are_kept_and_never_said(mark):
    changed = {"demo": CARD.replace("mark: 政, checked", f"mark: {mark}, checked")}
    policies = load(
        files(**changed, parameters__demo=FIGURES.replace("mark: 政", f"mark: {mark}")), release="x"
    )

    amount, definition = (
        answer(policies, "demo", aspect, region="990000", on=TODAY, today=TODAY)
        for aspect in ("amount", "definition")
    )

    assert policies.parameters["demo.amount"].figures["990000"][0].value == 30
    assert not amount.known
    assert "30" not in amount.text
    assert not definition.known


def test_a_figure_written_in_words_is_refused_like_one_in_digits():
    card = CARD.replace("say: 这是试验用的。", "say: 每月发三百元。")

    assert "a resident should not have to read '百元'" in _faults(demo=card, parameters__demo=FIGURES)


def test_all_faults_are_reported_at_once_with_file_and_line():
    bad = CARD.replace("fact: age", "fact: agee").replace("[demo.amount]", "[demo.amounts]") + "colour: red\n"

    with pytest.raises(BadLibrary) as caught:
        load(files(demo=bad, parameters__demo=FIGURES), release="x")

    found = [(problem.path.rsplit("/", 1)[-1], problem.line) for problem in caught.value.problems]
    assert found == [("demo.yml", 11), ("demo.yml", 13), ("demo.yml", 19)]
    assert all(problem.remedy for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("taken", "fault"),
    [
        ('region: "990000", ', "region is missing"),
        ("mark: 政, ", "mark is missing"),
        ("source: G38, ", "source is missing"),
        (", checked: 2026-03-01", "checked is missing"),
        ("value: 30, ", "the figure has no value"),
    ],
)
def test_a_figure_lacking_something_is_refused(taken, fault):
    assert fault in _faults(demo=CARD, parameters__demo=FIGURES.replace(taken, ""))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("unit: 元/月", "unit: 两/月", "the unit '两/月' does not exist"),
        ('"990000"', '"990009"', "the region '990009' does not exist"),
        ("source: G38", "source: G99", "the source 'G99' does not exist"),
        ("mark: 政", "mark: 猜", "mark is '猜'"),
        ("since: 2026-01-01", "since: 26", "since is not a day, a month or a year"),
        ("value: 30", "value: no", "bare no is read by YAML as a yes, a no or another number"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(old, new, fault):
    assert fault in _faults(demo=CARD, parameters__demo=FIGURES.replace(old, new))


def test_two_figures_of_one_region_may_not_begin_in_the_same_span():
    second = '  - {region: "990000", value: 40, since: "2026", mark: 政, source: G38, checked: 2026-03-01}\n'

    assert "the figure begins when another of the same region does" in _faults(
        demo=CARD, parameters__demo=FIGURES + second
    )


@pytest.mark.parametrize(
    ("bands", "fault"),
    [
        ("[{from: 80, to: 79, value: 1}]", "the band from 80 to 79 can never be reached"),
        ("[{from: 80, value: 1}, {from: 90, value: 2}]", "the band from 90 begins inside the one before it"),
        (
            "[{from: 80, to: 90, value: 1}, {from: 90, value: 2}]",
            "the band from 90 begins inside the one before it",
        ),
    ],
)
def test_a_band_that_cannot_be_reached_is_refused(bands, fault):
    banded = FIGURES.replace("unit: 元/月", "unit: 元/月\nby: age").replace("value: 30", f"bands: {bands}")

    assert fault in _faults(demo=CARD, parameters__demo=banded)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("is: active", "is: golden", "'social_card_active' is never 'golden'"),
        ("at_least: 60", "at_least: 60, at_most: 70", "a criterion compares one fact in one way"),
        (
            "fact: social_card_active, is: active",
            "fact: social_card_active, at_least: 3",
            "'social_card_active' is no number",
        ),
        ("social_card_active, age]", "age]", "'social_card_active' is never asked for"),
        ("place: hukou\n", "", "`within: place` compares another fact"),
        ("case_prefix: Z", "case_prefix: G", "'demo' has the case prefix 'G' too"),
        ("say: 这是试验用的。", "say: 每月发30元。", "a figure stands in the sentence itself"),
        ("say: 这是试验用的。", 'say: "发{demo.nothing}。"', "the slot 'demo.nothing' leads nowhere"),
        ("say: 这是试验用的。", "say: 请到户籍地申领。", "a resident should not have to read '申领'"),
        ("definition:", "colour:", "'colour' is not an aspect"),
        ("id: demo", "id: other", "the card 'other' stands in the file of 'demo'"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused(old, new, fault):
    assert fault in _faults(demo=CARD.replace(old, new), parameters__demo=FIGURES)


def test_a_missing_template_and_a_foreign_slot_are_refused():
    words = release().files["policies/library/words.yml"]

    assert "hotline is missing" in _faults(words=words.replace("hotline:", "hot_line:"))
    assert "hotline uses phone" in _faults(words=words.replace("{number}问", "{phone}问"))


def test_a_fact_derived_by_no_known_formula_is_refused():
    facts = release().files["policies/library/facts.yml"].replace("by: full_years", "by: guess")

    assert "by is 'guess'" in _faults(facts=facts)


def test_unreadable_yaml_is_a_problem_and_no_crash():
    assert any(fault.startswith("is not YAML") for fault in _faults(demo="id: [", parameters__demo=FIGURES))


def test_what_is_not_a_policy_file_is_left_alone():
    assert (
        load({**release().files, "flows/library/x.yml": ": ["}, release="x").cards.keys()
        == library().cards.keys()
    )


CRITERIA = '    - {id: age, fact: age, at_least: 60, words: "满{threshold}。", source: G38, mark: 政}\n'


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            "{id: b, fact: age, at_most: 59, words: 不超。, source: G38, mark: 政}",
            "'age' and 'b' can never both hold",
        ),
        (
            "{id: b, fact: age, less_than: 60, words: 不到。, source: G38, mark: 政}",
            "'age' and 'b' can never both hold",
        ),
        (
            "{id: b, fact: social_card_active, is: none, words: 没卡。, source: G38, mark: 政}",
            "'b' and 'card' can never both hold",
        ),
        (
            "{id: b, fact: social_card_active, is_not: active, words: 没激活。, source: G38, mark: 政}",
            "'b' and 'card' can never both hold",
        ),
        (
            "any: [{id: b, fact: social_card_active, is_not: active, words: 没激活。, source: G38, mark: 政}, "
            "{id: c, fact: social_card_active, is: active, words: 激活了。, source: G38, mark: 政}]",
            "'b' or 'c' holds for everybody",
        ),
    ],
)
def test_criteria_that_contradict_each_other_are_refused(more: str, fault: str):
    card = CARD.replace(CRITERIA, f"{CRITERIA}    - {more}\n")

    assert fault in _faults(demo=card, parameters__demo=FIGURES)


@pytest.mark.parametrize("most", [60, 70])
def test_a_line_from_below_and_one_from_above_may_meet(most: int):
    more = f"    - {{id: b, fact: age, at_most: {most}, words: 不超。, source: G38, mark: 政}}\n"

    assert _faults(demo=CARD.replace(CRITERIA, CRITERIA + more), parameters__demo=FIGURES) == []


def test_a_card_in_rare_characters_is_refused():
    card = CARD.replace("这是试验用的。", "赡养靉靆翳然者得蠲其赋。")

    assert any("many rare characters" in fault for fault in _faults(demo=card, parameters__demo=FIGURES))


@pytest.mark.parametrize(
    ("say", "fault"),
    [
        ("请知悉并予以申领。", "a resident should not have to read '请知悉'"),
        ("这是一句特别特别特别特别特别特别特别特别特别特别特别特别长的话。", "a sentence has"),
        ("每月30元。", "a figure stands in the sentence itself"),
    ],
)
def test_words_a_resident_should_not_have_to_read_are_refused(say: str, fault: str):
    card = CARD.replace("这是试验用的。", say)

    assert any(fault in found for found in _faults(demo=card, parameters__demo=FIGURES))
