"""The same words are likelier an answer while a question stands open, and hardly ever where nothing was asked."""

from nlu.acts import Act
from nlu.occasion import on_occasion
from nlu.reading import Expecting, Guess, Span
from nlu.wishes import Wish

ASKED = Expecting(kind="disability_grade")


def heard(lead, *acts, letters=4):
    """A message whose words by themselves sound like some acts, each with its probability."""
    guesses = tuple(Guess(name=name, confidence=sure) for name, sure in acts)
    span = Span(start=0, end=letters, acts=guesses, benefits=(), aspects=())
    sure = dict(acts)[lead]
    return Wish(act=Act(lead), confidence=sure, span=span, acts=guesses, also=(), outside=0.0)


def test_words_that_might_put_a_question_off_do_so_while_it_is_open():
    doubtful = heard("ask_policy", ("ask_policy", 0.5), ("skip", 0.3))

    assert on_occasion(doubtful, ASKED).act is Act.SKIP
    assert on_occasion(doubtful, None).act is Act.ASK_POLICY


def test_what_is_told_at_length_is_no_turn_of_the_talk():
    doubtful = heard("complain", ("complain", 0.3), ("pause", 0.2), letters=20)

    assert on_occasion(doubtful, Expecting(kind="yes_no")).act is Act.COMPLAIN


def test_a_plain_wish_stays_one_in_the_middle_of_a_form():
    assert on_occasion(heard("ask_policy", ("ask_policy", 0.95), ("skip", 0.03)), ASKED).act is Act.ASK_POLICY


def test_a_no_where_nothing_was_asked_gives_way_to_what_else_it_may_be():
    doubtful = heard("deny", ("deny", 0.5), ("query_progress", 0.4))

    assert on_occasion(doubtful, None).act is Act.QUERY_PROGRESS
    assert on_occasion(doubtful, Expecting(kind="choice", asked=False)).act is Act.QUERY_PROGRESS
    assert on_occasion(doubtful, Expecting(kind="yes_no")).act is Act.DENY


def test_what_the_clauses_decided_stands_where_the_occasion_says_nothing():
    led = heard("apply", ("ask_policy", 0.6), ("apply", 0.3))

    assert on_occasion(led, None) == led
    assert on_occasion(led, ASKED) == led


def test_the_shares_of_acts_stay_shares():
    weighed = on_occasion(heard("ask_policy", ("ask_policy", 0.5), ("skip", 0.3)), ASKED)

    assert sum(guess.confidence for guess in weighed.acts) <= 1


def test_a_why_that_names_a_benefit_asks_about_the_benefit():
    doubtful = heard("why", ("why", 0.8), ("query_progress", 0.1), ("ask_policy", 0.05))

    assert on_occasion(doubtful, None, names_benefit=True).act is Act.QUERY_PROGRESS
    assert on_occasion(doubtful, ASKED, names_benefit=True).act is Act.QUERY_PROGRESS
    assert on_occasion(doubtful, ASKED).act is Act.WHY
