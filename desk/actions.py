"""What the buttons of a case's page do: the move, and in the same transaction the words that go with it.

Every action first checks what was typed, so that a page can show the words before anything has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cases import conversation, decision, letters, reach, store, work
from cases.case import OPEN, Case, NotYours, ReasonMissing, Status
from cases.letters import Letter
from desk import speaking
from desk.colleagues import NoSuchColleague, colleagues
from desk.form import Form, asked, judgement
from desk.naming import benefit_name
from desk.parts import LEADS, DeskParts
from desk.speaking import Words
from storage.engine import Db
from storage.people import Account
from storage.turns import Sender, hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does something to which case, as it was when they began, with what in the form."""

    parts: DeskParts
    person: Account
    case: Case
    form: Form


def perform(act: Act, db: Db, action: str) -> None:
    """Carry out an action, and say its words in the same transaction; raises what stands in the way.

    The conversations are locked before the case, as everywhere, and in one order. With the last thing that is done to a
    case, a conversation that was taken over for it goes back to the assistant: nobody would be there to answer.
    """
    spoken = words(act, action)
    talking = _talking(act, db) if action in ENDING else ()
    hearers = _hearers(act, db, action) if spoken is not None else ()
    reached = reach.theirs(db, act.case) if action in LIVE else (*hearers, *talking)
    for sender in reach.in_order(db, set(reached)):
        hold(db, sender)
    MOVES[action](act, db)
    if spoken is not None:
        say = speaking.write if action in LETTERS else speaking.speak
        for hearer in hearers:
            say(act.parts, db, hearer, spoken, act.person.login)
    if talking and _is_done(act, db):
        _give_back(act, db, talking, "")


def _hearers(act: Act, db: Db, action: str) -> tuple[Sender, ...]:
    return reach.told(db, act.case) if action in LETTERS else (reach.speaks_in(db, act.case),)


def _talking(act: Act, db: Db) -> tuple[Sender, ...]:
    """The person's conversations that are held for this case, by who does this or by whose case it is."""
    mine = {act.person.login, act.case.owner}
    held = (one for one in reach.theirs(db, act.case) if conversation.holder(db, one) in mine)
    return tuple(one for one in held if conversation.held_for(db, one) == act.case.number)


def _is_done(act: Act, db: Db) -> bool:
    case = store.case(db, act.case.number)
    return case.owner != act.case.owner or case.status not in OPEN


def words(act: Act, action: str) -> Words | None:
    """Return the exact words the resident gets for an action, None for none; raises what the form lacks."""
    if action == "write":
        if not act.form.text("text"):
            raise ReasonMissing("a message needs words")
        return Words(text=act.form.text("text"))
    letter = _letter(act, action)
    return None if letter is None else speaking.worded(act.parts, letter)


def refusal_words(parts: DeskParts, case: Case) -> str:
    """Return the words that leave when a proposed refusal is confirmed."""
    return speaking.worded(parts, _refusal(parts, case)).text


def _letter(act: Act, action: str) -> Letter | None:
    match action:
        case "ask":
            return letters.requested(act.case, asked(act.form))
        case "decide":
            made = judgement(act.form, act.case)
            benefit = benefit_name(act.parts.policies(), act.case.benefit)
            approves = made.outcome is Status.APPROVED
            # A refusal tells nobody before a second person has confirmed it.
            return letters.approved(act.case, benefit, made.reasons, made.amount) if approves else None
        case "confirm":
            return _refusal(act.parts, act.case)
        case "finish" if act.form.text("tell"):
            return letters.closed(act.case, act.form.text("note"))
        case "withdraw":
            return letters.withdrawn(act.case)
        case "take-over":
            return letters.arrived(act.person.name)
        case _:
            return None


def _refusal(parts: DeskParts, case: Case) -> Letter:
    reasons = case.refusal.reasons if case.refusal else ()
    return letters.refused(case, benefit_name(parts.policies(), case.benefit), reasons)


def _claim(act: Act, db: Db) -> None:
    if not work.claim(db, act.case.number, act.person.login, region=act.person.region):
        raise NotYours(f"{act.case.number} already has an owner")


