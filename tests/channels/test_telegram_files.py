"""What people send on Telegram besides words, where the bureau allows it; and one person on two platforms."""

import re

import pytest

from storage import photos, telegram, turns
from tests.channels.loopback import wait_until
from tests.channels.moods import Drop
from tests.channels.stand import standing
from tests.channels.telegram_talk import PICTURE, says
from tests.whole.program import opened

pytestmark = pytest.mark.whole
ALLOWED = 'telegram:\n  - bot: "7000000001"\n    identity_documents: true\n'


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    """A program that polls and whose bot may receive identity documents."""
    with standing(tmp_path_factory.mktemp("files"), polling=True, accounts=ALLOWED) as found:
        yield found


def kept(stand, chat):
    """Return the files of a chat as they are unsealed."""
    sender = stand.on_telegram(chat.id)
    with opened(stand.server.data) as store, store.reading() as db:
        folder = stand.server.data / "photos"
        return [photos.photo(db, folder, digest) for digest in photos.photos_of(db, sender)]


def sent(stand, chat):
    """Count what is noted as sent to a chat."""
    with opened(stand.server.data) as store, store.reading() as db:
        lines = turns.transcript(db, stand.on_telegram(chat.id))
    return sum(line.status == "sent" for line in lines)


def test_a_photo_is_fetched_sealed_and_said_to_be_kept(stand, chat):
    stand.telegram.sends_photo(chat.id, PICTURE, caption="你好")

    wait_until(lambda: any("照片收到了" in text for text in chat.texts()), "the photo was kept")
    assert kept(stand, chat) == [PICTURE]
    assert all(PICTURE not in file.read_bytes() for file in stand.server.data.rglob("*") if file.is_file())


def test_a_picture_that_comes_as_a_file_is_a_photo_too(stand, chat):
    stand.telegram.sends_document(chat.id, PICTURE, "身份证.jpg", "image/jpeg")

    wait_until(lambda: any("照片收到了" in text for text in chat.texts()), "the photo was kept")


def test_a_broken_download_is_tried_again(stand, chat):
    stand.telegram.api.coming["getFile"].extend([502, Drop()])

    stand.telegram.sends_photo(chat.id, PICTURE)

    wait_until(lambda: kept(stand, chat) == [PICTURE], "the photo was kept", 40)


def test_a_recording_lies_with_the_desk(stand, chat):
    tasks = stand.tasks()

    stand.telegram.speaks(chat.id, b"OggS" + b"\0" * 60)

    wait_until(lambda: chat.shown, "the person was answered")
    wait_until(lambda: stand.tasks() > tasks, "the desk has a task")
    assert kept(stand, chat) == [b"OggS" + b"\0" * 60]


def test_a_killed_poller_loses_nothing_and_says_nothing_twice(stand, chat):
    says(stand, chat, "我想给我妈办尊老金", bubbles=2)
    wait_until(lambda: sent(stand, chat) == 2, "both bubbles were noted as sent")
    stand.server.process.kill()
    stand.server.process.wait()
    before = stand.count("inbox")

    for text in ("镇江京口", "八十三"):
        stand.telegram.says(chat.id, text)
    stand.again()

    wait_until(lambda: stand.count("inbox") == before + 2, "both were served")
    wait_until(lambda: any("83周岁" in text for text in chat.texts()), "in their order")
    texts = chat.texts()
    assert len(texts) == len(set(texts))
    with opened(stand.server.data) as store, store.reading() as db:
        assert telegram.offset(db, str(stand.telegram.api.bot_id)) > 0


def test_a_code_joins_another_platform_to_the_same_application(stand, chat):
    says(stand, chat, "我想给我妈办尊老金", bubbles=2)
    before = len(chat.shown)
    says(stand, chat, "换个手机接着办", bubbles=2)
    code = re.search(r"\d{3} \d{3}", "".join(chat.texts()[before:]))[0]

    stand.rest("on-the-page", "我有口令", 1)
    answers = stand.rest("on-the-page", code, 2)

    assert "对上了" in answers[0]["text"]
    with stand.client as client:
        assert client.get("/conversations/on-the-page/tracker").json()["slots"]["who_for"] == "mother"
