"""A bad library is refused with every fault at once; a good one gains a benefit by YAML alone."""

import pytest

from content.problem import BadLibrary
from policies.amounts import Due, due
from policies.answers import answer
from policies.compiled import load, problems
from policies.decide import decide
from policies.explain import explain
from policies.verdict import Answer, Facts
from tests.policies.library import files, library, release
from tests.unit.policies.demo import CARD, FIGURES, TODAY, faults


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

    assert "a resident should not have to read '百元'" in faults(demo=card, parameters__demo=FIGURES)


def test_all_faults_are_reported_at_once_with_file_and_line():
    bad = CARD.replace("fact: age", "fact: agee").replace("[demo.amount]", "[demo.amounts]") + "colour: red\n"

    with pytest.raises(BadLibrary) as caught:
        load(files(demo=bad, parameters__demo=FIGURES), release="x")

    found = [(problem.path.rsplit("/", 1)[-1], problem.line) for problem in caught.value.problems]
    assert found == [("demo.yml", 11), ("demo.yml", 13), ("demo.yml", 19)]
    assert all(problem.remedy for problem in caught.value.problems)


def test_a_missing_template_and_a_foreign_slot_are_refused():
    words = release().files["policies/library/words.yml"]

    assert "hotline is missing" in faults(words=words.replace("hotline:", "hot_line:"))
    assert "hotline uses phone" in faults(words=words.replace("{number}问", "{phone}问"))


def test_a_fact_derived_by_no_known_formula_is_refused():
    facts = release().files["policies/library/facts.yml"].replace("by: full_years", "by: guess")

    assert "by is 'guess'" in faults(facts=facts)


def test_unreadable_yaml_is_a_problem_and_no_crash():
    assert any(fault.startswith("is not YAML") for fault in faults(demo="id: [", parameters__demo=FIGURES))


def test_what_is_not_a_policy_file_is_left_alone():
    assert (
        load({**release().files, "flows/library/x.yml": ": ["}, release="x").cards.keys()
        == library().cards.keys()
    )


def test_a_card_in_rare_characters_is_refused():
    card = CARD.replace("这是试验用的。", "赡养靉靆翳然者得蠲其赋。")

    assert any("many rare characters" in fault for fault in faults(demo=card, parameters__demo=FIGURES))


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

    assert any(fault in found for found in faults(demo=card, parameters__demo=FIGURES))
