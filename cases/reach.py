"""Where the words that belong to a case go: to the conversation in which its person last spoke.

A conversation that shares the case's draft by the spoken code is the person's as much as the one that submitted. The
one that submitted hears as well when it is on another channel, since a code may have been given away. An alert, a
report or a complaint has no draft: it stays where it was said, for it may be about whoever shares one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from cases.case import Case
from storage import codes
from storage.conversation import Sender, conversation_id
from storage.engine import Db
from storage.transcript import heard_lately


def told(db: Db, case: Case) -> tuple[Sender, ...]:
    """Return who is told what happens to a case, nobody twice, in the order in which their conversations are held."""
    latest = speaks_in(db, case)
    reached = {latest, case.sender} if latest.channel != case.sender.channel else {latest}
    return in_order(db, reached)


def speaks_in(db: Db, case: Case) -> Sender:
    """Return the conversation in which the case's person last spoke, of those that are theirs."""
    return last_spoke(db, theirs(db, case))


def theirs(db: Db, case: Case) -> tuple[Sender, ...]:
    """Return the conversations of a case's person, the one the case came from first."""
    sharing = codes.sharing(db, case.draft) if case.draft else ()
    return tuple(dict.fromkeys((case.sender, *sharing)))


def in_order(db: Db, senders: Iterable[Sender]) -> tuple[Sender, ...]:
    """Return conversations in the one order in which several are held, so that nobody waits for each other."""
    return tuple(sorted(senders, key=lambda sender: conversation_id(db.vault, sender)))


def last_spoke(db: Db, senders: Sequence[Sender]) -> Sender:
    """Return in which of some conversations the person wrote last; the first of them where nobody wrote in any."""
    return max(senders, key=lambda sender: _latest(db, sender)) if len(senders) > 1 else senders[0]


def _latest(db: Db, sender: Sender) -> int:
    """The place of a person's newest words or pictures; what came from inside, such as a reminder, has neither."""
    for place, body in heard_lately(db, sender):
        said = json.loads(body)
        if said.get("text") or said.get("photos"):
            return place
    return 0
