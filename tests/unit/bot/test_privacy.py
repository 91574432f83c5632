"""Logs hold ids and counts; words, names and numbers of people are refused."""

import logging

import pytest

from bot.privacy import REFUSED, Discreet, discreet, places

ID_NUMBER = "990000194305120028"


@pytest.mark.parametrize("personal", ["王秀兰", "13900000001", ID_NUMBER, "a note with spaces", "a" * 200])
def test_a_personal_value_is_refused(personal):
    assert discreet(None, "info", {"event": "turn taken", "what": personal})["what"] == REFUSED


@pytest.mark.parametrize("plain", [7, 0.5, True, None, "G-0001", "turns:3", "2026-11-21T01:00:00Z"])
def test_an_id_or_a_count_is_kept(plain):
    assert discreet(None, "info", {"event": "turn taken", "what": plain})["what"] == plain


def test_an_event_that_holds_a_persons_words_is_refused():
    assert discreet(None, "info", {"event": "她说她叫王秀兰"})["event"] == REFUSED


def test_a_librarys_line_and_its_exception_lose_their_words():
    try:
        raise ValueError(f"bad value {ID_NUMBER}")
    except ValueError as error:
        record = logging.LogRecord(
            "lib", logging.ERROR, __file__, 1, "could not store %s", (ID_NUMBER,), (type(error), error, None)
        )

    Discreet().filter(record)

    assert ID_NUMBER not in record.getMessage()
    assert "ValueError" in record.getMessage()
    assert record.exc_info is None


def test_places_name_files_and_lines_only():
    try:
        raise ValueError(ID_NUMBER)
    except ValueError as error:
        told = places(error.__traceback__)

    assert told.startswith("test_privacy.py:")
    assert ID_NUMBER not in told
