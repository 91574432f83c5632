"""A studio over the libraries of this tree, for every test of this folder."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.testclient import TestClient

import studio.parts
from content.problem import Problem
from content.release import of_folder
from policies import compiled
from storage import releases, unanswered
from storage.columns import Vault
from storage.people import Account, Role
from studio.parts import StudioParts
from studio.routes import routes
from tests.database import migrated
from tests.unit.desk.fakes import ZHOU, FakeGuard

ROOT = Path(__file__).resolve().parents[3]
EDITOR = replace(ZHOU, login="wu", name="吴编辑", role=Role.EDITOR)
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def problems_of(found: Sequence[Problem]):
    return lambda: found


@pytest.fixture(scope="module")
def policies():
    release = of_folder(ROOT)
    return compiled.load(release.under("policies/library"), release=release.digest)


@pytest.fixture
def office(tmp_path, policies):
    stores = []

    def build(found: Sequence[Problem] = (), person: Account | None = EDITOR):
        store = migrated(tmp_path / "studio.db", Vault.from_key_file(tmp_path / "key"), lambda: NOW)
        stores.append(store)
        with store.writing() as db:
            releases.keep_release(db, policies.release, b"packed")
            releases.put_in_force(db, policies.release, "start")
            unanswered.note(
                db, "q1", text="<b>扬中的楼梯补贴</b>多少", region="321182", benefit=None, aspect="amount"
            )
        parts = StudioParts(
            store=store,
            templates=Environment(loader=FileSystemLoader([studio.parts.TEMPLATES]), autoescape=True),
            guard=FakeGuard(person=person),
            policies=lambda: policies,
            problems=problems_of(found),
            today=lambda: date(2026, 11, 20),
        )
        return TestClient(Starlette(routes=routes(parts)), follow_redirects=False)

    build.store = lambda: stores[-1]
    return build
