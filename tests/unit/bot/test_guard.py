"""One sign-in for desk and studio: sessions, tokens of forms, and what a stranger is told."""

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.guard import Guard
from storage import people
from storage.people import Account, Role
from tests.passwords import quick_hash

PASSWORD = "correct horse battery"


@pytest.fixture
def guard(store, templates):
    hashed = quick_hash(PASSWORD)
    with store.writing() as db:
        for login, role in (("jingban", Role.CASEWORKER), ("bianji", Role.EDITOR)):
            account = Account(login=login, name="Chen", role=role, region="990000", active=True)
            people.add_account(db, account, hashed)
    return Guard(store=store, templates=templates, secure=False)


@pytest.fixture
def client(guard):
    async def who(request):
        account = await guard.signed_in(request)
        given = request.query_params.get("token", "")
        return JSONResponse(
            {
                "login": account.login if account else None,
                "token": guard.make_token(request),
                "ours": guard.check_token(request, given),
            }
        )

    routes = [*guard.routes(), Route("/who", who)]
    return TestClient(Starlette(routes=routes), follow_redirects=False)


def sign_in(client, **fields):
    return client.post("/login", data={"login": "jingban", "password": PASSWORD, **fields})


def test_a_right_password_begins_a_session_and_leads_to_the_desk(client):
    answer = sign_in(client)

    cookie = answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/desk"
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/who").json()["login"] == "jingban"


def test_an_editor_is_led_to_the_studio(client):
    assert sign_in(client, login="bianji").headers["location"] == "/studio"


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/desk/cases/G-0001", "/desk/cases/G-0001"),
        ("//evil.example", "/desk"),
        ("https://evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("/a\nb", "/desk"),
    ],
)
def test_only_a_path_of_ours_is_gone_on_to(client, asked, led):
    assert sign_in(client, next=asked).headers["location"] == led


@pytest.mark.parametrize("fields", [{"password": "wrong"}, {"login": "nobody"}, {"password": "x" * 500}])
def test_a_stranger_is_told_the_same_for_login_and_password(client, fields):
    answer = sign_in(client, **fields)

    assert answer.status_code == 403
    assert "没对上" in answer.text


def test_a_form_posted_from_another_site_is_refused(client):
    answer = client.post(
        "/login",
        data={"login": "jingban", "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403


def test_a_forms_token_belongs_to_its_session(client):
    sign_in(client)
    token = client.get("/who").json()["token"]

    assert client.get("/who", params={"token": token}).json()["ours"]
    assert not client.get("/who", params={"token": token[:-1] + "x"}).json()["ours"]
    client.cookies.clear()
    assert not client.get("/who", params={"token": token}).json()["ours"]


def test_without_a_session_no_token_is_right(client):
    assert not client.get("/who", params={"token": ""}).json()["ours"]


def test_signing_out_needs_the_forms_token_and_ends_the_session_in_the_store(client):
    sign_in(client)
    cookies = dict(client.cookies)
    token = client.get("/who").json()["token"]

    client.post("/logout", data={"token": "wrong"})
    still = client.get("/who").json()["login"]
    client.post("/logout", data={"token": token})

    client.cookies.update(cookies)
    assert still == "jingban"
    assert client.get("/who").json()["login"] is None


def test_five_wrong_guesses_lock_the_login(client):
    for _ in range(5):
        sign_in(client, password="wrong")

    assert sign_in(client).status_code == 429


def test_a_page_that_renews_itself_keeps_nobody_signed_in_who_went_away(client, clock):
    sign_in(client)

    clock.pass_by(minutes=20)
    renewed = client.get("/who", headers={"HX-Request": "true"}).json()["login"]
    clock.pass_by(minutes=10)

    assert renewed == "jingban"
    assert client.get("/who").json()["login"] is None


def test_a_page_that_is_opened_keeps_its_reader_signed_in(client, clock):
    sign_in(client)

    clock.pass_by(minutes=20)
    client.get("/who")
    clock.pass_by(minutes=10)

    assert client.get("/who").json()["login"] == "jingban"
