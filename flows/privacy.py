"""What a person can ask for their own data: to see it, to have it deleted, to take a consent back.

It is told in the conversation that gave it, or in one that a spoken code joined to it. What was submitted is a record
of the office: it is never deleted from here, and that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows import consent, of_others, paused
from flows.outcome import ChangeConsent, CountPhotos, ForgetWords, KeepConsent, Reply
from flows.place import without
from flows.speaking import gaps
from flows.spoken import listed
from flows.stack import pop
from flows.state import Answers, Draft, Frame, State
from flows.talk import Talk, answers_of, drop_draft, has_open_draft, order, put_draft, say, told
from flows.world import FINISHED, SeenCase

RECORDS = frozenset({"application", "certification", "report", "complaint"})
"""Kinds of work that stay on record once they were submitted; the others only until somebody has seen to them."""

_NOT_TOLD = frozenset({"alert", "task"})


def tell_kept(talk: Talk, frame: Frame) -> Talk:
    """Say in plain words what is held, long numbers by their last digits."""
    held = {
        "drafts": "\n".join(_draft(talk, draft) for draft in talk.drafts.values() if draft.status == "open"),
        "paused": "\n".join(_paused(talk, frame) for frame in talk.state.paused if frame.draft is None),
        "loose": _item(talk, "list_loose", listed(talk, talk.state.loose)),
        "others": "\n".join(of_others.lines(talk)),
        "cases": "\n".join(_case(talk, case) for case in _told_of(talk)),
        "agreed": _item(talk, "list_agreed", _names(talk, consent.purposes(talk, "agreed"))),
    }
    if not any(held.values()):
        return say(talk, Reply(phrase="kept_nothing", values=gaps(talk, None)))
    filled = {name: text for name, text in held.items() if text}
    return say(order(talk, CountPhotos()), Reply(phrase="kept", values=filled), Reply(phrase="kept_ways"))


def weigh_deletion(talk: Talk, frame: Frame) -> Talk:
    """Say what can be deleted and what must stay; leave off where nothing can be."""
    records = _records(talk)
    if not records:
        return say(talk, Reply(phrase="deletable"))
    drafts = has_open_draft(talk)
    said = Reply(phrase="deletable_drafts" if drafts else "not_deletable", values=_numbers(talk, records))
    return say(talk, said) if drafts else pop(say(talk, said))


def forget(talk: Talk, frame: Frame) -> Talk:
    """Delete what was never submitted, and what was said and sent where no record needs it."""
    for name, draft in talk.drafts.items():
        if draft.status == "open":
            talk = drop_draft(talk, name)
    questions = talk.world.flows.questions
    mine = {n: t for n, t in frame.answers.items() if n in questions and n not in talk.world.policies.facts}
    state = State(frames=(replace(frame, answers=mine),), greeted=talk.state.greeted)
    talk = replace(talk, state=state, behind=talk.behind[-1:])
    records = _records(talk)
    if records:
        return say(talk, Reply(phrase="forgotten_drafts", values=_numbers(talk, records)))
    if any(case.status not in FINISHED for case in talk.world.cases):
        return say(talk, Reply(phrase="forgotten_drafts"), Reply(phrase="words_being_read"))
    return say(order(talk, ForgetWords()), Reply(phrase="forgotten"))


def forget_photos(talk: Talk, frame: Frame) -> Talk:
    """Delete the photos of this conversation, unless they belong to something that was submitted."""
    records = _records(talk)
    if records:
        return say(talk, Reply(phrase="photos_kept_for_case", values=_numbers(talk, records)))
    return say(order(talk, ForgetWords(photos_only=True)), Reply(phrase="photos_forgotten"))


def weigh_revocation(talk: Talk, frame: Frame) -> Talk:
    """Leave off where nothing was agreed to."""
    if consent.purposes(talk, "agreed"):
        return talk
    return pop(say(talk, Reply(phrase="consents_none")))


def weigh_agreement(talk: Talk, frame: Frame) -> Talk:
    """Leave off where nothing was taken back."""
    if consent.purposes(talk, "revoked"):
        return talk
    return pop(say(talk, Reply(phrase="consents_none_revoked")))


def revoke(talk: Talk, frame: Frame) -> Talk:
    """Take a consent back: unsubmitted drafts stop at its question, caseworkers of open cases are told."""
    purpose = _chosen(talk, frame, "consent_to_revoke")
    for draft in tuple(talk.drafts.values()):
        talk = _draft_without(talk, draft, purpose)
    cases = [case for case in consent.open_cases(talk) if purpose in case.agreed]
    phrase = "revoked" if talk.world.flows.purposes[purpose].needed else "revoked_one"
    return _changed(talk, frame, cases, purpose, given=False, phrase=phrase)


def agree_again(talk: Talk, frame: Frame) -> Talk:
    """Give a consent anew that was taken back."""
    purpose = _chosen(talk, frame, "consent_to_restore")
    cases = [case for case in consent.open_cases(talk) if purpose in case.revoked]
    return _changed(talk, frame, cases, purpose, given=True, phrase="agreed_again")


def _changed(
    talk: Talk, frame: Frame, cases: list[SeenCase], purpose: str, *, given: bool, phrase: str
) -> Talk:
    version = f"{frame.flow}@{frame.release}"
    for case in cases:
        change = ChangeConsent(number=case.number, purpose=purpose, given=given, version=version)
        talk = order(talk, change)
    filled = {**_numbers(talk, cases), "purpose": _names(talk, (purpose,))}
    return say(talk, Reply(phrase=phrase, values=filled))


def _draft_without(talk: Talk, draft: Draft, purpose: str) -> Talk:
    """Put a no in place of a draft's yes to a purpose, so that it is asked again before anything needs it."""
    library = talk.world.flows_of(draft.release)
    question = library.purposes[purpose].question
    before = draft.answers.get(question)
    # What was given for this purpose alone is taken back with it, and asked for again.
    given = tuple(
        name
        for name, answer in draft.answers.items()
        if name in library.questions and library.questions[name].agrees_to(answer.value) == purpose
    )
    if not given and (before is None or before.value != "yes"):
        return talk
    answers = without(draft.answers, given)
    if before is not None:
        answers = {**answers, question: told(talk, "no", asked=True)}
    talk = put_draft(talk, replace(draft, answers=answers))
    line = KeepConsent(
        purpose=purpose,
        word="revoked",
        person=draft.person,
        said_by=consent.said_by(answers),
        version=f"{question}@{draft.release}",
    )
    return order(talk, line)


