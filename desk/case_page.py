"""What the page of one case shows, gathered in one reading: facts, words, checks, history, clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from cases import reach, store
from cases.case import DECIDED_KINDS, OPEN, Case, Consent, StatedFact, Status
from cases.conversation import holder
from cases.events import Recorded, ResidentAnswered
from cases.queue import QueueRow, beside
from desk.clock_chip import Chip, chip
from desk.colleagues import colleagues
from desk.heard import heard
from desk.masking import SECRET_KINDS, masked
from desk.naming import benefit_name, fact_kind, fact_label, fact_value, names, region_name, when
from desk.parts import LEADS, DeskParts
from desk.speaking import Words
from desk.talk import Talk, talk
from policies.policies import Policies
from storage.engine import Db
from storage.people import Account

# The fact that says who a case is about.
NAME = "name"
LET_GO = frozenset({"CaseReleased", "CaseHandedOn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFact:
    """A fact on the page: `value` is masked where `secret`; an unknown one has an empty value."""

    fact: str
    label: str
    value: str
    said_by: str
    words: str
    at: str
    secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownConsent:
    """What was said to a purpose: `given`, and `revoked` when it was taken back, or empty; `said_by` as for facts."""

    purpose: str
    given: bool
    said_by: str
    at: str
    version: str
    revoked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A line of the history; `detail` holds the event's fields, long numbers masked, `photos` the digests in it."""

    what: str
    who: str
    name: str
    at: str
    detail: Mapping[str, object]
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything the template of a case draws.

    `mine` whether the reader owns it, `open` whether it can still be worked on, `decided` whether its kind is
    decided rather than closed; `second` whether the reader may confirm a proposed refusal; `taken_back` whether the
    person took back a consent without which nothing may be decided; `elsewhere` the channel of another conversation
    in which the person now speaks, or empty. `person` is the name that was stated, `others` what else was submitted in
    the same conversation and lies in the reader's region. `colleagues` are those the reader may give it to, none
    where it is not theirs to give; `left` is the last note with which somebody let it go.
    """

    case: Case
    benefit: str
    region: str
    person: str
    others: tuple[QueueRow, ...]
    words: str
    request: str
    facts: tuple[ShownFact, ...]
    unsettled: tuple[str, ...]
    summary: Mapping[str, str]
    talk: Talk
    elsewhere: str
    holder: str | None
    history: tuple[Happening, ...]
    chip: Chip
    opened: str
    consents: tuple[ShownConsent, ...]
    taken_back: bool
    mine: bool
    open: bool
    decided: bool
    second: bool
    names: Mapping[str, str]
    colleagues: Mapping[str, str]
    left: Happening | None
    benefits: Mapping[str, str]

    def name(self, login: str) -> str:
        """Return a colleague's name; the login of one who has no account any more."""
        return self.names.get(login, login)

    def benefit_of(self, benefit: str) -> str:
        """Return the name of a benefit among the others."""
        return self.benefits.get(benefit, benefit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an action would do: the exact words, or none because it tells the resident nothing yet."""

    words: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into a form of the page and is shown again: which action, its fields, its ticked boxes.

    `fault` names what is wrong; `preview` holds what the action would tell the resident, `full` a value
    unmasked.
    """

    action: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    fault: str = ""
    preview: Preview | None = None
    full: Mapping[str, str] = field(default_factory=dict)


def case_page(parts: DeskParts, db: Db, number: str, reader: Account) -> CasePage:
    """Gather a case's page; raises NoSuchCase outside the reader's region."""
    case = store.case(db, number, region=reader.region)
    policies = parts.policies()
    calendar = store.calendar(db)
    refusal = case.refusal
    history = tuple(_happening(parts, event) for event in store.events(db, case.number, case.conversation))
    others = beside(db, case, region=reader.region)
    return CasePage(
        case=case,
        benefit=benefit_name(policies, case.benefit),
        region=region_name(policies, case.region),
        person=next((masked(str(one.value)) for one in case.facts if one.fact == NAME and one.value), ""),
        others=others,
        words=masked(case.words),
        request=masked(case.request or ""),
        facts=tuple(_fact(parts, fact) for fact in case.facts),
        unsettled=_unsettled(policies, case),
        summary={name: masked(text) for name, text in case.summary.items()},
        talk=talk(heard(db, case)),
        elsewhere=_elsewhere(db, case),
        holder=_holder(db, case),
        history=history,
        chip=chip(case.due, case.waiting_since, case.waited, parts.today(), calendar),
        opened=when(case.opened),
        consents=tuple(_consent(parts, said) for said in case.consents),
        taken_back=any(said.needed and said.revoked for said in case.consents),
        mine=case.owner == reader.login,
        open=case.status in OPEN,
        decided=case.kind in DECIDED_KINDS,
        second=refusal is not None and refusal.by != reader.login and case.status is Status.IN_REVIEW,
        names=names(db),
        colleagues=colleagues(db, case)
        if case.owner and (case.owner == reader.login or reader.role in LEADS)
        else {},
        left=next((one for one in reversed(history) if one.what in LET_GO and one.detail["note"]), None),
        benefits={row.benefit: benefit_name(policies, row.benefit) for row in others if row.benefit},
    )


def _elsewhere(db: Db, case: Case) -> str:
    """The channel on which the person now speaks, when that is in another conversation than the case came from."""
    speaks = reach.speaks_in(db, case)
    return "" if speaks == case.sender else speaks.channel


def _holder(db: Db, case: Case) -> str | None:
    """Who talks with the person, in any of their conversations."""
    holders = (holder(db, sender) for sender in reach.theirs(db, case))
    return next((login for login in holders if login is not None), None)


def _fact(parts: DeskParts, stated: StatedFact) -> ShownFact:
    policies, phrases = parts.policies(), parts.phrases()
    secret = fact_kind(policies, stated.fact) in SECRET_KINDS
    return ShownFact(
        fact=stated.fact,
        label=fact_label(policies, stated.fact),
        value=masked(fact_value(policies, phrases, stated.fact, stated.value)),
        said_by=stated.said_by,
        words=masked(stated.words),
        at=when(stated.at),
        secret=secret and stated.value is not None,
    )


def _consent(parts: DeskParts, said: Consent) -> ShownConsent:
    return ShownConsent(
        purpose=parts.purposes().get(said.purpose, said.purpose),
        given=said.given,
        said_by=said.said_by,
        at=when(said.at),
        version=said.version.rpartition("@")[2][:8],
        revoked=when(said.revoked) if said.revoked else "",
    )


def _unsettled(policies: Policies, case: Case) -> tuple[str, ...]:
    if case.assessment is None:
        return ()
    names = dict.fromkeys((*case.assessment.unsettled, *case.assessment.ask))
    return tuple(fact_label(policies, name) for name in names)


def _happening(parts: DeskParts, recorded: Recorded) -> Happening:
    who, _, name = recorded.by.partition(":")
    detail = {key: _masked(value) for key, value in asdict(recorded.event).items()}
    if isinstance(purpose := detail.get("purpose"), str):
        detail["purpose"] = parts.purposes().get(purpose, purpose)
    photos = recorded.event.photos if isinstance(recorded.event, ResidentAnswered) else ()
    at = when(recorded.at)
    return Happening(what=recorded.what, who=who, name=name, at=at, detail=detail, photos=photos)


def _masked(value: object) -> object:
    match value:
        case str():
            return masked(value)
        case tuple() | list():
            return tuple(masked(str(item)) for item in value)
        case _:
            return value
