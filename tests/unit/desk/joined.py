"""A person with several conversations: a case that came from one, whose draft others share by spoken codes."""

from cases import work
from storage import codes, drafts
from storage.drafts import StoredDraft
from storage.turns import Sender, hold, transcript
from tests.unit.desk.fakes import Office, opened, talked

WECHAT = Sender("wechat", "gh_1", "o-anna")
OTHER_WECHAT = Sender("wechat", "gh_1", "o-anna-new-phone")
TELEGRAM = Sender("telegram", "1", "10")


def begun(desk: Office, *joined: Sender, **changes: object) -> str:
    """A case submitted on WeChat, whose draft other conversations were joined to by codes."""
    talked(desk.store, WECHAT, "我想给我妈办尊老金", "好")
    with desk.store.writing() as db:
        kept = StoredDraft(
            id="d1", person="p1", benefit="gaoling", flow="f", release="r", status="submitted", body=b"{}",
            spoken_at=db.now, reminded=0,
        )  # fmt: skip
        drafts.keep_draft(db, WECHAT, kept)
    number = opened(desk.store, **{"sender": WECHAT, "draft": "d1", **changes})
    for sender in joined:
        joins(desk, sender)
    with desk.store.writing() as db:
        work.claim(db, number, "zhou", region="000000")
    return number


def joins(desk: Office, sender: Sender, giver: Sender = WECHAT) -> None:
    """Join a conversation to the draft by a code that another one gave."""
    with desk.store.writing() as db:
        hold(db, sender)
        assert codes.take(db, sender, codes.give(db, giver, sender.id, ["d1"])) == ("d1",)


def heard(desk: Office, sender: Sender) -> int:
    """How many words of the caseworker a conversation was told."""
    with desk.store.reading() as db:
        return sum(line.who == "caseworker:zhou" for line in transcript(db, sender))
