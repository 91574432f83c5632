"""The daily sweep: what nobody would otherwise notice is reminded of, ended, or put before a person.

A reminder goes through the same door as a message, under an id made of its cause, so it is said once however often
the sweep runs. A technical fault found here makes a task; it never changes a draft or a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from bot import watch
from bot.message import Bubble, Message
from bot.saying import REMINDER_DUE
from bot.tasks import OVERDUE, UNDELIVERED, UNFINISHED
from cases import reach
from cases.case import Kind
from cases.queue import queue
from flows.world import Happened
from policies.regions import NATION
from storage import drafts, notices, photos, turns, wechat, wechat_pages
from storage.conversation import Sender, conversation_id
from storage.drafts import StoredDraft
from storage.engine import Db, Store

# Days without a word after which a person is reminded: the first, second and third time.
REMIND_AFTER = (3, 10, 25)
EXPIRE_AFTER = 30


class OpensTasks(Protocol):
    """What puts a task before the caseworkers; `bot.tasks.Tasks` does."""

    @property
    def today(self) -> Callable[[], date]:
        """Tell the day to reckon from."""
        ...

    def open(
        self, db: Db, key: str, phrase: str, *, sender: Sender = ..., values: Mapping[str, str] | None = None
    ) -> str:
        """Open a task once for each key and return its number."""
        ...


Take = Callable[[Message], tuple[Bubble, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one sweep did, in counts."""

    reminded: int
    expired: int
    tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """The sweep's parts; `pushed` are the channels whose words we send ourselves, `photos` the folder of pictures."""

    store: Store
    tasks: OpensTasks
    take: Take
    pushed: frozenset[str]
    photos: Path

    def run(self) -> Swept:
        """Do everything once; each step stands in transactions of its own."""
        expired = self._expire()
        with self.store.writing() as db:
            wechat.forget(db)
            notices.forget(db)
            wechat_pages.forget_pages(db)
        with self.store.reading() as db:
            photos.sweep(db, self.photos)
        return Swept(
            reminded=self._remind(), expired=expired, tasks=self._find_stuck() + self._find_overdue()
        )

    def _expire(self) -> int:
        with self.store.writing() as db:
            idle = drafts.idle_drafts(db, db.now - timedelta(days=EXPIRE_AFTER))
            for sender, draft in idle:
                drafts.keep_draft(db, sender, replace(draft, status="expired"))
        return len({draft.id for _, draft in idle})

    def _remind(self) -> int:
        with self.store.reading() as db:
            # One day early, because the day itself counts and `idle_drafts` leaves its own instant out.
            idle = drafts.idle_drafts(db, db.now - timedelta(days=REMIND_AFTER[0] - 1))
            due = [
                (reach.last_spoke(db, senders), draft)
                for senders, draft in _by_draft(idle)
                if _is_due(draft, (db.now - draft.spoken_at).days)
            ]
        for sender, draft in due:
            self.take(_reminder(sender, draft))
        # Counted after the words: a crash between the two repeats a message id, which changes nothing.
        for sender, draft in due:
            self._count(sender, draft)
        return len(due)

    def _count(self, sender: Sender, draft: StoredDraft) -> None:
        with self.store.writing() as db:
            now = next((one for one in drafts.drafts_of(db, sender) if one.id == draft.id), None)
            if now is not None and now.reminded == draft.reminded:
                drafts.keep_draft(db, sender, replace(now, reminded=draft.reminded + 1))

    def _find_stuck(self) -> int:
        with self.store.writing() as db:
            unfinished = turns.waiting_for_hand(db)
            for message in unfinished:
                where = conversation_id(db.vault, message.sender)
                key = f"unfinished:{where}:{message.at.isoformat()}"
                self.tasks.open(db, key, UNFINISHED, sender=message.sender)
            late = watch.stuck(db, self.pushed)
            for conversation in late:
                day = db.now.date().isoformat()
                sender = turns.sender_of(db, conversation)
                self.tasks.open(db, f"stuck:{conversation}:{day}", UNDELIVERED, sender=sender)
        return len(unfinished) + len(late)

    def _find_overdue(self) -> int:
        today = self.tasks.today()
        with self.store.writing() as db:
            late = [
                row
                for row in queue(db, region=NATION)
                if row.due is not None and row.due < today and row.kind is not Kind.TASK
            ]
            for row in late:
                self.tasks.open(db, f"overdue:{row.number}", OVERDUE, values={"number": row.number})
        return len(late)


def _by_draft(
    idle: Sequence[tuple[Sender, StoredDraft]],
) -> Iterator[tuple[tuple[Sender, ...], StoredDraft]]:
    """Yield each draft once, with every conversation that points at it."""
    for draft in {one.id: one for _, one in idle}.values():
        yield tuple(sender for sender, one in idle if one.id == draft.id), draft


def _is_due(draft: StoredDraft, days: int) -> bool:
    return draft.reminded < len(REMIND_AFTER) and days >= REMIND_AFTER[draft.reminded]


def _reminder(sender: Sender, draft: StoredDraft) -> Message:
    count = draft.reminded + 1
    happened = Happened(kind=REMINDER_DUE, values={"draft": draft.id, "count": str(count)})
    return Message(sender=sender, id=f"reminder:{draft.id}:{count}", text="", happened=happened)
