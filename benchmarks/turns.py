"""How many turns a cooperative person needs for each application, and to certify a relative.

The person answers every question with what it asks for and nothing else, in the demonstration's words of a resident who
has papers and card at hand. Deterministic: no time is measured, so a busy machine changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from benchmarks.processes import MODELS
from benchmarks.table import Figure
from bot.app import make_parts
from bot.foundation import lay
from bot.message import Bubble, Message
from bot.parts import Parts
from bot.settings import read_settings
from bot.turn import turn
from storage.turns import Sender

WORDS = Path(__file__).with_name("turns.json")
REGION, TODAY = "321100", date(2026, 11, 21)
AIMS = {"gaoling": "≤ 10", "dibao": "≤ 22"}
CERTIFIED = "≤ 4"
MOST = 60


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the turns of each application against the fields of its form."""
    folder.mkdir()
    (folder / "models").symlink_to(MODELS)
    ground = lay(read_settings(data=folder), print)
    parts, words = make_parts(ground), json.loads(WORDS.read_text("utf-8"))
    cards = ground.released.now.libraries.policies.cards
    for benefit, wish in words["wishes"].items():
        needed, fields = walk(parts, benefit, wish, words["answers"]), len(cards[benefit].form)
        what, aim = f"turns to apply for {benefit}", AIMS.get(benefit, "")
        yield Figure(what=what, value=needed, unit="turns", floor=fields, floor_is="form fields", aim=aim)
    needed = walk(parts, "certification", words["certifying"], words["answers"], done="certification_taken")
    # A form on paper asks who draws it and wants their picture or words.
    what = "turns to certify a mother"
    yield Figure(what=what, value=needed, unit="turns", floor=2, floor_is="form fields", aim=CERTIFIED)
    ground.store.close()


def walk(
    parts: Parts, benefit: str, wish: str, answers: Mapping[str, str], *, done: str = "submitted"
) -> int:
    """Say a wish and answer what is asked until it is done; return the turns. Raises LookupError without an answer."""
    sender, said = Sender("rest", "rest", f"turns-{benefit}"), wish
    for number in range(1, MOST + 1):
        message = Message(sender=sender, id=f"{benefit}-{number}", text=said, today=TODAY, region=REGION)
        bubbles = turn(parts, message)
        phrases = [phrase for bubble in bubbles for phrase in bubble.phrases]
        if done in phrases:
            return number
        question = _question(bubbles)
        if question not in answers:
            raise LookupError(f"{benefit}: nobody answers {question or phrases}; add it to {WORDS.name}")
        said = answers[question]
    raise LookupError(f"{benefit} was not done in {MOST} turns; the last question was {question}")


def _question(bubbles: tuple[Bubble, ...]) -> str:
    return next((bubble.asks for bubble in reversed(bubbles) if bubble.asks), "")
