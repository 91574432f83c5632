"""The heart: one message, one transaction.

    analyse -> begin -> keep -> hold
            -> savepoint( world -> read -> advance -> perform -> say -> write state ) | park
            -> commit -> answer

What a resident said is stored before it is acknowledged. A repeat changes nothing and gets the stored reply. A turn
that fails is undone to the savepoint, the message is parked for a person, and the resident gets a plain sentence.
Nothing outside is called between begin and commit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

import structlog

from bot import hearing, joining, privacy, saying
from bot.message import Bubble, Message, packed_all, unpacked
from bot.opening import PREFIXES
from bot.parts import Parts
from bot.perform import Turn, perform
from bot.release import InForce
from bot.render import render
from bot.world import load
from cases import work
from cases.case import Kind
from flows import editing
from flows.advance import advance
from flows.expecting import expecting
from flows.outcome import Outcome, Reply
from flows.phrases import Phrases
from flows.state import State
from flows.stored import from_bytes, to_bytes
from flows.world import Edited, Happened, World
from nlu.acts import Act
from nlu.reading import Analysis
from policies.contacts import nearby
from policies.service import due_days
from storage import photos, pulled, transcript, turns
from storage.conversation import ASSISTANT, line_of
from storage.engine import Db
from storage.turns import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One message being served: what it was understood with and where it counts."""

    parts: Parts
    in_force: InForce
    message: Message
    analysis: Analysis
    pictures: tuple[str, ...]
    today: date
    region: str


def turn(parts: Parts, message: Message) -> tuple[Bubble, ...]:
    """Serve a message and return what to show; raises only when the store itself cannot take the message."""
    in_force = parts.released.now
    analysis = in_force.understanding.analyse(message.text)
    with parts.store.writing() as db:
        return take(db, parts, in_force, message, analysis)


def take(db: Db, parts: Parts, in_force: InForce, message: Message, analysis: Analysis) -> tuple[Bubble, ...]:
    """Serve a message in a transaction that the caller commits, or, for a rehearsal, undoes."""
    pictures = tuple(
        photos.keep_photo(db, parts.photos, photo.data, sender=message.sender, message_id=message.id)
        for photo in message.photos
    )
    if not turns.keep(db, message.sender, message.id, _body(message, pictures)):
        return saying.again(db, parts, message)
    held = turns.hold(db, message.sender)
    service = Service(
        parts=parts,
        in_force=in_force,
        message=message,
        analysis=analysis,
        pictures=pictures,
        today=message.today or parts.today(),
        region=message.region or parts.region,
    )
    leading = _leading(db, service)
    try:
        with db.savepoint():
            bubbles = _serve(db, service, held)
    except Exception as error:  # noqa: BLE001 (the one entrance of a turn)
        bubbles = _park(db, service, held, error)
    turns.answered(db, message.sender, message.id, held.turn, packed_all(leading + bubbles))

    return leading + bubbles


def _body(message: Message, pictures: tuple[str, ...]) -> bytes:
    happened = message.happened.kind if message.happened else ""
    body: dict[str, object] = {"text": message.text, "photos": list(pictures), "happened": happened}
    if message.suggests:
        body["suggests"] = message.suggests
    return json.dumps(body, ensure_ascii=False).encode()


def _leading(db: Db, service: Service) -> tuple[Bubble, ...]:
    """Return words of a caseworker that waited for this person, for channels that can only answer."""
    if service.message.sender.channel not in service.parts.led:
        return ()
    rows = pulled.waiting(db, service.message.sender)
    pulled.delivered(db, rows)
    return tuple(unpacked(row.body) for row in rows)


def _serve(db: Db, service: Service, held: Held) -> tuple[Bubble, ...]:
    message, libraries = service.message, service.in_force.libraries
    world = _world(db, service, held)
    outcome = _outcome(db, service, held, from_bytes(held.state), world)
    doing = Turn(
        db=db,
        sender=message.sender,
        phrases=world.flows.phrases,
        policies=libraries.policies,
        today=service.today,
        key=world.fresh,
        drafts=world.drafts,
    )
    results = perform(doing, outcome.commands)
    urgent = any(reply.urgent for reply in outcome.replies)
    bubbles = render(outcome.replies, results, lambda release: _phrases(world, release))
    carried = saying.say(db, service.parts, message, held, bubbles, always=urgent)
    turns.let_go(db, message.sender, to_bytes(outcome.state))
    return carried


