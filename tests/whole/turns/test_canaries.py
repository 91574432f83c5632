"""What people tell stands in no log and not readable in any file while the program runs, and it connects to nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from stdnum import luhn
from stdnum.cn import ric

from tests.whole.server import Server
from tests.whole.turns.rest import APPLYING, SUBMIT
from tests.whole.watched import POISON

pytestmark = pytest.mark.whole


@pytest.mark.parametrize("number", range(5))
def test_a_canary_is_in_no_log_and_no_file_while_the_program_runs(
    number: int, server: Server, says: Callable[..., bytes]
) -> None:
    canaries = invented(number)
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

    held = {path.name: path.read_bytes() for path in server.data.rglob("*") if is_ours(path)}
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


def invented(number: int) -> Mapping[str, str]:
    """Invented people whose numbers pass every check, so that nothing drops them on the way."""
    body, card = f"321102194305{12 + number}7{number}1", f"62220299887766{number:03}1"
    return {
        "name": "欧阳司徒端木诸葛慕容"[2 * number : 2 * number + 2] + "金丝雀",
        "id_number": body + str(ric.calc_check_digit(body)),
        "card": card + luhn.calc_check_digit(card),
        "phone": f"1397654321{number}",
    }


def is_ours(path: Path) -> bool:
    return path.is_file() and "models" not in path.parts
