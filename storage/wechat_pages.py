"""Web pages that were opened from a WeChat chat: each speaks in the chat's conversation for a while.

Neither the page's identity nor the person's id stands here in the clear.
"""

from __future__ import annotations

import json
from datetime import timedelta

import sqlalchemy as sa

from storage.columns import Instant, Place
from storage.conversation import ID_CHARACTERS, Sender, derived_id
from storage.engine import Db, metadata, put

pages = sa.Table(
    "wechat_page",
    metadata,
    sa.Column("id", sa.String(ID_CHARACTERS), primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("until", Instant, nullable=False, index=True),
)


def link_page(db: Db, identity: str, sender: Sender, *, days: int) -> None:
    """Let a page's identity speak as a WeChat person for so many days."""
    row = derived_id(db.vault, "wechat page", identity)
    kept = {
        "id": row,
        "sealed": db.vault.seal(Place("wechat_page", "sealed", row), json.dumps(sender)),
        "until": db.now + timedelta(days=days),
    }
    put(db, pages, kept)


def linked(db: Db, identity: str) -> Sender | None:
    """Return whom a page's identity speaks as, if anybody."""
    row = derived_id(db.vault, "wechat page", identity)
    found = sa.select(pages.c.sealed).where(pages.c.id == row, pages.c.until > db.now)
    sealed = db.connection.scalar(found)
    if sealed is None:
        return None
    return Sender(*json.loads(db.vault.unseal(Place("wechat_page", "sealed", row), sealed)))


def forget_pages(db: Db) -> None:
    """Drop the links that ran out."""
    db.connection.execute(sa.delete(pages).where(pages.c.until < db.now))
