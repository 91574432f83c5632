"""A message that wishes two things, each for a person or of a benefit of its own, is read as its wishes."""

from dataclasses import replace

from nlu.acts import Act
from nlu.lexicon import Hit
from nlu.parts import Beside, beside, of_both, parted, wishes_of, with_question
from nlu.reading import Guess, Reading, Span, Value


def child(start: int, exactly: str) -> Value:
    """Somebody's child, who takes two characters."""
    return Value(kind="relation", value="child", start=start, end=start + 2, exactly=exactly)


def asking(benefit: str, exactly: str) -> Reading:
    """A question whether a child may have a benefit."""
    return Reading(
        text="",
        act=Act.CHECK_ELIGIBILITY,
        confidence=0.9,
        benefit=benefit,
        subject="child",
        values=(child(0, exactly),),
    )


def test_a_son_and_a_daughter_are_two_people():
    both = asking("disability_care", "son"), asking("education_aid", "daughter")

    assert wishes_of(both) == both


def test_questions_about_one_child_are_one_wish():
    assert wishes_of((asking("disability_care", "son"), asking("education_aid", "son"))) == ()


def test_a_clause_that_names_the_other_child_begins_another_wish():
    text = "儿子残疾补贴怎么领,女儿助学金怎么领"
    named = [
        Hit(start=2, end=6, word="残疾补贴", meanings=("disability_living",)),
        Hit(start=12, end=15, word="助学金", meanings=("education_aid",)),
    ]

    assert parted(text, named, [child(0, "son"), child(10, "daughter")]) == (((0, 9),), ((10, 18),))


SON_THEN_DAUGHTER = "儿子二级残疾,女儿在读大学,儿子护理补贴能领吗,女儿助学金能领吗"
CARE = Hit(start=16, end=20, word="护理补贴", meanings=("disability_care",))
STUDIES = Hit(start=26, end=29, word="助学金", meanings=("education_aid",))


def test_what_is_told_of_each_before_either_wish_belongs_to_their_own():
    people = [child(0, "son"), child(7, "daughter"), child(14, "son"), child(24, "daughter")]

    wished = parted(SON_THEN_DAUGHTER, [CARE, STUDIES], people)

    assert [[SON_THEN_DAUGHTER[start:end] for start, end in wish] for wish in wished] == [
        ["儿子二级残疾", "儿子护理补贴能领吗"],
        ["女儿在读大学", "女儿助学金能领吗"],
    ]


def test_two_people_named_without_a_stop_between_are_told_apart():
    text = "给儿子办护理补贴给女儿办助学金"
    named = [
        Hit(start=4, end=8, word="护理补贴", meanings=("disability_care",)),
        Hit(start=12, end=15, word="助学金", meanings=("education_aid",)),
    ]

    wished = parted(text, named, [child(1, "son"), child(9, "daughter")])

    assert [[text[start:end] for start, end in wish] for wish in wished] == [
        ["给儿子办护理补贴"],
        ["给女儿办助学金"],
    ]


def test_words_told_of_one_who_wishes_nothing_part_nothing():
    people = [child(0, "brother"), child(7, "daughter"), child(14, "son"), child(24, "daughter")]

    assert parted(SON_THEN_DAUGHTER, [CARE, STUDIES], people) == ()


def span(start: int, act: Act, *, asks: bool = False, named: bool = False) -> Span:
    """A clause of ten characters that is surely of an act."""
    sure = (Guess(name=act.value, confidence=0.9),)
    return Span(start=start, end=start + 10, acts=sure, benefits=(), aspects=(), asks=asks, named=named)


APPLIES = Reading(text="给我妈办", act=Act.APPLY, confidence=0.9, benefit="gaoling", subject="mother")
ASKS = Reading(text="多少钱", act=Act.ASK_POLICY, confidence=0.9, benefit="dibao", aspect="amount")


def test_a_question_after_the_wish_to_apply_stands_beside_it():
    clauses = (span(0, Act.APPLY, named=True), span(10, Act.INFORM), span(20, Act.ASK_POLICY, asks=True))

    assert beside("言" * 30, clauses) == Beside(start=20, end=30, named=False, leads=False)


def test_a_long_letter_is_not_read_again_for_a_question_beside_its_wish():
    clauses = (span(0, Act.APPLY, named=True), span(10, Act.ASK_POLICY, asks=True))

    assert beside("言" * 400, clauses) is not None
    assert beside("言" * 401, clauses) is None


def test_a_topic_that_asks_nothing_stands_not_beside_an_application():
    assert beside("言" * 20, (span(0, Act.APPLY), span(10, Act.ASK_POLICY))) is None


def test_a_question_beside_an_application_is_of_the_same_benefit_and_person():
    applying, asked = with_question(APPLIES, ASKS, Beside(start=4, end=7, named=False, leads=False))

    assert (applying.benefit, asked.benefit, asked.subject) == ("gaoling", "gaoling", "mother")


def test_a_question_of_another_benefit_by_name_keeps_its_own():
    _, asked = with_question(APPLIES, ASKS, Beside(start=4, end=7, named=True, leads=False))

    assert asked.benefit == "dibao"


def test_whether_one_may_have_it_is_what_the_application_finds():
    may = replace(ASKS, aspect="eligibility")

    assert with_question(APPLIES, may, Beside(start=4, end=7, named=True, leads=False)) == ()


BOTH = Hit(start=1, end=5, word="两项补贴", meanings=("disability_living", "disability_care"))


def test_a_name_of_two_benefits_is_a_wish_for_each():
    wish = Reading(
        text="办两项补贴", act=Act.APPLY, confidence=0.9, benefit="disability_living", subject="self"
    )

    assert [(one.benefit, one.subject) for one in of_both(wish, [BOTH])] == [
        ("disability_living", "self"),
        ("disability_care", "self"),
    ]


def test_a_name_of_two_benefits_beside_another_one_parts_nothing():
    meals = Hit(start=6, end=8, word="助餐", meanings=("elder_meal",))

    assert of_both(APPLIES, [BOTH, meals]) == ()
    assert of_both(APPLIES, [meals]) == ()
    assert of_both(replace(APPLIES, act=Act.QUERY_PROGRESS), [BOTH]) == ()
