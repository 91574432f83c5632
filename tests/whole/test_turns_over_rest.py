"""Turns through the REST channel of one real process: repeats, many at once, a turn that fails, every conversation."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import httpx
import pytest
import sqlalchemy as sa
from stdnum import luhn
from stdnum.cn import ric

from bot.channels.rest import rest_sender
from bot.message import unpacked
from bot.parts import Parts, Releases
from storage import turns
from storage.conversation import ASSISTANT, conversation_id, inbox
from tests.conversations.caseworker import act
from tests.conversations.play import PICTURE
from tests.conversations.script import Script, scripts
from tests.stage import Stage
from tests.whole.program import launched, opened, rows, send, tracker
from tests.whole.server import Server
from tests.whole.watched import POISON

pytestmark = pytest.mark.whole

DAY, PLACE = "2026-11-21", "321100"
AT_ONCE = 20
APPLYING = ("我想给我妈办尊老金", "镇江京口", "八十三", "没有社保卡", "王秀兰", "321102194305120022")
APPLIED = (*APPLYING, "6222021234567890128", "13800138000", "同意")
SUBMIT = "对"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One process for every test here; each test writes under senders of its own."""
    folder = tmp_path_factory.mktemp("turns")
    with launched(
        folder / "data", "tests.whole.watched", WATCHED_ADDRESSES=str(folder / "addresses")
    ) as running:
        yield running


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as one:
        yield one


@pytest.fixture
def says(server: Server, client: httpx.Client) -> Callable[..., bytes]:
    """Return a function that sends one message and gives back the answer's bytes."""

    def say(
        sender: str,
        text: str,
        message_id: str,
        attachments: Sequence[Mapping[str, str]] = (),
        *,
        today: str = DAY,
        region: str = PLACE,
    ) -> bytes:
        answer = send(
            client,
            server.base,
            sender,
            text,
            message_id,
            today=today,
            region=region,
            attachments=attachments,
        )
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.content

    return say


def test_a_repeated_message_gets_the_same_bytes_and_no_row_changes(
    server: Server, says: Callable[..., bytes]
) -> None:
    lines = (*APPLIED, SUBMIT)
    first = [says("twice", text, f"twice/{place}") for place, text in enumerate(lines)]
    before = rows(server.data)

    again = [says("twice", text, f"twice/{place}") for place, text in enumerate(lines)]
    other_words = [says("twice", "转人工", f"twice/{place}") for place, _ in enumerate(lines)]

    assert again == first
    assert other_words == first
    assert rows(server.data) == before


def test_messages_of_one_person_at_once_are_served_one_after_the_other(server: Server) -> None:
    texts = ["镇江的尊老金多少钱", "你好", "要什么材料", "我想给我妈办尊老金"]

    answers = _at_once([(server, "busy", texts[number % 4], f"busy/{number}") for number in range(AT_ONCE)])

    with opened(server.data) as store, store.reading() as db:
        sender = rest_sender("busy")
        mine = inbox.c.conversation == conversation_id(db.vault, sender)
        served = sorted(db.connection.scalars(sa.select(inbox.c.turn).where(mine)))
        kept = [json.loads(turns.said(db, sender, f"busy/{number}") or b"[]") for number in range(AT_ONCE)]
        spoken = [line for line in turns.transcript(db, sender) if line.who == ASSISTANT]
    assert served == list(range(1, AT_ONCE + 1))
    assert [_texts(answer) for answer in answers] == [
        [unpacked(x.encode()).text for x in one] for one in kept
    ]
    assert len(spoken) == sum(len(one) for one in kept)


def test_a_person_who_says_yes_five_times_at_once_submits_once(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    for place, text in enumerate(APPLIED):
        says("eager", text, f"eager/{place}")

    _at_once([(server, "eager", SUBMIT, f"eager/yes/{number}") for number in range(5)])

    kinds = [case["kind"] for case in _cases(client, server, "eager")]
    assert kinds.count("application") == 1


def test_many_people_at_once_are_not_mixed_up(server: Server, client: httpx.Client) -> None:
    def talk(number: int) -> None:
        with httpx.Client() as own:
            for place, text in enumerate(
                ("我想给我妈办尊老金", "镇江京口", f"{79 + number}岁", "没有社保卡")
            ):
                answer = send(
                    own, server.base, f"one-of-many-{number}", text, f"{place}", today=DAY, region=PLACE
                )
                assert answer.status_code == 200, answer.text
                assert {bubble["recipient_id"] for bubble in answer.json()} == {f"one-of-many-{number}"}

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(talk, range(AT_ONCE)))

    for number in range(AT_ONCE):
        slots = tracker(client, server.base, f"one-of-many-{number}")["slots"]
        wanted = {"who_for": "mother", "hukou": "321102", "age": 79 + number, "social_card_active": "none"}
        assert isinstance(slots, dict)
        assert {name: slots.get(name) for name in wanted} == wanted


