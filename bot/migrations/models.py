"""Every table of the program in one place: `metadata` is complete once this module is imported."""

from __future__ import annotations

from cases import store as cases_store
from storage import (
    audit,
    codes,
    consents,
    conversation,
    drafts,
    handover,
    notices,
    people,
    photos,
    releases,
    telegram,
    unanswered,
    wechat,
    wechat_pages,
    wechat_windows,
)
from storage.engine import metadata

__all__ = ["TABLES_OF", "metadata"]

TABLES_OF = (
    audit,
    cases_store,
    codes,
    consents,
    conversation,
    drafts,
    handover,
    notices,
    people,
    photos,
    releases,
    telegram,
    unanswered,
    wechat,
    wechat_pages,
    wechat_windows,
)
