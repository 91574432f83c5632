"""What the buttons of a case's page do: the move, and in the same transaction the words that go with it.

Every action first checks what was typed, so that a page can show the words before anything has happened.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cases import conversation, decision, letters, reach, work
from cases.case import Case, NotYours, ReasonMissing, Status
from cases.letters import Letter
from desk.form import Form, asked, judgement
from desk.naming import benefit_name
from desk.parts import DeskParts
from storage.engine import Db
from storage.outbox import hurry
from storage.people import Account
from storage.turns import Sender, hold, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does something to which case, as it was when they began, with what in the form."""

    parts: DeskParts
    person: Account
    case: Case
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words for the resident, and the phrase they came from; empty where a caseworker wrote them."""

    text: str
    phrase: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def perform(act: Act, db: Db, action: str) -> None:
    """Carry out an action, and say its words in the same transaction; raises what stands in the way.

    The conversations are locked before the case, as everywhere, and in one order.
    """
    spoken = words(act, action)
    if spoken is None:
        MOVES[action](act, db)
        return
    is_letter = action in LETTERS
    hearers = reach.told(db, act.case) if is_letter else (reach.speaks_in(db, act.case),)
    for sender in hearers if is_letter else reach.in_order(db, reach.theirs(db, act.case)):
        hold(db, sender)
    MOVES[action](act, db)
    bubble: dict[str, object] = {
        "text": spoken.text,
        "choices": [],
        "phrases": [spoken.phrase] if spoken.phrase else [],
    }
    if spoken.values:
        bubble["values"] = dict(spoken.values)
    body = json.dumps(bubble, ensure_ascii=False).encode()
    by = work.by(act.person.login)
    # Who writes meanwhile gets the words with the next answer; live words never wait.
    until = act.parts.waking(db.now) if action in LETTERS else None
    for hearer in hearers:
        held = hold(db, hearer)
        if action not in LETTERS:
            hurry(db, hearer)
        say(db, hearer, held.turn, 0, body, held.epoch, by=by, always=True, not_before=until)
        if action == "hand-back":
            for step, more in enumerate(act.parts.goes_on(db, hearer), start=1):
                say(db, hearer, held.turn, step, more, held.epoch)


def words(act: Act, action: str) -> Words | None:
    """Return the exact words the resident gets for an action, None for none; raises what the form lacks."""
    if action == "write":
        if not act.form.text("text"):
            raise ReasonMissing("a message needs words")
        return Words(text=act.form.text("text"))
    letter = _letter(act, action)
    if letter is None:
        return None
    return Words(
        text=act.parts.phrases().render(letter.phrase, letter.values),
        phrase=letter.phrase,
        values=letter.values,
    )


def refusal_words(parts: DeskParts, case: Case) -> str:
    """Return the words that leave when a proposed refusal is confirmed."""
    letter = _refusal(parts, case)
    return parts.phrases().render(letter.phrase, letter.values)


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
        case "hand-back":
            return letters.left()
        case _:
            return None


def _refusal(parts: DeskParts, case: Case) -> Letter:
    reasons = case.refusal.reasons if case.refusal else ()
    return letters.refused(case, benefit_name(parts.policies(), case.benefit), reasons)


def _claim(act: Act, db: Db) -> None:
    if not work.claim(db, act.case.number, act.person.login, region=act.person.region):
        raise NotYours(f"{act.case.number} already has an owner")


def _release(act: Act, db: Db) -> None:
    work.release(db, act.case.number, act.person.login, act.form.text("note"))


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
    for sender in _held(act, db):
        conversation.hand_back(db, sender, act.person.login, act.form.text("note"))


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
# These are shown as they will be before they are done.
PREVIEWED = frozenset({"ask", "decide"})
