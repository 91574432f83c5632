"""The spoken code in a turn: one is made for a person's drafts, or one that was said joins this conversation to them.

A code is listened for only where it was asked for, or where the message says that it holds one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from bot.message import Bubble, packed
from cases import conversation, store
from flows.channels import USE_CODE
from flows.library import Flows
from flows.members import MANY_MAY_BE
from flows.phrases import Phrases
from flows.stored import answers_from_json
from flows.world import Happened
from nlu.reading import Expecting
from nlu.text import normalise
from nlu.values.numbers import DIGITS
from storage import codes, drafts, turns
from storage.drafts import StoredDraft
from storage.engine import Db
from storage.turns import Sender

KIND = "code"
CODE_USED = "code_used"
_CODE = re.compile(r"(?<!\d)\d(?:[ \-]?\d){5}(?![ \-]?\d)")


def code_in(text: str) -> str | None:
    """Return the six digits of a message, written or read out, when it holds exactly one such row.

    >>> code_in("483 920"), code_in("1234567")
    ('483920', None)
    """
    plain = "".join(str(DIGITS.get(letter, letter)) for letter in normalise(text).text)
    found = _CODE.findall(plain)
    return re.sub(r"[ \-]", "", found[0]) if len(found) == 1 else None


def said_code(text: str, asked: Expecting | None, flows: Flows) -> str | None:
    """Return the code a message gives, where one was asked for or the message names it."""
    code = code_in(text)
    if code is None or (asked is not None and asked.kind == KIND):
        return code
    named = flows.named(normalise(text).text)
    return code if named is not None and named.id == USE_CODE else None


def join(db: Db, sender: Sender, code: str) -> Happened:
    """Try a code and return what the conversation hears of it."""
    joined = codes.take(db, sender, code)
    if joined is None:
        return Happened(kind="code_wrong")
    return Happened(kind="code_joined", values={"drafts": ",".join(joined)})


def warn(db: Db, sender: Sender, joined: Happened, phrases: Phrases) -> None:
    """Tell the conversation that gave a code that it was used, and where; said whoever holds that conversation."""
    drafts_joined = joined.values.get("drafts", "")
    giver = codes.giver(db, sender, drafts_joined.partition(",")[0]) if drafts_joined else None
    if giver is None:
        return
    where = spoken_channel(sender, phrases)
    words = Bubble(text=phrases.render(CODE_USED, {"where": where}), phrases=(CODE_USED,))
    held = turns.hold(db, giver)
    turns.say(db, giver, held.turn, 0, packed(words), held.epoch, always=True)


def held_with(db: Db, sender: Sender, joined: Happened) -> str | None:
    """Silence a conversation that joined one which a caseworker holds for that draft, and return who holds it."""
    drafts_joined = joined.values.get("drafts", "").split(",")
    giver = codes.giver(db, sender, drafts_joined[0]) if drafts_joined[0] else None
    number = conversation.held_for(db, giver) if giver else None
    case = store.case(db, number) if number else None
    if giver is None or case is None or case.draft not in drafts_joined:
        return None
    caseworker = conversation.holder(db, giver)
    if caseworker is not None:
        conversation.take_over(db, sender, caseworker, case.number)
    return caseworker


def shared_draft(db: Db, sender: Sender) -> str:
    """Return what a conversation that speaks for one person only shares by a code, the newest; else nothing."""
    mine = drafts.drafts_of(db, sender)
    shared = codes.shared(db, sender)
    one_person = mine and len(_of_person(mine, mine[0])) == len(mine)
    return next((one.id for one in mine if one.id in shared), "") if one_person else ""


def spoken_channel(sender: Sender, phrases: Phrases) -> str:
    """Return the word for where somebody writes from."""
    return phrases.word(f"spoken_channel_{sender.channel}", phrases.word("spoken_channel_other"))


def make_code(db: Db, sender: Sender, key: str, draft: str) -> str:
    """Return a new code, in two groups of digits, for a draft's person or for the one spoken of last."""
    mine = [one for one in drafts.drafts_of(db, sender) if one.status in ("open", "submitted")]
    meant = next((one for one in mine if one.id == draft), mine[0] if mine else None)
    digits = codes.give(db, sender, key, [] if meant is None else _of_person(mine, meant))
    return f"{digits[:3]} {digits[3:]}"


def _of_person(mine: Sequence[StoredDraft], meant: StoredDraft) -> list[str]:
    """Return the drafts that are for the same person: by its id, or by a relation that only one person has."""
    who = _who(meant)
    same = [
        one.id for one in mine if one.person == meant.person or (who not in MANY_MAY_BE and _who(one) == who)
    ]
    return [meant.id, *(name for name in same if name != meant.id)]


def _who(draft: StoredDraft) -> str:
    told = answers_from_json(json.loads(draft.body)).get("who_for") if draft.body else None
    return str(told.value) if told else ""
