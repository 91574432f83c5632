"""What the desk's tests put in place of the shell: a guard, phrases, small policies, and demo rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

import desk.parts
from cases import work
from cases.case import Assessment, Consent, Kind, StatedFact
from content.release import of_folder
from desk.api import api_routes
from desk.parts import DeskParts
from desk.routes import routes
from policies import compiled
from policies.facts import Choice, FactKind
from policies.policies import Policies
from policies.regions import Region, Regions
from storage.columns import Vault
from storage.engine import Store
from storage.people import Account, Role
from storage.turns import Sender, answered, hold, keep, let_go, say
from tests.database import migrated

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 20)
TOKEN = "form-token"
SENDER = Sender("web", "web", "somebody")
# Invented: the birth day is real in form only, and no card or phone of this number exists.
ID_NUMBER, PHONE, BANK_CARD = "321182194305061238", "13800002046", "6215000011112222"


ZHOU = Account(login="zhou", name="周敏", role=Role.CASEWORKER, region="321100", active=True)
LI = replace(ZHOU, login="li", name="李强", role=Role.LEAD)


@dataclass(slots=True, kw_only=True)
class FakeGuard:
    person: Account | None = ZHOU

    async def signed_in(self, request: Request) -> Account | None:
        return self.person

    def make_token(self, request: Request) -> str:
        return TOKEN

    def check_token(self, request: Request, given: str) -> bool:
        return given == TOKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class FakePhrases:
    said: Mapping[str, str] = field(
        default_factory=lambda: {
            "case_requested": "还差一样：{what}。您的号是 {number}。",
            "case_certified": "{number}：核对好了。{reasons}。",
            "case_approved": "{number}：{benefit}批下来了。{reasons}。{amount}",
            "case_refused": "{number}：{benefit}这次没有批。{reasons}。",
            "case_closed": "{number} 办好了：{note}。",
            "case_withdrawn": "{number} 不办了。",
            "caseworker_here": "您好，我是工作人员{name}。",
            "caseworker_left": "我先离开，小助手接着帮您。",
        }
    )

    def word(self, phrase_id: str, fallback: str = "") -> str:
        return {"relation_mother": "妈妈"}.get(phrase_id, fallback)

    def render(self, phrase_id: str, values: Mapping[str, str]) -> str:
        return self.said[phrase_id].format(**values)


@cache
def _whole_policies() -> Policies:
    return compiled.load(of_folder(ROOT).under("policies/library"), release="release-0001")


def small_policies() -> Policies:
    facts = {
        "who": FactKind(id="who", kind="choice", label="给谁办", options=(Choice(id="self", label="本人"),)),
        "who_for": FactKind(id="who_for", kind="relation", label="是谁"),
        "birth": FactKind(id="birth", kind="date", label="出生日期"),
        "age": FactKind(id="age", kind="age", label="周岁", unit="岁"),
        "id_number": FactKind(id="id_number", kind="id_number", label="身份证号", sensitive=True),
        "phone": FactKind(id="phone", kind="phone", label="电话", sensitive=True),
        "bank_card": FactKind(id="bank_card", kind="bank_card", label="社保卡号", sensitive=True),
        "region": FactKind(id="region", kind="region", label="户口在哪儿"),
        "other_subsidy": FactKind(id="other_subsidy", kind="yes_no", label="是否领着别的补贴"),
    }
    places = {
        "000000": "全国",
        "320000": "江苏省",
        "321100": "镇江市",
        "321182": "扬中市",
        "500229": "城口县",
    }
    parents = {"320000": "000000", "321100": "320000", "321182": "321100", "500229": "000000", "000000": ""}
    regions = {code: Region(code=code, name=name, parent=parents[code]) for code, name in places.items()}
    whole = _whole_policies()
    groups = {**whole.words.groups, "yes_no": {"yes": "是", "no": "不是"}}
    words = replace(whole.words, groups=groups, units={"岁": "{number}岁"})
    return replace(
        whole,
        facts=facts,
        regions=Regions(by_code=regions),
        parameters={},
        cards={},
        contacts=(),
        words=words,
    )


def small_store(folder: Path) -> Store:
    vault = Vault.from_key_file(folder / "key")
    return migrated(folder / "desk.db", vault, lambda: NOW)


def small_parts(store: Store, guard: FakeGuard, photos: Path) -> DeskParts:
    templates = Environment(loader=FileSystemLoader([desk.parts.TEMPLATES]), autoescape=True)
    policies = small_policies()
    return DeskParts(
        store=store,
        templates=templates,
        guard=guard,
        phrases=FakePhrases,
        policies=lambda: policies,
        today=lambda: TODAY,
        photos=photos,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A desk in memory: its store, who is signed in, and a browser."""

    store: Store
    guard: FakeGuard
    parts: DeskParts
    browser: TestClient

    def post(self, number: str, action: str, *, version: int = 0, **fields: object):
        sent = {"token": TOKEN, "version": str(version), **fields}
        return self.browser.post(f"/desk/cases/{number}/{action}", data=sent)


