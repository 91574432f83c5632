"""A message that wishes two things, each for a person or of a benefit of its own, is read as its wishes."""

from nlu.acts import Act
from nlu.lexicon import Hit
from nlu.parts import parted, wishes_of
from nlu.reading import Reading, Value


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

    assert parted(text, named, [child(0, "son"), child(10, "daughter")]) == ((0, 9), (10, 18))