def _chosen(talk: Talk, frame: Frame, question: str) -> str:
    return str(answers_of(talk, frame)[question].value)


def _records(talk: Talk) -> list[SeenCase]:
    return [case for case in talk.world.cases if case.kind in RECORDS]


def _told_of(talk: Talk) -> list[SeenCase]:
    return [case for case in talk.world.cases if case.kind not in _NOT_TOLD]


def _numbers(talk: Talk, cases: list[SeenCase]) -> Mapping[str, str]:
    joined = talk.world.flows.phrases.word("list_comma").join(case.number for case in cases)
    return {"number": joined} if joined else {}


def _names(talk: Talk, purposes: tuple[str, ...]) -> str:
    known = talk.world.flows.purposes
    return talk.world.flows.phrases.word("list_comma").join(known[name].name for name in purposes)


def _draft(talk: Talk, draft: Draft) -> str:
    card = talk.world.policies.cards.get(draft.benefit)
    items = listed(talk, _facts(talk, draft.answers))
    filled = {"benefit": card.name if card else draft.benefit, "items": items}
    return talk.world.flows.phrases.render("list_draft" if items else "list_draft_empty", filled)


def _paused(talk: Talk, frame: Frame) -> str:
    filled = {"topic": paused.topic(talk, frame), "items": listed(talk, paused.told(talk, frame))}
    return talk.world.flows.phrases.render("list_paused", filled)


def _facts(talk: Talk, answers: Answers) -> Answers:
    """Return the answers that say something about a person, as they are read back."""
    questions = talk.world.flows.questions
    return {n: t for n, t in answers.items() if n == "who_for" or (n in questions and questions[n].in_review)}


def _case(talk: Talk, case: SeenCase) -> str:
    phrases = talk.world.flows.phrases
    card = talk.world.policies.cards.get(case.benefit or "")
    name = card.name if card else phrases.word(f"kind_{case.kind}")
    return phrases.render("list_case", {"number": case.number, "benefit": name})


def _item(talk: Talk, phrase: str, items: str) -> str:
    return talk.world.flows.phrases.render(phrase, {"items": items}) if items else ""
