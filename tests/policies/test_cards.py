"""Every benefit of the design has a whole card: words for each aspect, common questions, askable facts."""

from datetime import date

import pytest

from policies.answers import answer, common_answers
from policies.passages import nearest
from tests.policies.library import library, release

BENEFITS = (
    "dibao", "low_income_edge", "rigid_expense", "tekun", "linshi_jiuzhu",
    "disability_living", "disability_care", "gaoling", "disabled_elder", "home_adaptation",
    "elder_meal", "home_care_service", "visiting_care", "nursing_home", "orphan",
    "de_facto_orphan", "child_protection", "education_aid", "medical_aid", "housing_aid",
    "vagrant", "service_aid", "funeral", "marriage", "family_check",
    "certification", "charity",
)  # fmt: skip
SAID_SOMEWHERE = (
    "definition",
    "eligibility",
    "process",
    "where",
    "payment",
    "basis",
    "change_or_stop",
    "other",
)
DAY = date(2026, 4, 20)
FEWEST = {"medical_aid": 5, "housing_aid": 4, "gaoling": 5}


def test_there_is_a_card_for_each_benefit_and_none_for_the_rest():
    assert set(library().cards) == set(BENEFITS)


@pytest.mark.parametrize("benefit", BENEFITS)
def test_a_card_says_something_to_each_aspect(benefit: str):
    card = library().card(benefit)
    spoken = {aspect for aspect, passages in card.answers.items() if any(item.spoken for item in passages)}
    made = {"process"} if card.steps else set()
    made |= {"materials"} if card.materials else set()

    assert set(SAID_SOMEWHERE) <= spoken | made
    assert card.amounts or "amount" in spoken
    assert card.last_checked.first.year >= 2026
    assert set(card.sources) <= set(library().sources)


@pytest.mark.parametrize("benefit", BENEFITS)
def test_its_common_questions_are_asked_once_and_answered_where_they_apply(benefit: str):
    questions = library().card(benefit).questions
    asked = [question.ask for question in questions]

    assert len(asked) == len(set(asked)) >= FEWEST.get(benefit, 10)
    for question in questions:
        for passage in question.passages:
            place = passage.region if passage.region != "000000" else "321102"
            told = dict(common_answers(library(), benefit, region=place, on=DAY, today=DAY))
            if passage.spoken and nearest(question.passages, library().regions, place)[0] is passage:
                assert question.ask in told, (question.ask, place)


def test_every_fact_a_verdict_may_ask_has_a_question_in_the_flows():
    text = "".join(release().under("flows/library").values())
    asked = {fact for card in library().cards.values() for fact in card.facts}

    assert [fact for fact in sorted(asked) if f"  ask_{fact}: " not in text] == []


def test_the_most_asked_benefits_come_first():
    assert list(library().cards)[:4] == ["gaoling", "dibao", "disability_care", "linshi_jiuzhu"]


def test_what_a_card_names_as_the_way_of_asking_is_no_other_cards_name():
    names = [card.name for card in library().cards.values()]

    assert len(names) == len(set(names))


def test_the_nation_is_told_what_is_the_same_everywhere():
    told = answer(library(), "dibao", "eligibility", region="000000", on=DAY, today=DAY)

    assert told.known
    assert not told.needs_region
