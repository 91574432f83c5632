"""Every page of the desk as a browser without scripts sees it: who comes in, and what a page may do and load."""

from dataclasses import replace

from cases.case import Status
from storage import audit
from storage.people import Role
from tests.unit.desk.claimed import claimed, seen
from tests.unit.desk.fakes import (
    LI,
    opened,
)


def test_nobody_comes_in_without_signing_in(desk):
    desk.guard.person = None

    for path in ("/desk", "/desk/next", "/desk/cases/G-0001"):
        assert desk.browser.get(path).headers["location"] == f"/login?next={path}"
    assert desk.post("G-0001", "claim").headers["location"] == "/login?next=/desk"


def test_an_editor_does_not_work_on_cases(desk):
    desk.guard.person = replace(LI, role=Role.EDITOR)

    assert desk.browser.get("/desk").status_code == 403


def test_a_case_of_another_region_is_not_there_and_the_look_is_recorded(desk):
    number = opened(desk.store, region="500229")

    answers = [
        desk.browser.get(f"/desk/cases/{number}"),
        desk.post(number, "claim"),
        desk.post(number, "write"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    with desk.store.reading() as db:
        assert {note.what for note in audit.notes(db)} == {"asked_for_a_case_not_theirs"}
    assert seen(desk, number).owner is None


def test_a_form_without_the_sessions_token_changes_nothing_and_keeps_what_was_typed(desk):
    number = claimed(desk)

    answer = desk.browser.post(
        f"/desk/cases/{number}/ask", data={"token": "stolen", "version": "2", "what": "社保卡", "sure": "1"}
    )

    assert answer.status_code == 403
    assert "社保卡" in answer.text
    assert seen(desk, number).status is Status.IN_REVIEW


def test_nothing_changes_by_get(desk):
    number = opened(desk.store)

    assert desk.browser.get(f"/desk/cases/{number}/claim").status_code == 405
    assert desk.post(number, "nonsense").status_code == 404


def test_pages_are_never_cached_and_load_nothing_from_elsewhere(desk):
    answer = desk.browser.get(f"/desk/cases/{claimed(desk)}")

    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert "<style" not in answer.text
    assert "style=" not in answer.text
    assert desk.browser.get("/desk/static/desk.css").status_code == 200