def office(folder: Path, **changes: object) -> Office:
    store, guard = small_store(folder), FakeGuard()
    parts = replace(small_parts(store, guard, folder / "photos"), **changes)
    app = Starlette(routes=[*routes(parts), *api_routes(parts)])
    return Office(store=store, guard=guard, parts=parts, browser=TestClient(app, follow_redirects=False))


def stated(fact: str, value: object, words: str = "") -> StatedFact:
    return StatedFact(
        fact=fact, value=value, said_by="resident", words=words or str(value), at="2026-11-19T02:00:00+00:00"
    )


FACTS = (
    stated("who", "self", "我自己"),
    stated("birth", "1943-05-06", "四三年五月初六"),
    stated("age", 83, "八十三了"),
    stated("region", "321182", "扬中的"),
    stated("id_number", ID_NUMBER),
    stated("phone", PHONE),
    stated("bank_card", BANK_CARD),
    stated("other_subsidy", None, "不晓得"),
)
ASSESSMENT = Assessment(
    answer="yes",
    lines=(("yes", "年满79周岁：您83周岁"), ("yes", "户口在扬中"), ("unknown", "没有领别的同类补贴")),
    ask=(),
    unsettled=("other_subsidy",),
    release="release-0001",
    on="2026-11-19",
)
CONSENT = Consent(purpose="submit", version="v1", at="2026-11-19T02:05:00+00:00", channel="web")


def opened(store: Store, key: str = "one", **changes: object) -> str:
    """Open a case after a first message of its resident."""
    values = {
        "kind": Kind.APPLICATION,
        "prefix": "G",
        "benefit": "gaoling",
        "region": "321182",
        "sender": SENDER,
        "facts": FACTS,
        "assessment": ASSESSMENT,
        "consents": (CONSENT,),
        "words": "我想办高龄津贴",
        "due": date(2026, 11, 26),
        "today": date(2026, 11, 19),
        **changes,
    }
    with store.writing() as db:
        hold(db, values["sender"])
        return work.open_case(db, key, **values)


def talked(store: Store, sender: Sender, heard: str, said: str, photos: tuple[str, ...] = ()) -> None:
    """Let one turn of a conversation have happened."""
    import json

    with store.writing() as db:
        held = hold(db, sender)
        keep(db, sender, f"m{held.turn}", json.dumps({"text": heard, "photos": photos}).encode())
        bubble = {"text": said, "choices": [{"label": "1 对", "send": "对"}], "phrases": ["greet"]}
        say(db, sender, held.turn, 0, json.dumps(bubble).encode(), held.epoch, offered=True)
        answered(db, sender, f"m{held.turn}", held.turn, b"[]")
        let_go(db, sender, b"{}")
