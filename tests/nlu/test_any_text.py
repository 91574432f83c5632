"""Any text at all is read: no message raises, and none is too long."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.reading import Expecting
from tests.nlu.asked import REVIEW, TODAY
from tests.nlu.hostile import LONG

KINDS = ["", "age", "name", "region", "bank_card", "yes_no", "choice", "text"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=300),
    kind=st.sampled_from(KINDS),
)
def test_no_message_raises(understanding, text, kind):
    expecting = Expecting(kind=kind, options=REVIEW.options if kind == "choice" else ()) if kind else None
    reading = understanding.read(understanding.analyse(text), expecting=expecting, before=text, today=TODAY)

    assert all(0 <= value.start <= value.end <= len(text) for value in reading.values)
    assert 0 <= reading.confidence <= 1


@pytest.mark.parametrize("text", LONG)
def test_ten_thousand_characters_are_read(understanding, text):
    """How long it takes benchmarks.understanding measures; a search that grows with the square never ends here."""
    reading = understanding.read(understanding.analyse(text * 10), expecting=None, before=None, today=TODAY)

    assert reading.text == text * 10
