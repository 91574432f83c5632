"""The API is for the holder of the token, or without one for programs on this machine."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.access import access
from bot.settings import BadSettings, read_settings

TOKEN = "a-token-of-twenty-four-ch"


def client(**settings):
    async def hello(request):
        return PlainTextResponse("hello")

    rule = access(read_settings(**settings))
    return TestClient(Starlette(routes=[Route("/api/hello", rule.tokened(hello))]))


def test_without_a_token_this_machine_may_ask():
    assert client().get("/api/hello").status_code == 200


@pytest.mark.parametrize(
    "header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP"]
)
def test_without_a_token_what_came_through_a_proxy_may_not(header):
    answer = client().get("/api/hello", headers={header: "10.0.0.1"})

    assert answer.status_code == 401
    assert answer.json()["field"] == "authorization"


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
def test_a_missing_or_wrong_token_is_refused(given):
    assert client(api_token=TOKEN).get("/api/hello", headers={"Authorization": given}).status_code == 401


def test_the_token_opens_even_through_a_proxy():
    headers = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "10.0.0.1"}

    assert client(api_token=TOKEN).get("/api/hello", headers=headers).status_code == 200


@pytest.mark.parametrize("open_to_all", [{"host": "0.0.0.0"}, {"public_url": "https://help.example"}])
def test_an_open_api_that_others_can_reach_is_refused_at_start(open_to_all):
    with pytest.raises(BadSettings, match="ZHANGBAN_API_TOKEN is not set"):
        access(read_settings(**open_to_all))

    assert access(read_settings(api_token=TOKEN, **open_to_all)).token == TOKEN