def _world(db: Db, service: Service, held: Held) -> World:
    return load(
        db,
        service.parts,
        service.in_force.libraries,
        service.message.sender,
        held,
        today=service.today,
        region=service.region,
    )


def _phrases(world: World, release: str) -> Phrases:
    return (world.flows_of(release) if release else world.flows).phrases


def _outcome(db: Db, service: Service, held: Held, state: State, world: World) -> Outcome:
    """Let the conversation hear what happened, what was written, and what was sent along with it."""
    if service.message.happened is not None:
        return advance(state, service.message.happened, world)
    if service.pictures and not service.message.text.strip():
        return advance(state, _pictures(service), world)
    state, said = hearing.confirmed(
        service.in_force.understanding, service.analysis, service.message, state, world, service.today
    )
    if isinstance(said, Happened):
        return advance(state, said, world)
    asked, edited = expecting(state, world), _edited(db, service)
    if edited is not None:
        if edited[1] == service.message.text:
            return Outcome(state=state, replies=(), commands=())
        asked = editing.expecting(state, world, edited[0]) or asked
    code = joining.said_code(service.message.text, asked, world.flows)
    if code is not None and world.held_by is None and not service.analysis.dangers:
        joined = joining.join(db, service.message.sender, code)
        joining.warn(db, service.message.sender, joined, world.flows.phrases)
        held = replace(held, holder=joining.held_with(db, service.message.sender, joined))
        return advance(state, joined, _world(db, service, held))
    reading = service.in_force.understanding.read(
        said, expecting=asked, before=state.before or None, today=service.today
    )
    calmed = hearing.again(service.in_force.understanding, state, reading, world, service.today)
    if calmed is not None and edited is None:
        return advance(state, calmed, world)
    if reading.act is Act.REPEAT:
        world = replace(world, last_said=_last_said(db, service, held))
    outcome = advance(state, Edited(reading=reading, turn=edited[0]) if edited else reading, world)
    if not service.pictures:
        return outcome
    seen = advance(outcome.state, _pictures(service), world)
    return replace(outcome, commands=outcome.commands + seen.commands)


def _edited(db: Db, service: Service) -> tuple[int, str] | None:
    """Return the turn that served the message whose newest text this is, and its text then."""
    if not service.message.edits:
        return None
    found = transcript.heard_in(db, service.message.sender, service.message.edits)
    return None if found is None else (found[0], str(json.loads(found[1]).get("text", "")))


def _pictures(service: Service) -> Happened:
    return Happened(kind="photo_kept", values={"photos": ",".join(service.pictures)})


def _last_said(db: Db, service: Service, held: Held) -> tuple[str, ...]:
    lines = turns.transcript(db, service.message.sender, after=line_of(held.turn - 1, 0))
    return tuple(unpacked(line.body).text for line in lines if line.who == ASSISTANT)


def _park(db: Db, service: Service, held: Held, error: Exception) -> tuple[Bubble, ...]:
    """Set the message aside, open a task for a person, and answer plainly."""
    fault = type(error).__name__
    structlog.get_logger().error(
        "turn parked",
        conversation=held.conversation,
        turn=held.turn,
        fault=fault,
        place=privacy.places(error.__traceback__),
    )
    message, policies = service.message, service.in_force.libraries.policies
    turns.park(db, message.sender, message.id, held.turn, fault)
    work.open_case(
        db,
        f"parked:{held.conversation}:{held.turn}",
        kind=Kind.TASK,
        prefix=PREFIXES["task"],
        benefit=None,
        region=service.region,
        sender=message.sender,
        facts=(),
        assessment=None,
        consents=(),
        words=message.text,
        due=work.due_day(db, service.today, due_days(policies, Kind.TASK)),
        today=service.today,
    )
    numbers = {
        f"phone_{c.kind}": c.number for c in nearby(policies.contacts, policies.regions, service.region)
    }
    reply = Reply(phrase="turn_failed", values=numbers)
    bubbles = render((reply,), {}, lambda _release: service.in_force.libraries.flows.phrases)
    return saying.say(db, service.parts, message, held, bubbles, always=True)
