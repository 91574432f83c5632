"""A picture becomes a message, a recording goes to the desk, and what does not come is said."""

from dataclasses import replace

import pytest

from bot.channels.telegram.calls import Refused, Unreachable
from bot.channels.telegram.files import Files
from storage import photos, telegram
from storage.telegram import SentFile
from storage.turns import Sender
from tests.unit.bot.telegram.updates import BOT, hear, update

ANNA = Sender("telegram", BOT, "4711")
PICTURE = b"\xff\xd8\xff\xe0" + b"a picture"


class FakeFetches:
    """Gives what it was told to give."""

    def __init__(self, gives):
        self.gives = gives

    async def fetch(self, file):
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives

    async def close(self):
        return None


@pytest.fixture
def fetched(ground, account, store):
    """Keep a file of a kind, run its job on what the platform gives, and return the job and its row."""

    def run(kind, gives):
        sent = SentFile(sender=ANNA, message_id="m10", file="f", kind=kind, name="身份证.jpg")
        with store.writing() as db:
            row = telegram.keep_sent_file(db, sent)
        files = Files(accounts={BOT: account}, ground=ground, calls=lambda _account: FakeFetches(gives))
        return files, row

    return run


def waits(store, row):
    with store.reading() as db:
        return telegram.sent_file(db, row)


def test_a_picture_is_a_message_of_the_person(fetched, inbox, store):
    files, row = fetched("photo", PICTURE)

    files.fetch(row)

    assert [(m.id, m.photos[0].data) for m in inbox.messages] == [("m10:file", PICTURE)]
    assert waits(store, row) is None


def test_a_job_that_runs_twice_tells_once(fetched, inbox):
    files, row = fetched("photo", PICTURE)

    files.fetch(row)
    files.fetch(row)

    assert len(inbox.messages) == 1


def test_a_recording_is_sealed_for_the_desk_and_nothing_more_is_said(fetched, inbox, tasks, store, ground):
    files, row = fetched("voice", b"OggS recording")

    files.fetch(row)

    assert inbox.messages == []
    assert tasks.keys == [("recording", "task_recording")]
    with store.reading() as db:
        (kept,) = photos.photos_of(db, ANNA)
        assert photos.photo(db, ground.photos, kept) == b"OggS recording"


def test_a_document_that_is_no_picture_is_kept_and_said_so(fetched, inbox, tasks):
    files, row = fetched("document", b"%PDF-1.7")

    files.fetch(row)

    assert [m.happened.kind for m in inbox.messages] == ["file_not_a_picture"]
    assert tasks.keys


def test_a_file_that_is_gone_is_said_to_be_lost(fetched, inbox, store):
    files, row = fetched("photo", Refused("BadRequest"))

    files.fetch(row)

    assert [m.happened.kind for m in inbox.messages] == ["file_lost"]
    assert waits(store, row) is None


def test_a_platform_that_does_not_answer_is_asked_again(fetched, inbox, store):
    files, row = fetched("photo", Unreachable("TimedOut"))

    with pytest.raises(Unreachable):
        files.fetch(row)

    assert inbox.messages == []
    assert waits(store, row) is not None


def test_after_the_last_attempt_the_person_is_told(fetched, inbox):
    files, row = fetched("photo", Unreachable("TimedOut"))

    files.lost(row)

    assert [m.happened.kind for m in inbox.messages] == ["file_lost"]


def test_photos_are_fetched_where_identity_documents_are_allowed(listener, jobs, inbox, account):
    size = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
    listener.account = replace(account, identity_documents=True)

    hear(listener, update(photo=[size]), update(2, photo=[{**size, "file_size": 21 * 1024 * 1024}]))

    assert [name for name, _ in jobs.asked] == ["telegram_file"]
    assert [m.happened.kind for m in inbox.messages] == ["file_lost"]
