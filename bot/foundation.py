"""What every command stands on: the data folder, the keys, the database brought up to date, the libraries.

Built once, by hand, by whoever starts; nothing here is a global.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import sqlalchemy as sa

from bot import clock, migrations, region
from bot.release import InForce, Released, Start, problems, read_in_force, release_tree, stored, tree_release
from bot.settings import Settings, make_data_folder
from content.problem import BadLibrary
from nlu.read import Other
from storage import releases
from storage.columns import Vault
from storage.engine import Store, open_store

KEY_FILE = "keys.json"
PHOTOS = "photos"
MODELS = "models"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """Settings, database and libraries; `region` is the account's place as a code."""

    settings: Settings
    store: Store
    released: Released
    region: str

    @property
    def photos(self) -> Path:
        """The folder of sealed pictures."""
        return self.settings.data / PHOTOS


def open_database(settings: Settings) -> Store:
    """Open the database with its keys and bring its tables up to date."""
    make_data_folder(settings)
    address = sa.make_url(settings.database)
    file = Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
    vault = Vault.from_key_file(settings.data / KEY_FILE, create=file is None or not file.exists())
    store = open_store(settings.database, vault, clock.now)
    migrations.migrate(store.engine)
    return store


def lay(settings: Settings, tell: Tell, start: Start = Start.SERVE) -> Foundation:
    """Open the database and begin with a release; raises BadLibrary with every fault of the files it begins with.

    `tell` is given a sentence when something takes long.
    """
    store = open_database(settings)
    models = settings.data / MODELS
    tree = tree_release()
    other = other_reader(settings)
    with store.reading() as db:
        follows = start is Start.FOLLOW and releases.in_force(db) is not None
    # The tree is read before it is put in force, so that a fault leaves the store as it was.
    known = None if follows else read_in_force(tree, models, tell, other)
    with store.writing() as db:
        digest = release_tree(db, tree, start)
        wanted = tree if digest == tree.digest else stored(db, digest)
    if wanted is None:
        raise LookupError(f"Release {digest} is in force but not in the database. Run: release now")
    first = known if known and wanted is tree else read_in_force(wanted, models, tell, other)
    released = Released(store, models, tell, first, other)
    home = region.resolve(first.libraries.policies.regions, settings.region)
    return Foundation(settings=settings, store=store, released=released, region=home)


def other_reader(settings: Settings) -> Other | None:
    """Return the reader that is asked beside our own engine, None when ours reads alone."""
    if settings.reader == "own":
        return None
    from bot.readers.rasa import rasa

    return rasa(httpx.Client(), settings.rasa_url)


def lay_libraries(settings: Settings, tell: Tell) -> InForce:
    """Return the tree's libraries and its understanding, without a database."""
    models = make_data_folder(settings) / MODELS
    return read_in_force(tree_release(), models, tell, other_reader(settings))


def check_tree() -> None:
    """Raise BadLibrary when the tree's libraries hold a fault."""
    found = problems(tree_release())
    if found:
        raise BadLibrary(found)
