"""Values in residents' own words, read as in a conversation: the phrases of values.yml."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.channels.parse import value_entity
from bot.release import gazetteer, read_libraries, tree_release
from nlu.reading import Expecting, Option
from nlu.values.places import places
from tests.written import written

TODAY = date(2026, 11, 21)
PHRASES = written((Path(__file__).parent / "values.yml").read_text("utf-8"))
OPTIONS = tuple(Option(id=f"option{n}", number=n, words=()) for n in range(1, 6))
# Of the phrases of each kind so many are read right; the rest are named in docs/understanding.md.
LEAST = 0.9
ALL = 0.97


@pytest.fixture(scope="module")
def everywhere(understanding):
    """The understanding in force, with all the places that the policies know."""
    known = gazetteer(read_libraries(tree_release()).policies)
    return replace(understanding, places=places(known))


def is_right(understanding, kind, phrase):
    """Tell whether the first value of the kind is the one that is wanted, and as doubtful as it should be."""
    asked = phrase.get("expecting", "")
    expecting = Expecting(kind=asked, options=OPTIONS if asked == "choice" else ()) if asked else None
    text, wanted, doubtful = phrase["text"], phrase["value"], phrase.get("confirm", False)
    reading = understanding.read(understanding.analyse(text), expecting=expecting, before=None, today=TODAY)
    found = reading.value(kind)
    if found is None:
        return wanted is None and not doubtful
    entity = value_entity(found)
    if not doubtful:
        return wanted is not None and entity["value"] == wanted
    return bool(entity.get("needs_confirm")) and _as_wanted(entity["value"], wanted, phrase.get("range"))


def _as_wanted(value, wanted, span):
    if value is None or value == wanted:
        return True
    if span is not None and not isinstance(value, dict):
        low, high = span
        return type(low)(low) <= type(low)(value) <= type(low)(high)
    return wanted is None


def test_there_are_enough_phrases():
    assert sum(map(len, PHRASES.values())) >= 300


def test_nearly_all_values_are_read(everywhere):
    wrong = {
        kind: [phrase["text"] for phrase in phrases if not is_right(everywhere, kind, phrase)]
        for kind, phrases in PHRASES.items()
    }
    total = sum(map(len, PHRASES.values()))

    assert total - sum(map(len, wrong.values())) >= ALL * total, wrong


@pytest.mark.parametrize("kind", sorted(PHRASES))
def test_no_kind_of_value_is_weak(everywhere, kind):
    right = Counter(is_right(everywhere, kind, phrase) for phrase in PHRASES[kind])

    assert right[True] >= LEAST * right.total()