def _release(act: Act, db: Db) -> None:
    """Put the case back, or give it to the colleague who was chosen; a lead does so for whoever is away."""
    number, login, note, to = act.case.number, act.person.login, act.form.text("note"), act.form.text("to")
    owner = act.case.owner if act.person.role in LEADS else None
    if not to:
        work.release(db, number, login, note, owner=owner)
    elif to in colleagues(db, act.case):
        work.hand_on(db, number, login, to, note, owner=owner)
    else:
        raise NoSuchColleague(f"{number} cannot be given to {to}")


def _ask(act: Act, db: Db) -> None:
    what, version, today = asked(act.form), act.form.version, act.parts.today()
    work.ask_resident(db, act.case.number, act.person.login, what, version=version, today=today)


def _go_on(act: Act, db: Db) -> None:
    note, today = act.form.text("note"), act.parts.today()
    work.stop_waiting(db, act.case.number, act.person.login, note, today=today)


def _decide(act: Act, db: Db) -> None:
    made = judgement(act.form, act.case)
    decision.decide(
        db,
        act.case.number,
        act.person.login,
        made.outcome,
        made.reasons,
        version=act.form.version,
        amount=made.amount,
        checked=made.checked,
        against=made.against,
    )


def _confirm(act: Act, db: Db) -> None:
    region, version = act.person.region, act.form.version
    decision.confirm_refusal(db, act.case.number, act.person.login, region=region, version=version)


def _turn_back(act: Act, db: Db) -> None:
    note, region, version = act.form.text("note"), act.person.region, act.form.version
    decision.turn_back_refusal(db, act.case.number, act.person.login, note, region=region, version=version)


def _finish(act: Act, db: Db) -> None:
    decision.finish(db, act.case.number, act.person.login, act.form.text("note"))


def _withdraw(act: Act, db: Db) -> None:
    work.own(db, act.case.number, act.person.login, act.form.version)
    work.withdraw(db, act.case.number, work.by(act.person.login))


def _take_over(act: Act, db: Db) -> None:
    for sender in reach.theirs(db, act.case):
        conversation.take_over(db, sender, act.person.login, act.case.number)


def _hand_back(act: Act, db: Db) -> None:
    """A lead hands back for whoever is away: until somebody does, nobody answers the resident."""
    held = tuple(one for one in reach.theirs(db, act.case) if conversation.holder(db, one))
    lead = act.person.role in LEADS and held
    _give_back(act, db, held if lead else _held(act, db), act.form.text("note"))


def _give_back(act: Act, db: Db, senders: Sequence[Sender], note: str) -> None:
    """Give conversations back to the assistant, which goes on where the person last spoke."""
    for sender in senders:
        conversation.hand_back(db, sender, conversation.holder(db, sender) or act.person.login, note)
    speaking.take_leave(act.parts, db, reach.last_spoke(db, senders), act.person.login)


def _write(act: Act, db: Db) -> None:
    """Words are written only where the assistant is silent: a conversation joined just now may have to be taken."""
    _held(act, db)
    _take_over(act, db)


def _held(act: Act, db: Db) -> tuple[Sender, ...]:
    login = act.person.login
    mine = tuple(one for one in reach.theirs(db, act.case) if conversation.holder(db, one) == login)
    if not mine:
        raise NotYours(f"no conversation of {act.case.number} is held by {login}")
    return mine


MOVES: Mapping[str, Callable[[Act, Db], None]] = {
    "claim": _claim,
    "release": _release,
    "ask": _ask,
    "go-on": _go_on,
    "decide": _decide,
    "confirm": _confirm,
    "turn-back": _turn_back,
    "finish": _finish,
    "withdraw": _withdraw,
    "take-over": _take_over,
    "hand-back": _hand_back,
    "write": _write,
}
# Their words belong to the case: who submitted hears them as well. All others are said where the person last spoke.
LETTERS = frozenset({"ask", "decide", "confirm", "finish"})
# These touch all conversations of the person, or speak at once.
LIVE = frozenset({"take-over", "hand-back", "write", "withdraw"})
# These may be the last thing that is done to a case, or by its caseworker.
ENDING = frozenset({"release", "decide", "confirm", "finish", "withdraw"})
# These are shown as they will be before they are done.
PREVIEWED = frozenset({"ask", "decide"})
