"""Which phrase a resident gets, and with which values."""

import re
from pathlib import Path

from cases import letters
from cases import store as case_store
from tests.unit.cases.office import opened, small_store
from tests.written import written

ROOT = Path(__file__).resolve().parents[3]


def test_each_letter_names_its_phrase_and_fills_its_gaps(tmp_path):
    store = small_store(tmp_path)
    with store.reading() as db:
        pass
    number = opened(store)
    with store.reading() as db:
        case = case_store.case(db, number)

    asked = letters.requested(case, "社保卡")
    approved = letters.approved(case, "高龄津贴", ["一", "二"], "")
    refused = letters.refused(case, "高龄津贴", ["一"])
    closed = letters.closed(case, "办好了")

    assert (asked.phrase, dict(asked.values)) == ("case_requested", {"number": "G-0001", "what": "社保卡"})
    assert (approved.phrase, approved.values["reasons"], approved.values["amount"]) == (
        "case_approved",
        "一\n二",
        "",
    )
    assert (refused.phrase, refused.values["benefit"]) == ("case_refused", "高龄津贴")
    assert (closed.phrase, closed.values["note"]) == ("case_closed", "办好了")
    assert (letters.arrived("周敏").phrase, letters.left().phrase) == ("caseworker_here", "caseworker_left")


def test_every_letter_finds_its_phrase_and_fills_all_its_gaps(tmp_path):
    store = small_store(tmp_path)
    number = opened(store)
    with store.reading() as db:
        case = case_store.case(db, number)
    said = {
        name: text
        for path in sorted((ROOT / "flows" / "library").rglob("*.yml"))
        for name, text in (written(path.read_text("utf-8")).get("phrases") or {}).items()
    }

    for letter in (
        letters.requested(case, "社保卡"),
        letters.approved(case, "高龄津贴", ["一"], "每月"),
        letters.refused(case, "高龄津贴", ["一"]),
        letters.closed(case, "办好了"),
        letters.arrived("周敏"),
        letters.left(),
    ):
        assert set(re.findall(r"\{(\w+)\}", said[letter.phrase])) <= set(letter.values), letter.phrase
