"""What the rules found and what the model hears, weighed together: certain, feared, or nothing."""

from dataclasses import replace

from nlu.acts import Act, Risk
from nlu.heard import ALARMING, beside, with_heard
from nlu.reading import Danger, Guess, Span
from nlu.risk import Far


def sounding(*crisis):
    """Sentences that sound like crisis so much each."""
    return [
        Span(
            start=place, end=place + 1, acts=(), benefits=(), aspects=(),
            risks=(Guess(name="none", confidence=1 - sure), Guess(name="crisis", confidence=sure)),
        )
        for place, sure in enumerate(crisis)
    ]  # fmt: skip


def reached(_together, share):
    """Of harmless sentences, about one in a thousand sounds dangerous with 0.7, one in a hundred with 0.4."""
    return 0.9 if share < 0.001 else 0.7 if share < 0.01 else 0.4


def test_what_the_model_hears_is_certain_feared_or_nothing():
    certain, fearful, nothing = (with_heard((), sounding(sure), reached) for sure in (0.8, 0.5, 0.3))

    assert [(danger.risk, danger.confidence) for danger in certain] == [(Risk.CRISIS, 1.0)]
    assert [(danger.risk, danger.confidence) for danger in fearful] == [(Risk.CRISIS, 0.5)]
    assert nothing == ()


def test_one_sentence_of_a_long_letter_must_sound_surer():
    assert with_heard((), sounding(0.5, *[0.0] * 20), reached) == ()


def test_a_rule_needs_no_second_opinion():
    ruled = (Danger(risk=Risk.MINOR, rule="alone", start=0, end=2),)

    assert with_heard(ruled, sounding(0.99), reached) == ruled


def test_a_plain_answer_is_doubted_less():
    heard = Danger(risk=Risk.CRISIS, rule="model", start=0, end=2)
    by_rule = Danger(risk=Risk.CRISIS, rule="self_harm", start=0, end=2)

    assert beside((by_rule,), Act.AFFIRM) == (by_rule,)
    assert beside((heard,), Act.AFFIRM)[0].confidence < 1
    assert beside((heard,), Act.APPLY) == (heard,)


def ruled(risk="emergency"):
    """What a rule found in the first sentence."""
    return (Danger(risk=Risk(risk), rule="hunger", start=0, end=1),)


def test_what_a_rule_finds_where_it_sounds_harmless_is_only_feared():
    (danger,) = with_heard(ruled(), sounding(0.2), reached)

    assert (danger.rule, danger.confidence < 1) == ("hunger", True)


def at(*, certain, risks=ALARMING):
    """A distance over the first sentence."""
    return lambda _danger: (Far(risks=risks, certain=certain, start=0, end=1),)


def test_danger_at_a_distance_is_feared_and_in_a_film_let_go():
    (feared,) = with_heard(ruled(), sounding(0.5), reached, at(certain=False))

    assert feared.confidence < 1
    assert with_heard(ruled(), sounding(0.2), reached, at(certain=False)) == ()
    assert with_heard(ruled(), sounding(0.5), reached, at(certain=True)) == ()

    of_floods = at(certain=True, risks=frozenset({Risk.EMERGENCY}))
    assert with_heard(ruled("crisis"), sounding(0.5), reached, of_floods) == ruled("crisis")


def test_a_faint_sign_counts_as_far_as_the_whole_sounds_like_it():
    faint = (replace(ruled()[0], confidence=0.5),)

    def steep(_together, share):
        return 0.2 if share > 0.03 else 0.4 if share > 0.01 else 0.9

    assert with_heard(faint, sounding(0.5), steep)[0].confidence == 1
    assert with_heard(faint, sounding(0.3), steep)[0].confidence < 1
    assert with_heard(faint, sounding(0.1), steep) == ()


def test_what_is_said_outright_needs_no_second_opinion():
    plain = (replace(ruled("crisis")[0], plain=True),)

    assert with_heard(plain, sounding(0.01), reached)[0].confidence == 1


