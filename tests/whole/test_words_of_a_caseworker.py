"""What a caseworker writes on the desk reaches the person where they are: on the page, in REST, by callback."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from tests.whole.program import LONGEST_ANSWER
from tests.whole.server import serving

pytestmark = pytest.mark.whole

WISH = "我要找工作人员说话"
WORDS = "您好，我是经办，请带身份证来一趟。"


@pytest.fixture(scope="module")
def received():
    """A loopback receiver of callbacks: its address, and what was posted to it."""
    posted = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/callback", posted
    server.shutdown()


@pytest.fixture(scope="module")
def server(tmp_path_factory, received):
    folder = tmp_path_factory.mktemp("words") / "data"
    with serving(folder, "--demo", ZHANGBAN_CALLBACK_URL=received[0]) as running:
        yield running


@pytest.fixture(scope="module")
def caseworker(server):
    logins = dict(line.split() for line in (server.data / "demo-logins.txt").read_text("utf-8").splitlines())
    client = httpx.Client(base_url=server.base, follow_redirects=True, timeout=LONGEST_ANSWER)
    client.post("/login", data={"login": "zongban", "password": logins["zongban"]})
    return client


def hand_overs(server):
    listed = httpx.get(
        f"{server.base}/api/cases", params={"kind": "hand_over"}, timeout=LONGEST_ANSWER
    ).json()["cases"]
    return {case["number"] for case in listed}


def write_on(caseworker, number):
    """Claim the case, take the conversation over, and write."""
    here = f"/desk/cases/{number}"
    token = found(r'name="token" value="([^"]+)"', caseworker.get(here).text)
    for action, more in (("claim", {}), ("take-over", {}), ("write", {"text": WORDS})):
        version = found(r'name="version" value="(\d+)"', caseworker.get(here).text)
        fields = {"token": token, "version": version, **more}
        answer = caseworker.post(f"{here}/{action}", data=fields)
        assert answer.status_code == 200, action


def found(pattern, text):
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def until(condition, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_they_lead_the_next_answer_in_rest_once_and_a_repeat_gets_the_same_bytes(server, caseworker):
    before = hand_overs(server)
    say = {"sender": "waiting", "message": WISH, "message_id": "1"}
    httpx.post(f"{server.base}/webhooks/rest/webhook", json=say, timeout=LONGEST_ANSWER)
    write_on(caseworker, (hand_overs(server) - before).pop())

    say = {"sender": "waiting", "message": "好的", "message_id": "2"}
    answer = httpx.post(f"{server.base}/webhooks/rest/webhook", json=say, timeout=LONGEST_ANSWER)
    again = httpx.post(f"{server.base}/webhooks/rest/webhook", json=say, timeout=LONGEST_ANSWER)
    later = httpx.post(
        f"{server.base}/webhooks/rest/webhook", json={**say, "message_id": "3"}, timeout=LONGEST_ANSWER
    )

    assert WORDS in [bubble["text"] for bubble in answer.json()]
    assert again.content == answer.content
    assert WORDS not in later.text


def test_they_appear_on_the_page_at_its_next_question(server, caseworker):
    before = hand_overs(server)
    page = httpx.Client(base_url=server.base, follow_redirects=True, timeout=LONGEST_ANSWER)
    form = found(r'id="text-form" name="form" value="([^"]+)"', page.get("/chat").text)
    said = page.post("/chat", data={"form": form, "text": WISH}).text
    last = found(r'id="after" name="after" value="(\d+)"', said)

    write_on(caseworker, (hand_overs(server) - before).pop())

    assert WORDS in page.get("/chat/new", params={"after": last}).text
    assert WORDS in page.get("/chat").text


def test_they_are_posted_to_the_callback_address(server, caseworker, received):
    _, posted = received
    before = hand_overs(server)
    say = {"sender": "called", "message": WISH, "message_id": "1"}

    acknowledged = httpx.post(f"{server.base}/webhooks/callback/webhook", json=say, timeout=LONGEST_ANSWER)
    until(lambda: [post for post in posted if post["recipient_id"] == "called"])
    write_on(caseworker, (hand_overs(server) - before).pop())

    assert acknowledged.text == "success"
    until(lambda: [post for post in posted if post["text"] == WORDS])
