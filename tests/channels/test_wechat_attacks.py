"""Whoever is not the platform gets one answer, learns nothing, changes nothing, and disturbs nobody."""

import re

import httpx
import pytest

from tests.channels import hostile
from tests.channels.loopback import LONGEST
from tests.channels.wechat_pushes import Mode
from tests.channels.wechat_strangers import answered, refusal, served, words, written

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def trapped():
    with hostile.trap() as (address, caught):
        yield address, caught


@pytest.fixture(autouse=True)
def safe(request):
    for name in ("pushed", "polled"):
        if name in request.fixturenames:
            stand = request.getfixturevalue(name)
            stand.wechat.mode = Mode.SAFE if name == "pushed" else Mode.PLAIN


def test_every_forgery_gets_one_answer_and_leaves_no_trace(pushed):
    xml, before = words(pushed), written(pushed)

    got = {name: answered(pushed, make()) for name, make in hostile.forgeries(pushed.wechat, xml).items()}

    assert {name: answer for name, answer in got.items() if answer != refusal(pushed)} == {}
    assert written(pushed) == before
    assert served(pushed, "o-after-forgeries")


def test_the_refusal_is_short_and_is_not_the_answer_to_a_resident(pushed):
    status, body = refusal(pushed)

    assert status in (200, 401, 403)
    assert len(body) < 200
    if status == 200:
        assert body in (b"", b"success")


@pytest.mark.parametrize("signed", [False, True])
def test_no_hostile_body_gets_another_answer_reaches_out_or_is_kept(pushed, trapped, signed):
    (address, caught), before = trapped, written(pushed)
    known, got = pushed.wechat.account, {}

    for name, body in hostile.bad_bodies(address).items():
        query = hostile.signed(known, body, "")[0] if signed else {}
        got[name] = answered(pushed, (query, body[: 256 * 1024]))

    assert {name: answer for name, answer in got.items() if answer != refusal(pushed)} == {}
    assert caught == []
    assert written(pushed) == before
    assert served(pushed, f"o-after-bodies-{signed}")


def test_hostile_bodies_in_plain_mode_are_refused_too(polled, trapped):
    (address, caught), before = trapped, written(polled)
    got = {}

    for name, body in hostile.bad_bodies(address).items():
        got[name] = answered(polled, polled.wechat.packed(body))

    assert {name: answer for name, answer in got.items() if answer != refusal(polled)} == {}
    assert caught == []
    assert written(polled) == before


def test_bombs_inside_an_encrypted_push_do_nothing(pushed, trapped):
    (address, caught), before = trapped, written(pushed)

    got = {
        name: answered(pushed, pushed.wechat.packed(body[: 256 * 1024]))
        for name, body in hostile.bombs(address).items()
    }

    assert {name: answer for name, answer in got.items() if answer != refusal(pushed)} == {}
    assert caught == []
    assert written(pushed) == before


def test_a_replayed_push_in_plain_mode_with_another_body_is_refused(polled):
    query, body = polled.wechat.packed(words(polled, "o-replayed"))
    first = answered(polled, (query, body))
    before = written(polled)

    again = answered(polled, (query, words(polled, "o-replayed")))
    to_somebody_else = answered(polled, (query, words(polled, "o-victim")))

    assert first != refusal(polled)
    assert again == to_somebody_else == refusal(polled)
    assert written(polled) == before


def test_a_replayed_push_in_safe_mode_changes_nothing(pushed):
    push = pushed.wechat.packed(words(pushed, "o-replayed-safe"))
    answered(pushed, push)
    before = written(pushed)

    for _ in range(3):
        answered(pushed, push)

    assert written(pushed) == before


@pytest.mark.parametrize("account", ["gh_somebody_else", "gh_", "..%2fgh_0123456789ab", "gh_0123456789ab%00"])
def test_an_account_that_is_not_ours_is_not_there(pushed, account):
    status, body = answered(pushed, pushed.wechat.packed(words(pushed)), account=account)

    assert status == 404
    assert b"gh_0123456789ab" not in body


def test_the_address_is_verified_with_the_token_only(pushed):
    good = pushed.wechat.verified("echo-1234567890")
    where = f"{pushed.server.base}/wechat/{pushed.wechat.account.name}"
    bad = httpx.get(where, params={**dict(good.request.url.params), "signature": "0" * 40}, timeout=LONGEST)
    none = httpx.get(where, timeout=LONGEST)

    assert (good.status_code, good.text) == (200, "echo-1234567890")
    assert bad.text == none.text
    assert bad.status_code == none.status_code != 200
    assert "echo" not in bad.text


@pytest.mark.parametrize("echo", ["<script>alert(1)</script>", "回声 % + &"])
def test_an_echo_comes_back_byte_for_byte_and_never_as_a_page(pushed, echo):
    answer = pushed.wechat.verified(echo)

    assert answer.content == echo.encode()
    assert answer.headers["content-type"].startswith("text/plain")


def test_nothing_a_resident_wrote_and_no_secret_stands_in_the_log(pushed):
    known = pushed.wechat.account
    pushed.wechat.says("o-log", "我叫钱多多，身份证321102194305120022")

    log = pushed.server.printed()

    for secret in (known.token, known.aes_key, known.secret, "钱多多", "321102194305120022", "o-log"):
        assert secret not in log
    assert not re.search(r"access_token=\S{20}", log)
    assert pushed.telegram.api.token.partition(":")[2] not in log
    assert "Traceback" not in log
