"""The cases as other programs read them."""

from cases import work
from cases.case import Kind
from tests.unit.desk.fakes import BANK_CARD, ID_NUMBER, PHONE, opened


def test_the_list_holds_open_cases_and_can_be_narrowed(desk):
    one = opened(desk.store, key="one")
    report = opened(desk.store, key="two", kind=Kind.REPORT, prefix="R")
    with desk.store.writing() as db:
        work.withdraw(db, one, "resident")

    def listed(query):
        return [row["number"] for row in desk.browser.get(f"/api/cases{query}").json()["cases"]]

    assert listed("") == [report]
    assert listed("?status=withdrawn") == [one]
    assert listed("?kind=application") == []
    assert listed("?region=500000") == []


def test_a_case_is_whole_but_its_long_numbers_are_masked(desk):
    number = opened(desk.store)

    answer = desk.browser.get(f"/api/cases/{number}")

    facts = {fact["fact"]: fact["value"] for fact in answer.json()["facts"]}
    assert (facts["age"], facts["birth"], facts["other_subsidy"]) == (83, "1943-05-06", None)
    assert facts["id_number"] == "3211**********1238"
    assert not [secret for secret in (ID_NUMBER, PHONE, BANK_CARD) if secret in answer.text]
    assert answer.json()["due"] == "2026-11-26"


def test_what_is_not_there_or_not_known_is_said(desk):
    assert desk.browser.get("/api/cases/G-9999").status_code == 404
    assert desk.browser.get("/api/cases?kind=nonsense").json()["field"] == "kind"
    assert desk.browser.get("/api/cases?status=nonsense").status_code == 400