def warned(fraud):
    """One sentence that sounds like fraud so much."""
    (span,) = sounding(0.0)
    return [replace(span, end=12, risks=(*span.risks, Guess(name="fraud", confidence=fraud)))]


def test_fraud_is_heard_by_itself_and_a_rule_for_it_let_go_where_nothing_sounds_like_it():
    by_rule = ruled("fraud")

    assert [danger.risk for danger in with_heard((), warned(0.95), reached)] == [Risk.FRAUD]
    assert with_heard((), warned(0.5), reached) == ()
    assert with_heard(by_rule, warned(0.5), reached) == by_rule
    assert with_heard(by_rule, warned(0.1), reached) == ()


def test_a_bare_name_is_no_warning():
    (span,) = warned(0.95)

    assert with_heard((), [replace(span, end=3)], reached) == ()


def test_crisis_heard_in_words_of_strain_is_asked_about_first():
    strained = (Danger(risk=Risk.DISTRESS, rule="distress", start=0, end=1),)

    (crisis, strain) = with_heard(strained, sounding(0.95), reached)

    assert (crisis.risk, crisis.confidence < 1, strain.risk) == (Risk.CRISIS, True, Risk.DISTRESS)


def test_what_a_rule_finds_where_it_sounds_dangerous_is_certain():
    (danger,) = with_heard(ruled(), sounding(0.5), reached)

    assert danger.confidence == 1


def test_in_a_letter_the_clauses_around_the_phrase_are_weighed():
    whole, near, far = sounding(0.9, 0.1, 0.9)
    letter = [replace(whole, end=90), replace(near, start=0, end=9), replace(far, start=40, end=90)]

    (danger,) = with_heard(ruled(), letter, reached)

    assert danger.confidence < 1


def a_letter(*fraud):
    """A letter whose clauses sound like fraud so much each, while the whole of it hardly does."""
    spans = [(0, 60, 0.0), *((20 * place, 20 * place + 20, sure) for place, sure in enumerate(fraud))]
    return [
        Span(
            start=start, end=end, acts=(), benefits=(), aspects=(),
            risks=(Guess(name="fraud", confidence=sure), Guess(name="crisis", confidence=0.0)),
        )
        for start, end, sure in spans
    ]  # fmt: skip


def test_in_a_letter_a_warning_is_weighed_by_the_clauses_around_its_words():
    fraud = Danger(risk=Risk.FRAUD, rule="fraud", start=0, end=10)

    near, elsewhere = a_letter(0.9, 0.0, 0.0), a_letter(0.0, 0.0, 0.02)

    assert with_heard((fraud,), near, reached) == (fraud,)
    assert with_heard((fraud,), elsewhere, reached) == ()


def test_in_a_letter_money_that_went_another_way_is_not_warned_of():
    fraud = Danger(risk=Risk.FRAUD, rule="fraud", start=0, end=10)
    elsewhere = Far(risks=frozenset({Risk.FRAUD}), certain=False, start=0, end=60)

    assert with_heard((fraud,), a_letter(0.9, 0.0, 0.0), reached, lambda _danger: (elsewhere,)) == ()


def test_neighbouring_clauses_are_heard_together():
    quiet, told = sounding(0.0, 0.0), sounding(1.0)

    assert with_heard((), quiet, reached) == ()
    assert [danger.risk for danger in with_heard((), quiet, reached, told=told)] == [Risk.CRISIS]


def test_a_short_message_is_weighed_as_a_whole():
    whole, near = sounding(0.9, 0.1)

    assert with_heard(ruled(), [replace(whole, end=20), replace(near, start=0, end=9)], reached) == ruled()


def test_a_farewell_after_thanks_is_not_feared_for():
    feared = (Danger(risk=Risk.CRISIS, rule="model", start=0, end=3, confidence=0.4),)

    assert beside(feared, Act.SMALLTALK) == ()
    assert beside(feared, Act.UNCLEAR) == feared