def test_a_turn_that_fails_is_parked_and_the_person_is_told(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    for place, text in enumerate(APPLIED):
        says("unlucky", text, f"unlucky/{place}")

    parked = says("unlucky", SUBMIT, f"{POISON}/unlucky")

    with opened(server.data) as store, store.reading() as db:
        sender = rest_sender("unlucky")
        mine = inbox.c.conversation == conversation_id(db.vault, sender)
        statuses = list(db.connection.scalars(sa.select(inbox.c.status).where(mine).order_by(inbox.c.turn)))
        reply = json.loads(turns.said(db, sender, f"{POISON}/unlucky") or b"[]")
    assert statuses == ["done"] * len(APPLIED) + ["parked"]
    assert [unpacked(one.encode()).phrases for one in reply] == [("turn_failed",)]
    assert [bubble["text"] for bubble in json.loads(parked)] == [unpacked(one.encode()).text for one in reply]
    assert [(case["kind"], case["words"]) for case in _cases(client, server, "unlucky")] == [("task", SUBMIT)]
    queued = client.get(f"{server.base}/api/cases", params={"kind": "task"}).json()["cases"]
    assert _cases(client, server, "unlucky")[0]["number"] in {row["number"] for row in queued}


def test_a_parked_message_repeated_gets_the_same_sentence_and_one_task(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    first = says("unlucky-twice", "你好", f"{POISON}/unlucky-twice")

    again = says("unlucky-twice", "你好", f"{POISON}/unlucky-twice")

    assert again == first
    assert [case["kind"] for case in _cases(client, server, "unlucky-twice")] == ["task"]


def test_after_a_turn_that_failed_the_same_person_goes_on_and_others_are_served(
    server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    for place, text in enumerate(APPLIED):
        says("going-on", text, f"going-on/{place}")
    says("going-on", SUBMIT, f"{POISON}/going-on")

    other = says("bystander", "镇江的尊老金多少钱", "bystander/0")
    says("going-on", SUBMIT, "going-on/again")

    assert _texts(other)
    assert sorted(case["kind"] for case in _cases(client, server, "going-on")) == ["application", "task"]


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_a_conversation_over_rest_ends_where_its_script_says(
    script: Script, server: Server, client: httpx.Client, says: Callable[..., bytes]
) -> None:
    sender = f"script-{script.name.replace('/', '-')}"
    picture = {"kind": "image", "name": "card.jpg", "base64": base64.b64encode(PICTURE).decode()}

    for place, turn in enumerate(script.turns):
        if turn.first:
            _caseworker_acts(server, sender, script, turn.first)
        speaking = f"{sender}-elsewhere" if turn.elsewhere else sender
        attachments = [picture] if turn.photo else []
        day, region = script.today.isoformat(), script.region
        says(speaking, turn.says, f"{place}", attachments, today=day, region=region)
        slots = tracker(client, server.base, speaking)["slots"]
        assert isinstance(slots, dict)
        assert {name: slots.get(name) for name in turn.slots} == dict(turn.slots), turn.says
        if turn.cases is not None:
            cases = tuple(f"{case['kind']}:{case['status']}" for case in _cases(client, server, speaking))
            assert cases == turn.cases, turn.says


@pytest.mark.parametrize("number", range(5))
def test_a_canary_is_in_no_log_and_no_file_while_the_program_runs(
    number: int, server: Server, says: Callable[..., bytes]
) -> None:
    canaries = _canaries(number)
    lines = (
        *APPLYING[:4],
        canaries["name"],
        canaries["id_number"],
        canaries["card"],
        canaries["phone"],
        "同意",
    )
    for place, text in enumerate((*lines, SUBMIT)):
        says(f"canary-{canaries['phone']}", text, f"{canaries['id_number']}/{place}")
    says(f"canary-{canaries['phone']}", " ".join(canaries.values()), f"{POISON}/canary/{number}")

    held = {path.name: path.read_bytes() for path in server.data.rglob("*") if _is_ours(path)}
    held["log"] = server.output.read_bytes()

    assert any(name.endswith("-wal") for name in held)
    assert b"ValueError" in held["log"]
    for canary in canaries.values():
        forms = (canary.encode(), canary.encode("utf-16-le"), canary.encode("unicode_escape"))
        assert [name for name, content in held.items() if any(form in content for form in forms)] == []


def test_the_program_connects_to_nobody(server: Server, says: Callable[..., bytes]) -> None:
    says("quiet", "你好", "quiet/0")

    addresses = server.data.parent / "addresses"
    asked = addresses.read_text().splitlines()

    # The launcher looks up one address itself, which proves that the watch sees.
    assert asked == ["'localhost'"]


def _at_once(messages: Sequence[tuple[Server, str, str, str]]) -> Sequence[bytes]:
    def one(message: tuple[Server, str, str, str]) -> bytes:
        server, sender, text, message_id = message
        with httpx.Client() as own:
            answer = send(own, server.base, sender, text, message_id, today=DAY, region=PLACE)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.content

    with ThreadPoolExecutor(len(messages)) as pool:
        return list(pool.map(one, messages))


def _texts(answer: bytes) -> list[str]:
    return [bubble["text"] for bubble in json.loads(answer)]


def _cases(client: httpx.Client, server: Server, sender: str) -> list[Mapping[str, str]]:
    listed = tracker(client, server.base, sender)["cases"]
    assert isinstance(listed, list)
    return [client.get(f"{server.base}/api/cases/{case['number']}").json() for case in listed]


def _caseworker_acts(server: Server, sender: str, script: Script, what: str) -> None:
    """Let a caseworker act on the running program's own database, as the desk does."""
    with opened(server.data) as store:
        parts = Parts(
            store=store,
            released=cast("Releases", None),
            photos=server.data,
            region=script.region,
            today=lambda: script.today,
        )
        act(Stage(parts=parts, today=script.today, region=script.region, sender=rest_sender(sender)), what)


def _canaries(number: int) -> Mapping[str, str]:
    """Invented people whose numbers pass every check, so that nothing drops them on the way."""
    body, card = f"321102194305{12 + number}7{number}1", f"62220299887766{number:03}1"
    return {
        "name": "欧阳司徒端木诸葛慕容"[2 * number : 2 * number + 2] + "金丝雀",
        "id_number": body + str(ric.calc_check_digit(body)),
        "card": card + luhn.calc_check_digit(card),
        "phone": f"1397654321{number}",
    }


def _is_ours(path: Path) -> bool:
    return path.is_file() and "models" not in path.parts
