"""What people tell stands in no log, no metric, and not readable in the database's files."""

import httpx
import pytest

from tests.whole.program import LONGEST_ANSWER
from tests.whole.server import serving

pytestmark = pytest.mark.whole

# Invented, with right check digits, so that nothing drops them on the way.
NAME, ID_NUMBER, CARD, PHONE = "欧阳金丝雀", "990000194305120028", "6200000000000000018", "13900000001"
LINES = (
    "我想给我妈办高龄津贴，她83了",
    "示例市",
    NAME,
    ID_NUMBER,
    CARD,
    PHONE,
    "1",
    "对",
    f"我叫{NAME}，{PHONE}",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A server that was told everything, and has stopped: its output and its folder."""
    with serving(tmp_path_factory.mktemp("canaries") / "data") as server:
        for number, line in enumerate(LINES):
            body = {"sender": f"{PHONE}-{NAME}", "message": line, "message_id": f"{ID_NUMBER}-{number}"}
            answer = httpx.post(f"{server.base}/webhooks/rest/webhook", json=body, timeout=LONGEST_ANSWER)
            assert answer.status_code == 200, answer.text
        httpx.post(
            f"{server.base}/webhooks/rest/webhook",
            content=f'{{"sender": "{NAME}"'.encode(),
            timeout=LONGEST_ANSWER,
        )
        httpx.post(
            f"{server.base}/model/parse", json={"text": f"{NAME} {ID_NUMBER} {CARD}"}, timeout=LONGEST_ANSWER
        )
        httpx.get(f"{server.base}/nowhere?phone={PHONE}", timeout=LONGEST_ANSWER)
        httpx.post(
            f"{server.base}/login", data={"login": NAME, "password": ID_NUMBER}, timeout=LONGEST_ANSWER
        )
        metrics = httpx.get(f"{server.base}/metrics", timeout=LONGEST_ANSWER).text
        server.stop()
        return server, metrics


@pytest.mark.parametrize("canary", [NAME, ID_NUMBER, CARD, PHONE])
def test_a_canary_stands_in_no_log_and_no_metric(told, canary):
    server, metrics = told

    assert canary not in server.printed()
    assert canary not in metrics


@pytest.mark.parametrize("canary", [NAME, ID_NUMBER, CARD, PHONE])
def test_a_canary_is_not_readable_in_any_file_of_the_data_folder(told, canary):
    server, _ = told
    forms = (canary.encode(), canary.encode("utf-16-le"), canary.encode("unicode_escape"))

    files = [path for path in server.data.rglob("*") if path.is_file() and "models" not in path.parts]

    assert files
    for path in files:
        held = path.read_bytes()
        assert not any(form in held for form in forms), path.name
