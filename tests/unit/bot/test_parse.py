"""A reading in the shape of Rasa's NLU server."""

from decimal import Decimal

from bot.channels.parse import disability, rasa_shape, value_entity
from nlu.acts import Act
from nlu.reading import Guess, Reading, Value


def test_the_leading_act_is_the_first_of_the_ranking():
    guesses = (Guess(name="apply", confidence=0.7), Guess(name="ask_policy", confidence=0.2))
    reading = Reading(text="x", act=Act.ASK_POLICY, confidence=0.9, acts=guesses)

    shape = rasa_shape("x", reading, ())

    assert shape["intent"] == {"name": "ask_policy", "confidence": 0.9}
    assert shape["intent_ranking"] == [
        {"name": "ask_policy", "confidence": 0.9},
        {"name": "apply", "confidence": 0.7},
    ]
    assert shape["also"] == []


def test_whole_yuan_are_whole_numbers():
    value = Value(kind="money_monthly", value=Decimal("1200.00"), start=0, end=4)

    assert value_entity(value)["value"] == 1200


def test_a_doubtful_value_says_why_and_gives_its_range():
    value = Value(
        kind="age", value=84, start=1, end=3, needs_confirm=True, reason="nominal_age", low=82, high=83
    )

    assert value_entity(value) == {
        "entity": "age",
        "value": 84,
        "start": 1,
        "end": 3,
        "confidence": 1.0,
        "needs_confirm": True,
        "reason": "nominal_age",
        "range": [82, 83],
    }


def test_an_unusable_value_is_null_with_its_reason():
    value = Value(kind="id_number", value=None, start=0, end=18, needs_confirm=True, reason="checksum")

    assert value_entity(value)["value"] is None
    assert value_entity(value)["reason"] == "checksum"


def test_the_tracker_shows_a_disability_as_the_parse_does():
    assert disability("2:肢体") == {"grade": 2, "type": "肢体"}
    assert disability("3:") == {"grade": 3, "type": None}
