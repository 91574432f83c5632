"""The outermost layer: limits, safe headers, and words instead of tracebacks."""

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.shell import LARGEST_BODY, PICTURE_DOORS, Shell, http_error

SECRET = "990000194305120028"


def page(status):
    return f"<p>plain {status}</p>"


@pytest.fixture
def client():
    async def length(request):
        return PlainTextResponse(str(len(await request.body())))

    async def fails(request):
        raise RuntimeError(SECRET)

    routes = [
        Route("/length", length, methods=["POST"]),
        Route("/chat", length, methods=["POST"]),
        Route("/fails", fails),
        Route("/api/fails", fails),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Shell, page=page, https=True)],
        exception_handlers={HTTPException: http_error(page)},
    )
    return TestClient(app, raise_server_exceptions=False)


def test_a_body_within_the_limit_arrives_whole(client):
    assert client.post("/length", content=b"x" * LARGEST_BODY).text == str(LARGEST_BODY)


def test_a_body_over_the_limit_is_refused(client):
    assert client.post("/length", content=b"x" * (LARGEST_BODY + 1)).status_code == 413


def test_at_the_wechat_door_a_body_over_the_limit_gets_the_one_refusal_of_that_door(client):
    answer = client.post("/wechat/gh_1", content=b"x" * (LARGEST_BODY + 1))

    assert (answer.status_code, answer.content) == (403, b"refused")
    assert answer.headers["content-type"].startswith("text/plain")


def test_a_body_that_does_not_announce_its_length_is_counted(client):
    answer = client.post("/length", content=(b"x" * 65536 for _ in range(20)))

    assert answer.status_code == 413


def test_pictures_may_be_larger(client):
    size = LARGEST_BODY * 2

    assert client.post("/chat", content=b"x" * size).text == str(size)
    assert client.post("/chat", content=b"x" * (PICTURE_DOORS["/chat"] + 1)).status_code == 413


@pytest.mark.parametrize("path", ["/fails", "/api/fails", "/nowhere", "/length"])
def test_every_answer_has_the_safe_headers(client, path):
    headers = client.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" in headers


def test_a_fault_shows_people_a_plain_page_and_programs_a_sentence(client):
    page_answer, api_answer = client.get("/fails"), client.get("/api/fails")

    assert (page_answer.status_code, page_answer.text) == (500, "<p>plain 500</p>")
    assert "nothing was lost" in api_answer.json()["error"]
    assert SECRET not in page_answer.text + api_answer.text


def test_an_unknown_address_is_answered_in_the_same_way(client):
    assert client.get("/nowhere").text == "<p>plain 404</p>"
    assert client.get("/api/nowhere").json()["field"] == "request"
