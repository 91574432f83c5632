"""Which wish of a message leads, and which others are kept beside it."""

import pytest

from nlu.acts import Act
from nlu.reading import Analysis, Guess, Span
from nlu.text import clauses, normalise
from nlu.wishes import wish

STORY = "低保停了我去问过村里,村里讲要等,镇上也讲要等,家里老人瘫在床上离不开人,到现在也没有人来看过一眼,这日子没法过"


def sentence(act, *, aspect="none", benefit="none", asks=True, besides=False, sure=0.9):
    """A sentence of a message as it would be read by itself."""
    return Span(
        start=0,
        end=1,
        acts=(Guess(name=act, confidence=sure),),
        aspects=(Guess(name=aspect, confidence=sure),),
        benefits=(Guess(name=benefit, confidence=sure),),
        asks=asks,
        besides=besides,
    )


def message(act, *sentences, text="甲乙"):
    """A message that as a whole is read as an act."""
    return Analysis(clean=normalise(text), whole=sentence(act), spans=sentences, dangers=())


def leads(analysis):
    """The act that leads a message."""
    return wish(analysis).act


def kept(analysis):
    """The wishes kept beside the leading one."""
    return [guess.name for guess in wish(analysis).also]


def test_a_second_wish_is_kept():
    waiting = sentence("query_progress", asks=False)

    assert kept(message("apply", sentence("apply"), waiting)) == [Act.QUERY_PROGRESS]


def test_a_topic_that_asks_nothing_is_no_question_beside_the_wish():
    topic = sentence("ask_policy", aspect="change_or_stop", asks=False)

    assert kept(message("apply", topic, sentence("apply"))) == []


def test_who_may_have_it_is_not_asked_twice_of_one_person():
    rule = sentence("ask_policy", aspect="eligibility")

    assert kept(message("check_eligibility", sentence("check_eligibility", aspect="eligibility"), rule)) == []


def test_how_much_is_another_question_than_who():
    amount = sentence("ask_policy", aspect="amount")

    assert kept(message("check_eligibility", sentence("check_eligibility"), amount)) == [Act.ASK_POLICY]


@pytest.mark.parametrize(
    "second",
    [
        sentence("ask_policy", aspect="amount", benefit="gaoling"),
        sentence("ask_policy", aspect="where", benefit="dibao"),
        sentence("ask_policy", aspect="amount", benefit="dibao", besides=True),
    ],
    ids=["of another benefit", "another thing of it", "said to be another"],
)
def test_two_questions_of_the_rules_are_two(second):
    first = sentence("ask_policy", aspect="amount", benefit="dibao")

    assert kept(message("ask_policy", first, second)) == [Act.ASK_POLICY]


def test_a_question_asked_in_two_clauses_is_one():
    first = sentence("ask_policy", aspect="amount", benefit="dibao")

    assert kept(message("ask_policy", first, sentence("ask_policy", aspect="amount"))) == []


def test_a_short_message_is_led_by_the_first_of_its_wishes():
    both = message("apply", sentence("query_progress"), sentence("apply"))

    assert wish(both).act is Act.QUERY_PROGRESS


def test_a_story_is_not_led_by_one_of_its_clauses():
    told = message("complain", sentence("query_progress"), sentence("complain"), text=STORY)

    assert wish(told).act is Act.COMPLAIN


def test_a_space_between_chinese_characters_is_written_for_a_comma():
    text = "残疾补贴多少钱 要啥材料 id 12"

    assert [text[start:end] for start, end in clauses(text)] == ["残疾补贴多少钱", "要啥材料 id 12"]


def test_what_leads_up_to_a_question_is_not_the_wish():
    """“I would like to have my father in the home, where do I go?”"""
    asks = sentence("ask_policy", aspect="where")

    assert leads(message("ask_policy", sentence("apply", asks=False, sure=0.99), asks)) is Act.ASK_POLICY


def test_of_two_wishes_that_are_plainly_two_the_first_leads():
    second = sentence("ask_policy", aspect="amount", besides=True)

    assert leads(message("ask_policy", sentence("apply", asks=False), second)) is Act.APPLY


def test_of_two_questions_the_first_leads_where_it_is_clear():
    first, second = sentence("check_eligibility", sure=0.95), sentence("ask_policy", aspect="amount")

    assert leads(message("ask_policy", first, second)) is Act.CHECK_ELIGIBILITY


def test_a_clause_that_is_hardly_clear_does_not_lead_a_clear_message():
    """“My mother lost her card and has a new one, how is the allowance moved to it?”"""
    hardly = sentence("apply", asks=False, sure=0.65)

    assert leads(message("complain", hardly, sentence("complain", sure=0.94))) is Act.COMPLAIN
