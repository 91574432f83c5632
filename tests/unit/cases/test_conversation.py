"""Taking a conversation over and handing it back."""

import pytest

from cases import store as case_store
from cases.case import NotYours
from cases.conversation import hand_back, holder, take_over
from storage.turns import conversation_id, hold, say, transcript
from tests.unit.cases.office import SENDER, opened, small_store


@pytest.fixture
def store(tmp_path):
    store = small_store(tmp_path)
    opened(store)
    return store


def test_taking_over_begins_an_epoch_and_withdraws_what_the_assistant_had_still_to_say(store):
    with store.writing() as db:
        held = hold(db, SENDER)
        say(db, SENDER, held.turn, 0, b"{}", held.epoch)
        epoch = take_over(db, SENDER, "zhou")

        assert epoch == held.epoch + 1
        assert holder(db, SENDER) == "zhou"
        assert [line.status for line in transcript(db, SENDER)] == ["withdrawn"]


def test_two_caseworkers_never_hold_one_conversation(store):
    with store.writing() as db:
        first = take_over(db, SENDER, "zhou")

        assert take_over(db, SENDER, "zhou") == first
        with pytest.raises(NotYours):
            take_over(db, SENDER, "li")
        with pytest.raises(NotYours):
            hand_back(db, SENDER, "li", "")


def test_handing_back_is_recorded_with_its_line(store):
    with store.writing() as db:
        take_over(db, SENDER, "zhou")
        hand_back(db, SENDER, "zhou", "卡已核对")
        events = case_store.events(db, conversation_id(db.vault, SENDER))

        assert holder(db, SENDER) is None
        assert [event.what for event in events] == ["ConversationTaken", "ConversationHandedBack"]
        assert events[-1].event.note == "卡已核对"
