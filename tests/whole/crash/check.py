"""Hold a database against the ledger: what was lost, what happened twice, and what every conversation came to.

Every function returns faults in words, so that the same checker proves that a broken program is seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.channels.callback import callback_sender
from bot.channels.rest import bubble_json, json_response, rest_sender
from bot.message import unpacked, unpacked_all
from cases.case import Case
from cases.queue import of_sender
from storage import turns
from storage.conversation import Sender, conversation_id, inbox, outbox, outbox_row, outbox_with_sender
from storage.drafts import drafts_of
from storage.engine import Db, Store
from storage.outbox import Status
from tests.whole.crash.residents import Entry, Ledger, Resident
from tests.whole.program import CALLBACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What one conversation came to; ids, instants and case numbers are left out, since they differ by run."""

    turns: tuple[int, ...]
    said: tuple[tuple[int, str, str], ...]
    cases: tuple[Mapping[str, object], ...]
    drafts: tuple[Mapping[str, object], ...]


def sender_of(one: Resident) -> Sender:
    """Return the sender that a resident is kept under."""
    return callback_sender(one.name) if one.channel == CALLBACK else rest_sender(one.name)


def lost(ledger: Ledger, store: Store) -> Sequence[str]:
    """Name every acknowledged message that the store does not hold with the reply that was given."""
    with store.reading() as db:
        return [
            f"{entry.message_id} was acknowledged and is lost"
            for entry in ledger.entries
            if _body(db, entry) != entry.body
        ]


def doubled(ledger: Ledger, store: Store) -> Sequence[str]:
    """Name every conversation whose turns are not one for each message, without a gap."""
    faults = []
    with store.reading() as db:
        for one in ledger.residents:
            served, count = _turns(db, sender_of(one)), len(ledger.of(one))
            if served != tuple(range(1, count + 1)):
                faults.append(f"{one.name} sent {count} messages and was served turns {served}")
    return faults


def unsent(store: Store) -> Sequence[str]:
    """Name every row for the callback channel that did not leave, or was sent anew more than once."""
    mine = outbox.c.channel == CALLBACK
    bad = sa.or_(outbox.c.status != Status.SENT, outbox.c.repeats > 1)
    with store.reading() as db:
        found = db.connection.execute(
            sa.select(outbox.c.id, outbox.c.status, outbox.c.repeats).where(mine, bad)
        )
        return [f"outbox row {row.id} is {row.status} after {row.repeats} repeats" for row in found]


def misheard(ledger: Ledger, store: Store, came: Mapping[str, Sequence[str]]) -> tuple[Sequence[str], int]:
    """Return faults of what was received (missing, out of order, more than twice), and how much came twice."""
    faults, twice = [], 0
    with store.reading() as db:
        for one in ledger.residents:
            if one.channel != CALLBACK:
                continue
            wanted, got = _words(db, sender_of(one)), list(came[one.name])
            for words in wanted:
                if not got or got.pop(0) != words:
                    faults.append(f"{one.name} did not receive all words in order")
                    break
                if got and got[0] == words:
                    twice += 1
                    got.pop(0)
            else:
                faults += [f"{one.name} received words that nobody said"] if got else []
    return faults, twice


def picture(store: Store, one: Resident) -> Picture:
    """Return what a resident's conversation came to."""
    sender = sender_of(one)
    with store.reading() as db:
        opened = of_sender(db, sender)
        return Picture(
            turns=_turns(db, sender),
            said=tuple(_said(db, sender, opened)),
            cases=tuple(_case(case) for case in opened),
            drafts=tuple(
                {"benefit": draft.benefit, "status": draft.status, "answers": json.loads(draft.body or b"{}")}
                for draft in drafts_of(db, sender)
            ),
        )


def _body(db: Db, entry: Entry) -> bytes | None:
    one = entry.resident
    reply = turns.said(db, sender_of(one), entry.message_id)
    if reply is None:
        return None
    if one.channel == CALLBACK:
        return b"success"
    return bytes(json_response([bubble_json(one.name, bubble) for bubble in unpacked_all(reply)]).body)


def _turns(db: Db, sender: Sender) -> tuple[int, ...]:
    mine = inbox.c.conversation == conversation_id(db.vault, sender)
    return tuple(db.connection.scalars(sa.select(inbox.c.turn).where(mine).order_by(inbox.c.turn)))


def _said(db: Db, sender: Sender, opened: Sequence[Case]) -> Iterator[tuple[int, str, str]]:
    for line in turns.transcript(db, sender):
        text = str(json.loads(line.body)["text"])
        for place, case in enumerate(opened):
            text = text.replace(case.number, f"case {place}")
        yield line.seq, line.who, text


def _case(case: Case) -> Mapping[str, object]:
    return {
        "kind": case.kind,
        "status": case.status,
        "benefit": case.benefit,
        "region": case.region,
        "due": case.due,
        "words": case.words,
        "facts": [(fact.fact, fact.value, fact.said_by, fact.words) for fact in case.facts],
        "answer": case.assessment and case.assessment.answer,
    }


def _words(db: Db, sender: Sender) -> Sequence[str]:
    mine = outbox.c.conversation == conversation_id(db.vault, sender)
    found = outbox_with_sender().where(mine).order_by(outbox.c.line)
    return [unpacked(row.body).text for row in map(outbox_row(db), db.connection.execute(found))]
