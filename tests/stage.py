"""A stage for whole conversations: the real libraries, reading, flows, rules, cases and SQLite, without a server.

The model is trained once for a set of library files and kept under `.cache/models`, which git ignores;
`python -m tests.stage` does only that.
"""

from __future__ import annotations

import fcntl
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import flows.library
import nlu.read
import policies.compiled
from bot.message import Bubble, Message, Photo
from bot.parts import Parts
from bot.release import InForce, Libraries, gazetteer
from bot.settings import ROOT
from bot.tracker import tracker
from bot.turn import turn
from cases.case import Case
from cases.queue import of_sender
from content.release import Release, of_files, of_folder
from flows.world import Happened
from storage.columns import Vault
from storage.turns import Sender
from tests.database import migrated

MODELS = ROOT / ".cache" / "models"
RESIDENT = Sender("rest", "rest", "stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRelease:
    """The libraries of one release, as a turn sees them."""

    now: InForce

    def libraries(self, digest: str) -> Libraries | None:
        """Return the one there is, for its own digest."""
        return self.now.libraries if digest == self.now.libraries.release else None


@cache
def tree() -> Release:
    """Return the libraries of this working tree."""
    return of_folder(ROOT)


def in_force(release: Release) -> InForce:
    """Return a release ready for turns, its model trained if it was not yet; the tree's own is read once."""
    return _of_the_tree() if release.digest == tree().digest else _read(release)


@cache
def _of_the_tree() -> InForce:
    return _read(tree())


def _read(release: Release) -> InForce:
    known = policies.compiled.load(release.files, release=release.digest)
    going = flows.library.load(release.files, known, release=release.digest)
    understanding = nlu.read.load(release.files, model_of(release), gazetteer(known))
    libraries = Libraries(release=release.digest, policies=known, flows=going)
    return InForce(libraries=libraries, understanding=understanding)


def model_of(release: Release) -> Path:
    """Return the release's model file, training it in a process of its own when it is not there.

    Tests that run beside each other wait for the one that trains.
    """
    path = MODELS / nlu.read.model_name(release.files)
    if path.exists():
        return path
    MODELS.mkdir(parents=True, exist_ok=True)
    with (MODELS / ".training").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            return path
        with tempfile.TemporaryDirectory() as folder:
            for name, text in release.files.items():
                target = Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
            subprocess.run([sys.executable, "-m", "nlu.train", folder, str(MODELS)], cwd=ROOT, check=True)
    return path


@dataclass(slots=True)
class Stage:
    """One conversation on one database; `says` is a turn."""

    parts: Parts
    today: date
    region: str
    sender: Sender = RESIDENT
    _count: itertools.count[int] = field(default_factory=itertools.count)

    def says(
        self,
        text: str,
        *,
        message_id: str | None = None,
        photo: bytes | None = None,
        happened: Happened | None = None,
        suggests: str = "",
    ) -> tuple[Bubble, ...]:
        """Send a message as the resident, or what a platform tells of one, and return the bubbles."""
        message = Message(
            sender=self.sender,
            id=message_id or f"m{next(self._count)}",
            text=text,
            photos=(Photo(name="photo.jpg", data=photo),) if photo else (),
            today=self.today,
            region=self.region,
            happened=happened,
            suggests=suggests,
        )
        return turn(self.parts, message)

    def slots(self) -> Mapping[str, object]:
        """Return what the tracker shows of the facts."""
        shown = tracker(self.parts, self.sender)
        slots = shown["slots"] if shown else {}
        assert isinstance(slots, dict)
        return slots

    def cases(self) -> tuple[Case, ...]:
        """Return the cases this conversation opened, of every kind."""
        with self.parts.store.reading() as db:
            return of_sender(db, self.sender)


def stage(
    folder: Path,
    *,
    today: date = date(2026, 11, 21),
    region: str = "321100",
    files: Mapping[str, str] | None = None,
) -> Stage:
    """Build a stage on a new database in `folder`, with the tree's libraries or other files."""
    release = of_files(files) if files is not None else tree()
    return stage_with(folder, in_force(release), today=today, region=region)


def stage_with(
    folder: Path,
    now: InForce,
    *,
    today: date,
    region: str,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Stage:
    """Build a stage on a new database for libraries that are ready."""
    vault = Vault.from_key_file(folder / "keys.json")
    store = migrated(folder / "stage.sqlite", vault, clock)
    parts = Parts(
        store=store, released=OneRelease(now=now), photos=folder, region=region, today=lambda: today
    )
    return Stage(parts=parts, today=today, region=region)


if __name__ == "__main__":
    model_of(tree())
