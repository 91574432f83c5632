"""What the desk's endpoints do with the store: one short transaction each, run in a thread.

Looking for a case that is not the reader's, and looking at a number in full, are recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases import store
from cases.case import NoSuchCase
from cases.events import ResidentAnswered
from desk.actions import PREVIEWED, Act, perform, refusal_words, words
from desk.amount import amount_words
from desk.case_page import CasePage, Preview, case_page
from desk.form import Form, judgement
from desk.found_page import FoundPage, found_page
from desk.heard import pictures
from desk.naming import fact_value
from desk.parts import DeskParts
from desk.queue_page import Filter, QueuePage, queue_page
from storage import audit
from storage.people import Account
from storage.photos import photo

FULL_FOR_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case's page with what its forms offer: the fact base's amount, the words of a proposed refusal.

    `night` when letters that are sent now wait for the morning; `shown_for` the seconds a full number stays on a page.
    """

    page: CasePage
    amount: str
    refusal: str
    night: bool
    shown_for: int = FULL_FOR_SECONDS


def open_queue(parts: DeskParts, reader: Account, wanted: Filter) -> QueuePage:
    """Read the start page."""
    with parts.store.reading() as db:
        return queue_page(parts, db, reader, wanted)


def looked_up(parts: DeskParts, reader: Account, words: str) -> FoundPage:
    """Look for a case by its number or its person, and record who looked for what."""
    with parts.store.writing() as db:
        audit.note(db, reader.login, "looked_for_a_case", "", words)
    with parts.store.reading() as db:  # looking through takes a while: nobody who writes waits for it
        return found_page(parts, db, reader, words)


def open_page(parts: DeskParts, reader: Account, number: str) -> Opened:
    """Read a case's page; raises NoSuchCase."""
    with parts.store.reading() as db:
        page = case_page(parts, db, number, reader)
    amount = amount_words(parts.policies(), page.case, parts.today()) if page.open and page.decided else ""
    refusal = refusal_words(parts, page.case) if page.case.refusal else ""
    night = parts.waking(parts.store.clock()) is not None
    return Opened(page=page, amount=amount, refusal=refusal, night=night)


def act(parts: DeskParts, reader: Account, number: str, action: str, form: Form) -> Preview | None:
    """Carry out an action, or return what it would do where it is shown first and not yet sure."""
    with parts.store.writing() as db:
        case = store.case(db, number, region=reader.region)
        doing = Act(parts=parts, person=reader, case=case, form=form)
        if action in PREVIEWED and not form.text("sure"):
            if action == "decide":
                judgement(form, case)
            return Preview(words=words(doing, action))
        perform(doing, db, action)
    return None


def full_value(parts: DeskParts, reader: Account, number: str, fact: str, reason: str) -> str:
    """Return a fact's value unmasked, and record who looked at it and why."""
    with parts.store.writing() as db:
        case = store.case(db, number, region=reader.region)
        stated = next((stated for stated in case.facts if stated.fact == fact), None)
        if stated is None:
            raise NoSuchCase(f"{number} has no fact {fact}")
        audit.note(db, reader.login, "looked_at_full_number", f"{number}:{fact}", reason)
        return fact_value(parts.policies(), parts.phrases(), fact, stated.value)


def picture(parts: DeskParts, reader: Account, number: str, digest: str) -> bytes:
    """Return a picture that the case's own resident sent, there or as an answer; raises LookupError for any other."""
    with parts.store.reading() as db:
        case = store.case(db, number, region=reader.region)
        answers = (one.event for one in store.events(db, number) if isinstance(one.event, ResidentAnswered))
        answered = {photo for answer in answers for photo in answer.photos}
        if digest not in answered and digest not in pictures(db, case):
            raise LookupError(f"{number} has no photo {digest}")
        return photo(db, parts.photos, digest)


def note_missing(parts: DeskParts, reader: Account, number: str) -> None:
    """Record that somebody asked for a case that is not there for them."""
    with parts.store.writing() as db:
        audit.note(db, reader.login, "asked_for_a_case_not_theirs", number[:40])
