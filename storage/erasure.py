"""Forget what a conversation said: words and photos are gone, that they were there stays known.

Rows stay, emptied, because a platform's repeat of an old message must still find that it was served. A message that
nobody has finished, and words that have not left yet, are not touched.
"""

from __future__ import annotations

import sqlalchemy as sa

from storage import audit
from storage.columns import Place
from storage.conversation import Sender, conversation_id, conversations, inbox, outbox
from storage.engine import Db
from storage.outbox import UNSAID
from storage.photos import forget_photos

WHO = "resident"
_NO_WORDS = '{"text": "", "photos": [], "happened": ""}'
_NO_BUBBLE = '{"text": "", "choices": [], "phrases": [], "asks": ""}'
_NO_REPLY = "[]"


def forget(db: Db, sender: Sender, *, photos_only: bool = False) -> None:
    """Erase what was said and sent in a conversation, which is held, before its present turn; recorded as done."""
    mine = conversation_id(db.vault, sender)
    forget_photos(db, sender)
    if not photos_only:
        turn = db.connection.scalar(sa.select(conversations.c.turn).where(conversations.c.id == mine)) or 0
        _heard(db, mine, int(turn))
        _spoken(db, mine)
    audit.note(db, WHO, "forgot_photos" if photos_only else "forgot_conversation", mine)


def _heard(db: Db, conversation: str, turn: int) -> None:
    done = sa.and_(inbox.c.conversation == conversation, inbox.c.turn < turn, inbox.c.status != "kept")
    for row in db.connection.scalars(sa.select(inbox.c.id).where(done)).all():
        emptied = {
            "body": db.vault.seal(Place("inbox", "body", row), _NO_WORDS),
            "reply": db.vault.seal(Place("inbox", "reply", row), _NO_REPLY),
        }
        db.connection.execute(sa.update(inbox).where(inbox.c.id == row).values(**emptied))


def _spoken(db: Db, conversation: str) -> None:
    ended = outbox.c.status.not_in(UNSAID)
    mine = sa.select(outbox.c.id).where(outbox.c.conversation == conversation, ended)
    for row in db.connection.scalars(mine).all():
        emptied = db.vault.seal(Place("outbox", "body", row), _NO_BUBBLE)
        db.connection.execute(sa.update(outbox).where(outbox.c.id == row).values(body=emptied))
