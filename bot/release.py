"""The libraries in force: read when they are released, swapped between turns, the same in every process.

Nothing here runs inside a turn but looking up what is already in memory. Understanding is always the newest; an
older release is kept for the drafts that are pinned to it, with its policies, flows and phrases only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

import flows.library
import nlu.read
import policies.compiled
from bot.settings import ROOT
from content.load import parse
from content.problem import BadLibrary, Problem
from content.release import Release, of_folder, pack, unpack
from flows.library import Flows
from nlu.read import Other, Understanding
from nlu.values.places import Place
from policies.policies import Policies
from storage import releases
from storage.engine import Db, Store

BY_START = "start"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Libraries:
    """One release, ready to use: its digest, what is due, and where conversations go."""

    release: str
    policies: Policies
    flows: Flows


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What a turn sees: the newest libraries and the understanding trained on them."""

    libraries: Libraries
    understanding: Understanding


def problems(release: Release) -> tuple[Problem, ...]:
    """Return every fault of a release's files, of all three libraries.

    A file that cannot be read at all is told alone: what else would be told follows from it.
    """
    if unreadable := [one for file in release.files.items() for one in _unreadable(*file)]:
        return tuple(sorted(unreadable))
    found = [*nlu.read.problems(release.files), *policies.compiled.problems(release.files)]
    try:
        known = policies.compiled.load(release.files, release=release.digest)
    except BadLibrary:
        return tuple(sorted(set(found)))
    return tuple(sorted({*found, *flows.library.problems(release.files, known)}))


def _unreadable(path: str, text: str) -> tuple[Problem, ...]:
    root, found = parse(path, text)
    return () if root else found


def read_libraries(release: Release) -> Libraries:
    """Return a release's policies and flows; raises BadLibrary with every fault of both."""
    known = policies.compiled.load(release.files, release=release.digest)
    going = flows.library.load(release.files, known, release=release.digest)
    return Libraries(release=release.digest, policies=known, flows=going)


def read_in_force(release: Release, models: Path, tell: Tell, other: Other | None = None) -> InForce:
    """Return a release ready for turns; trains its model in a process of its own when none is kept.

    `other` is another reader beside our own engine. Raises BadLibrary with every fault of all libraries.
    """
    try:
        libraries = read_libraries(release)
        model = model_of(release, models, tell)
        understanding = nlu.read.load(release.files, model, gazetteer(libraries.policies))
    except BadLibrary:
        raise BadLibrary(problems(release)) from None
    return InForce(libraries=libraries, understanding=replace(understanding, other=other))


def gazetteer(known: Policies) -> tuple[Place, ...]:
    """Return the policies' places as understanding looks for them."""
    return tuple(
        Place(
            code=region.code,
            name=region.name,
            parent=region.parent,
            aliases=region.aliases,
            listed=region.listed,
        )
        for region in known.regions
    )


def model_of(release: Release, models: Path, tell: Tell) -> Path:
    """Return the model file of a release, training it first when it is not there."""
    path = models / nlu.read.model_name(release.files)
    if not path.exists():
        tell(
            "Training the understanding of Chinese on the library's sentences (once, one to three minutes) ..."
        )
        train(release, models)
    return path


def train(release: Release, models: Path) -> None:
    """Train a release's model in a subprocess, so that scikit-learn never enters this one."""
    with tempfile.TemporaryDirectory(dir=models) as folder:
        for name, text in release.files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "nlu.train", folder, str(models)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"Training of release {release.digest} failed:\n{done.stderr[-2000:]}")


class Start(Enum):
    """Which release a program begins with, and what its start means for the others on the same database.

    A server SERVEs the tree, in force for all when it has changed since the last start. Who only TRYs it sees the tree
    alone: residents hear nothing that was not put in force. What works beside a server FOLLOWs what is in force.
    """

    SERVE = "serve"
    TRY = "try"
    FOLLOW = "follow"


def release_tree(db: Db, tree: Release, start: Start = Start.SERVE) -> str:
    """Keep the tree's release, put it in force where this start does so, and return what to begin with."""
    now = releases.in_force(db)
    if start is Start.FOLLOW and now:
        return now
    releases.keep_release(db, tree.digest, pack(tree))
    if start is Start.TRY:
        return tree.digest
    started = next((put.digest for put in releases.history(db) if put.by == BY_START), None)
    if started != tree.digest:
        releases.put_in_force(db, tree.digest, BY_START)
    return releases.in_force(db) or tree.digest


def stored(db: Db, digest: str) -> Release | None:
    """Return a kept release, or None."""
    packed = releases.release(db, digest)
    return None if packed is None else unpack(packed)


def tree_release() -> Release:
    """Return the release that the tree's files make."""
    return of_folder(ROOT)


class Released:
    """Holds what is in force, and older libraries for the drafts pinned to them; lives as long as the process."""

    def __init__(
        self, store: Store, models: Path, tell: Tell, first: InForce, other: Other | None = None
    ) -> None:
        self._store, self._models, self._tell, self._other = store, models, tell, other
        self._now = first
        self._older: dict[str, Libraries | None] = {}
        self._lock = threading.Lock()

    @property
    def now(self) -> InForce:
        """What is in force; a turn takes it once, at its start."""
        return self._now

    def libraries(self, digest: str) -> Libraries | None:
        """Return the libraries a draft is pinned to; None when this program can no longer read them."""
        if digest == self._now.libraries.release:
            return self._now.libraries
        with self._lock:
            if digest not in self._older:
                self._older[digest] = self._read(digest)
            return self._older[digest]

    def newer(self) -> InForce | None:
        """Return what another process put in force since, read and ready; None when nothing changed."""
        with self._store.reading() as db:
            digest = releases.in_force(db)
            release = stored(db, digest) if digest and digest != self._now.libraries.release else None
        return None if release is None else read_in_force(release, self._models, self._tell, self._other)

    def swap(self, newer: InForce) -> None:
        """Put a release in force in this process; call it between turns."""
        with self._lock:
            self._older[self._now.libraries.release] = self._now.libraries
            self._now = newer

    def _read(self, digest: str) -> Libraries | None:
        with self._store.reading() as db:
            release = stored(db, digest)
        try:
            return None if release is None else read_libraries(release)
        except BadLibrary:
            return None
