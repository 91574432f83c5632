"""Load the frozen world of one turn, after the conversation was locked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot import clock
from bot.parts import Parts
from bot.release import Libraries
from cases import queue
from cases.case import Case, Kind
from flows.library import Flows
from flows.state import Draft
from flows.stored import answers_from_json, answers_to_json
from flows.world import SeenCase, World
from policies.policies import Policies
from policies.service import due_target
from storage import codes, drafts
from storage.drafts import StoredDraft
from storage.engine import Db
from storage.turns import Held, Sender


def load(
    db: Db, parts: Parts, libraries: Libraries, sender: Sender, held: Held, *, today: date, region: str
) -> World:
    """Return what the turn may look at."""
    stored = drafts.drafts_of(db, sender)
    open_drafts = [draft for draft in stored if draft.status == "open"]
    return World(
        today=today,
        region=region,
        policies=libraries.policies,
        flows=libraries.flows,
        pinned=_pinned(parts, open_drafts),
        drafts={draft.id: from_stored(draft) for draft in open_drafts},
        cases=tuple(_seen(libraries.policies, case) for case in _cases(db, sender, stored)),
        held_by=held.holder,
        turn=held.turn,
        fresh=f"{held.conversation}|{held.turn}",
        now=datetime.combine(today, db.now.astimezone(clock.CHINA).timetz()),
    )


def from_stored(stored: StoredDraft) -> Draft:
    """Return a draft as flows know it."""
    return Draft(
        id=stored.id,
        person=stored.person,
        benefit=stored.benefit,
        flow=stored.flow,
        release=stored.release,
        answers=answers_from_json(json.loads(stored.body)),
        status=stored.status,
    )


def to_stored(draft: Draft, db: Db) -> StoredDraft:
    """Return a draft as storage keeps it, spoken of now."""
    return StoredDraft(
        id=draft.id,
        person=draft.person,
        benefit=draft.benefit,
        flow=draft.flow,
        release=draft.release,
        status=draft.status,
        body=json.dumps(answers_to_json(draft.answers), ensure_ascii=False).encode(),
        spoken_at=db.now,
        reminded=0,
    )


def _cases(db: Db, sender: Sender, stored: Sequence[StoredDraft]) -> Sequence[Case]:
    """Return the cases this conversation submitted, and those of drafts it shares with another one by a code."""
    own = queue.of_sender(db, sender)
    submitted = {case.draft for case in own if case.kind is Kind.APPLICATION}
    elsewhere = {draft.id for draft in stored if draft.status == "submitted"} - submitted
    return (*own, *queue.of_drafts(db, elsewhere & codes.shared(db, sender))) if elsewhere else own


def _pinned(parts: Parts, stored: list[StoredDraft]) -> Mapping[str, Flows]:
    found: dict[str, Flows] = {}
    for digest in {draft.release for draft in stored}:
        libraries = parts.released.libraries(digest)
        if libraries is not None:
            found[digest] = libraries.flows
    return found


def _seen(policies: Policies, case: Case) -> SeenCase:
    promised = due_target(policies, case.kind, case.benefit).said_to_resident
    return SeenCase(
        number=case.number,
        kind=case.kind.value,
        benefit=case.benefit,
        status=case.status.value,
        who=case.who,
        opened=case.opened_on,
        due=case.due if promised else None,
        request=case.request,
        reasons="\n".join(case.reasons),
        name=next((str(fact.value) for fact in case.facts if fact.fact == "name"), ""),
        agreed=tuple(one.purpose for one in case.consents if one.holds),
        revoked=tuple(one.purpose for one in case.consents if one.revoked),
    )
