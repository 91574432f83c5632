"""The policy editor's pages, over the libraries of this tree."""

from dataclasses import replace

import pytest

from content.problem import Problem
from storage.people import Role
from tests.unit.desk.fakes import TOKEN, ZHOU


def test_the_start_page_says_which_release_is_in_force_and_since_when(office, policies):
    page = office().get("/studio").text

    assert policies.release in page
    assert "2026-11-20 09:30 起" in page
    assert "没有查出问题" in page
    assert "1 个问题没答上来" in page


def test_every_problem_that_check_finds_is_shown_with_its_remedy(office):
    problem = Problem(path="policies/library/x.yml", line=3, fault="no source", remedy="name one")

    page = office([problem]).get("/studio").text

    assert "policies/library/x.yml:3" in page
    assert "写一个有的" in page


def test_a_card_shows_every_figure_with_region_source_and_mark(office, policies):
    page = office().get("/studio/cards/gaoling").text
    used = policies.parameters[policies.card("gaoling").amounts[0]]

    for code, figures in used.figures.items():
        assert policies.regions.spoken(code) in page
        for figure in figures:
            assert policies.sources[figure.source].title in page
            assert policies.marks[figure.mark].label in page


def test_a_card_that_is_not_there_says_so(office):
    answer = office().get("/studio/cards/nothing")

    assert answer.status_code == 404
    assert "没有这张卡片" in answer.text


def test_a_question_is_escaped_and_closed_with_a_note(office):
    browser = office()
    page = browser.get("/studio/unanswered").text
    address = page.split('action="')[1].split('"')[0]

    bare = browser.post(address, data={"token": TOKEN, "note": " "})
    closed = browser.post(address, data={"token": TOKEN, "note": "补了一条"})
    again = browser.post(address, data={"token": TOKEN, "note": "补了一条"})

    assert "&lt;b&gt;扬中" in page
    assert bare.status_code == 422
    assert closed.headers["location"].endswith("done=closed")
    assert again.headers["location"].endswith("done=already")
    assert "没有未答的问题" in browser.get("/studio/unanswered").text


def test_a_form_without_the_sessions_token_changes_nothing(office):
    browser = office()
    address = browser.get("/studio/unanswered").text.split('action="')[1].split('"')[0]

    answer = browser.post(address, data={"token": "wrong", "note": "补了一条"})

    assert answer.status_code == 403
    assert "补了一条" in answer.text
    assert "扬中" in browser.get("/studio/unanswered").text


@pytest.mark.parametrize("path", ["/studio", "/studio/cards/gaoling", "/studio/unanswered"])
def test_only_editors_and_admins_come_in(office, path):
    assert office(person=None).get(path).headers["location"].startswith("/login")
    assert office(person=ZHOU).get(path).status_code == 403
    assert office(person=replace(ZHOU, role=Role.ADMIN)).get(path).status_code == 200


def test_no_page_asks_another_host_or_runs_a_script_of_its_own(office):
    answer = office().get("/studio")

    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
