"""Questions in people's own words: found by what they ask, answered only when sure, and never by another's answer."""

from datetime import date

import pytest

from flows.looking_up import hint
from nlu.read import Understanding
from policies.search import Hint, answers, index, search
from policies.terms import SIGNS
from tests.policies.library import library
from tests.policies.questions import asked, count
from tests.stage import in_force, tree

TODAY = date(2026, 3, 20)
WORDINGS = [words for card in library().cards.values() for item in card.questions for words in item.also]


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    return in_force(tree()).understanding


def test_what_is_answered_is_mostly_right_on_questions_never_fitted_on(understanding):
    def hints(text: str) -> Hint:
        return hint(understanding.read(understanding.analyse(text), expecting=None, before=None, today=TODAY))

    counted = count(library().index, asked("held"), hints)

    assert counted.answerable >= 59
    assert counted.precision >= 0.85  # measured 0.92
    assert counted.recall >= 0.75  # measured 0.81
    assert counted.answered_for_nothing <= 4  # of 40 that no card answers


def test_the_questions_measured_with_stand_neither_in_a_card_nor_in_the_fit():
    known = {*WORDINGS, *(item.says for item in asked("fit"))}
    known |= {item.ask for card in library().cards.values() for item in card.questions}

    assert [item.says for item in asked("held") if item.says in known] == []


def test_no_way_of_asking_is_nearly_a_question_measured_with():
    held = [_pairs(item.says) for item in asked("held") if item.ask]

    near = [words for words in WORDINGS for other in held if len(_pairs(words) & other) >= 0.65 * len(other)]

    assert near == []


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def test_every_question_measured_with_names_a_question_that_is_there():
    there = {(card.id, item.ask) for card in library().cards.values() for item in card.questions}

    assert [item for item in asked("held") if item.ask and (item.benefit, item.ask) not in there] == []


def test_only_what_is_answered_at_the_place_is_looked_at_and_the_nearer_answer_goes_first():
    cars, hint = "家里有货车能领吗", Hint(benefits={"dibao": 1.0}, aspects={"eligibility": 1.0})
    chain = library().regions.chain

    here = search(library().index, cars, hint, places=chain("321100"))
    there = search(library().index, cars, hint, places=chain("500229"))

    assert here is not None
    assert there is not None
    assert "000000" in {passage.region for passage in here.question.passages}
    assert {passage.region for passage in there.question.passages} == {"500000"}


@pytest.mark.parametrize("card", library().cards.values(), ids=lambda card: card.id)
def test_a_common_question_in_its_own_words_is_found(card):
    for item in card.questions:
        hit = search(library().index, item.ask, Hint(benefits={card.id: 1.0}, aspects={item.aspect: 1.0}))

        assert hit is not None
        assert (hit.benefit, hit.question.ask) == (card.id, item.ask)


def test_no_way_of_asking_stands_twice():
    assert len(WORDINGS) == len(set(WORDINGS))


def test_words_that_no_card_has_find_nothing():
    assert search(library().index, "zxq", Hint()) is None
    assert not answers(library().index, None)


def test_understanding_a_matter_as_anothers_makes_an_answer_less_likely():
    words = "骨灰能放在哪里"
    ours = search(library().index, words, Hint(benefits={"funeral": 0.9}))
    others = search(library().index, words, Hint(benefits={"funeral": 0.9}, outside=1.0))

    assert ours is not None
    assert others is not None
    assert others.score < ours.score


def test_an_empty_library_finds_nothing():
    assert search(index({}, library().index.lookup), "骨灰放哪儿", Hint()) is None


def test_each_sign_has_a_fitted_weight():
    assert set(library().index.lookup.weights) == set(SIGNS)
