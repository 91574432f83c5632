"""The real program answers on its stable addresses, and a bad request never breaks it."""

import json

import httpx
import pytest

from tests.whole.program import LONGEST_ANSWER, wait_until

pytestmark = pytest.mark.whole


def post(server, **fields):
    body = {"sender": "whole", "message": "镇江的高龄津贴多少钱？", **fields}
    return httpx.post(f"{server.base}/webhooks/rest/webhook", json=body, timeout=LONGEST_ANSWER)


def test_alive_and_ready_say_nothing_else(server):
    assert httpx.get(f"{server.base}/healthz", timeout=LONGEST_ANSWER).text == "ok"
    assert httpx.get(f"{server.base}/readyz", timeout=LONGEST_ANSWER).text == "ready"


def test_a_repeated_message_gets_the_same_bytes_and_changes_nothing(server):
    first = post(server, sender="twice", message_id="m1", message="我想给我妈办高龄津贴，她83了")
    before = httpx.get(f"{server.base}/conversations/twice/tracker", timeout=LONGEST_ANSWER).json()

    again = post(server, sender="twice", message_id="m1", message="我想给我妈办高龄津贴，她83了")

    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert httpx.get(f"{server.base}/conversations/twice/tracker", timeout=LONGEST_ANSWER).json() == before


def test_an_answer_has_rasas_shape(server):
    for bubble in post(server, sender="shape").json():
        assert bubble["recipient_id"] == "shape"
        assert bubble["text"]


def test_a_text_is_parsed_in_rasas_shape(server):
    body = {"text": "我妈八十三了，住镇江，高龄津贴多少钱", "today": "2026-11-21"}

    parsed = httpx.post(f"{server.base}/model/parse", json=body, timeout=LONGEST_ANSWER).json()

    found = {entity["entity"]: entity for entity in parsed["entities"]}
    assert parsed["intent"]["name"] in {"ask_policy", "check_eligibility"}
    assert found["benefit"]["value"] == "gaoling"
    assert body["text"][found["benefit"]["start"] : found["benefit"]["end"]] == "高龄津贴"
    assert found["region"]["value"] == "321100"
    assert found["age"]["value"] == 83


@pytest.mark.parametrize("path", ["/model/parse", "/webhooks/rest/webhook"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"[" * 200_000,
        b'{"text": 7, "message": 7, "sender": "a"}',
        b'{"text": "\\ud800", "message": "\\ud800", "sender": "\\ud800"}',
        b'{"text": null}',
        json.dumps({"text": "x" * 100_000, "message": "x" * 100_000, "sender": "a"}).encode(),
        json.dumps({"text": "", "message": "", "sender": "empty"}).encode(),
        json.dumps({"text": "\u202e\u200b\x00🙂" * 50, "message": "\x00\u202e🙂", "sender": "odd"}).encode(),
        json.dumps({"text": "你好", "message": "你好", "sender": "a", "today": "9999-99-99"}).encode(),
        json.dumps({"text": "你好", "expecting": "no_such_kind", "message": "1", "sender": "b"}).encode(),
        json.dumps({"text": "1", "message": "1", "sender": "c", "today": "0001-01-01"}).encode(),
        json.dumps({"text": "1", "message": "1", "sender": "c", "today": "9999-12-31"}).encode(),
    ],
)
def test_bad_input_is_never_a_fault_of_ours(server, path, body):
    answer = httpx.post(f"{server.base}{path}", content=body, timeout=LONGEST_ANSWER)

    assert answer.status_code < 500, answer.text
    assert answer.headers["content-type"].startswith("application/json")


def test_a_proxied_request_without_a_token_is_refused(server):
    headers = {"X-Forwarded-For": "10.0.0.1"}

    for path in ("/metrics", "/api/cases", "/conversations/whole/tracker", "/api/openapi.json"):
        assert (
            httpx.get(f"{server.base}{path}", headers=headers, timeout=LONGEST_ANSWER).status_code == 401
        ), path


def test_every_address_for_programs_is_described(server):
    described = httpx.get(f"{server.base}/api/openapi.json", timeout=LONGEST_ANSWER).json()["paths"]

    assert {"/model/parse", "/webhooks/rest/webhook", "/conversations/{sender}/tracker", "/api/cases"} <= set(
        described
    )


def test_metrics_count_turns_without_naming_anybody(server):
    post(server, sender="counted-person")

    text = httpx.get(f"{server.base}/metrics", timeout=LONGEST_ANSWER).text

    assert 'zhangban_turns_total{channel="rest",outcome="answered"}' in text
    assert "counted-person" not in text


def test_the_demo_comes_with_cases_and_caseworkers(server):
    wait_until(lambda: "The queue holds" in server.printed(), "the demo is there")
    kinds = {
        case["kind"] for case in httpx.get(f"{server.base}/api/cases", timeout=LONGEST_ANSWER).json()["cases"]
    }
    logins = (server.data / "demo-logins.txt").read_text("utf-8").split()
    client = httpx.Client(base_url=server.base, follow_redirects=True, timeout=LONGEST_ANSWER)

    client.post("/login", data={"login": logins[0], "password": logins[1]})

    assert {"application", "hand_over"} <= kinds
    assert client.get("/desk").status_code == 200
    assert (server.data / "demo-logins.txt").stat().st_mode & 0o777 == 0o600
