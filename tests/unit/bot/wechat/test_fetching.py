"""What people sent is fetched, sealed, and handed on; what cannot be fetched is said to be lost."""

import pytest

from bot.channels.wechat.api import Fault
from bot.channels.wechat.fetching import TYPING, Fetching
from storage import photos, wechat
from storage.wechat import Media
from tests.unit.bot.wechat.line import ANNA, FakeApi, FakeTasks

PICTURE = b"\xff\xd8\xff\xe0 a picture"


class MediaApi(FakeApi):
    """Also gives out one file."""

    def __init__(self, data, *faults):
        super().__init__(*faults)
        self.data = data

    def media(self, media_id):
        """The file, unless it is not there."""
        if self.data is None:
            raise Fault(40007, "x")
        return self.data


def fetched(store, tmp_path, data, *faults, kind="image"):
    """Run one job; returns what it is made of, and the messages it let in."""
    heard, tasks, api = [], FakeTasks(), MediaApi(data, *faults)
    job = Fetching(
        apis={"gh_1": api}, store=store, tasks=tasks, folder=tmp_path / "photos", take=heard.append
    )
    with store.writing() as db:
        row, new = wechat.keep_media(db, Media(sender=ANNA, message_id="msg:1", kind=kind, media_id="m"))
    assert new
    return job, row, heard


def test_a_picture_enters_as_the_message_it_was(store, tmp_path):
    job, row, heard = fetched(store, tmp_path, PICTURE)

    job.fetch(row)

    (message,) = heard
    assert (message.sender, message.id, message.photos[0].data) == (ANNA, "msg:1", PICTURE)
    assert [path for path, _ in job.apis["gh_1"].calls] == [TYPING]


def test_a_typing_state_that_is_refused_stops_nothing(store, tmp_path):
    job, row, heard = fetched(store, tmp_path, PICTURE, 45081)

    job.fetch(row)

    assert heard[0].photos


def test_what_is_no_picture_is_said_to_be_lost(store, tmp_path):
    job, row, heard = fetched(store, tmp_path, b"<html>")

    job.fetch(row)

    assert heard[0].happened.kind == "photo_lost"


def test_a_picture_that_is_not_there_yet_is_tried_again_and_in_the_end_lost(store, tmp_path):
    job, row, heard = fetched(store, tmp_path, None)

    with pytest.raises(Fault):
        job.fetch(row)
    assert heard == []
    job.lost(row)

    assert heard[0].happened.kind == "photo_lost"


def test_a_recording_is_sealed_for_the_desk(store, tmp_path):
    job, row, heard = fetched(store, tmp_path, b"#!AMR\n words", kind="voice")

    job.fetch(row)

    with store.reading() as db:
        (digest,) = photos.photos_of(db, ANNA)
        assert photos.photo(db, tmp_path / "photos", digest) == b"#!AMR\n words"
    assert heard == []
    assert list(job.tasks.opened.values()) == ["task_recording"]


def test_a_file_is_asked_for_once(store):
    found = Media(sender=ANNA, message_id="msg:1", kind="image", media_id="m")

    with store.writing() as db:
        assert [wechat.keep_media(db, found)[1] for _ in range(2)] == [True, False]
