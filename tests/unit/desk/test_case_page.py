"""The page of one case: who said what, what is still unclear, when it is due, and no number in full."""

import pytest

from cases import work
from cases.case import Kind
from storage import audit
from storage.people import add_account
from storage.photos import keep_photo
from tests.unit.desk.claimed import claimed, get, seen
from tests.unit.desk.fakes import (
    BANK_CARD,
    ID_NUMBER,
    LI,
    PHONE,
    SENDER,
    TODAY,
    ZHOU,
    opened,
    stated,
    talked,
)


def test_long_numbers_are_masked_everywhere_on_the_page(desk):
    number = claimed(desk)
    talked(desk.store, SENDER, f"我的身份证 {ID_NUMBER} 电话 {PHONE}", "记下了")
    with desk.store.writing() as db:
        work.resident_answered(db, number, f"卡号 {BANK_CARD}", today=TODAY)

    page = get(desk, number)

    assert not [secret for secret in (ID_NUMBER, PHONE, BANK_CARD) if secret in page]
    assert "3211**********1238" in page
    assert "138****2046" in page
    assert "6215********2222" in page


def test_a_full_number_needs_a_reason_and_is_recorded(desk):
    number = claimed(desk)

    bare = desk.post(number, "reveal", fact="id_number", why=" ")
    shown = desk.post(number, "reveal", fact="id_number", why="和公安核对")

    assert (bare.status_code, ID_NUMBER in bare.text) == (422, False)
    assert ID_NUMBER in shown.text
    assert PHONE not in shown.text
    assert shown.headers["refresh"].startswith("30;")
    with desk.store.reading() as db:
        (note,) = audit.notes(db)
    assert (note.who, note.object, note.reason) == ("zhou", f"{number}:id_number", "和公安核对")
    assert ID_NUMBER not in get(desk, number)


def test_facts_say_who_said_them_and_checks_stand_in_words(desk):
    page = get(desk, claimed(desk))

    assert "“四三年五月初六”" in page
    assert "1943年5月6日" in page
    assert "本人说" in page
    assert "✓ 符合" in page
    assert "? 还不清楚" in page
    assert "看起来符合条件" in page
    assert 'value="approved" required checked' not in page


def test_the_words_of_a_complaint_are_shown_beside_the_number_to_call_back(desk):
    number = claimed(
        desk, kind=Kind.COMPLAINT, benefit=None, facts=(stated("phone", PHONE),), words="窗口太慢"
    )

    assert "<blockquote>窗口太慢</blockquote>" in get(desk, number)


def test_what_residents_write_is_never_markup(desk):
    attack = "<script>alert(1)</script>{{7*7}}"
    number = claimed(desk, words=attack, facts=())
    talked(desk.store, SENDER, attack, attack)

    page = get(desk, number)

    assert "<script>" not in page
    assert "{{7*7}}" in page


def test_a_picture_is_shown_only_with_its_own_case(desk):
    number = claimed(desk)
    with desk.store.writing() as db:
        mine = keep_photo(db, desk.parts.photos, b"\x89PNG mine", sender=SENDER, message_id="m1")
        other = SENDER._replace(id="another")
        theirs = keep_photo(db, desk.parts.photos, b"\x89PNG theirs", sender=other, message_id="m1")

    shown = desk.browser.get(f"/desk/cases/{number}/photos/{mine}")
    hidden = desk.browser.get(f"/desk/cases/{number}/photos/{theirs}")

    assert (shown.content, shown.headers["content-type"]) == (b"\x89PNG mine", "image/png")
    assert hidden.status_code == 404


def test_the_clock_shows_its_arithmetic_over_a_holiday(desk):
    number = claimed(desk, due=TODAY.replace(month=12, day=1))

    page = get(desk, number)

    # 20 November 2026 is a Friday; to 1 December lie two weekends and seven working days.
    assert "还剩 7 个工作日" in page
    assert "中间 11 天" in page
    assert "减周末 4 天" in page


def test_a_year_without_a_notice_is_said_to_be_a_guess(desk):
    number = claimed(desk, due=TODAY.replace(year=2030))

    assert "那一年的放假安排还没有进库" in get(desk, number)


def test_an_open_page_learns_of_new_lines_and_only_of_new_ones(desk):
    number = claimed(desk)
    talked(desk.store, SENDER, "还在吗", "在的")

    fresh = desk.browser.get(f"/desk/cases/{number}/talk?seen=0")
    same = desk.browser.get(f"/desk/cases/{number}/talk?seen=2")

    assert "还在吗" in fresh.text
    assert "<html" not in fresh.text
    assert (same.status_code, same.text) == (204, "")


def test_colleagues_are_shown_by_name(desk):
    with desk.store.writing() as db:
        add_account(db, ZHOU, "x")
    number = claimed(desk)
    desk.guard.person = LI

    assert "周敏 在办" in get(desk, number)
    assert "周敏" in desk.browser.get("/desk").text


@pytest.mark.parametrize(
    ("relation", "shown"), [("mother", "妈妈"), ("self", "本人"), ("neighbour", "neighbour")]
)
def test_a_relation_is_shown_by_its_word(desk, relation, shown):
    number = claimed(desk, facts=(stated("who_for", relation, "原话"),))

    assert f'<span class="value">{shown}</span>' in get(desk, number)


def test_a_call_shows_its_summary_with_long_numbers_masked(desk):
    summary = {
        "who": "妈妈",
        "missing": "收钱的卡",
        "unclear": f"我的号是{ID_NUMBER}",
        "step": "3",
        "steps": "9",
    }
    number = opened(desk.store, kind=Kind.HAND_OVER, prefix="H", facts=(), summary=summary)

    page = get(desk, number)

    assert all(words in page for words in ("妈妈", "收钱的卡", "第 3 步，一共 9 步"))
    assert ID_NUMBER not in page


def test_the_head_names_whom_it_is_about_and_links_what_else_came_in_the_conversation(desk):
    number = claimed(desk, facts=(stated("name", "王秀兰"),))
    other = opened(desk.store, key="two", prefix="D", benefit="dibao")
    far = opened(desk.store, key="far", prefix="L", region="500229")

    page = get(desk, number)

    head = page[page.index('class="case-head"') : page.index('class="columns')]
    assert "王秀兰" in head
    assert f'href="/desk/cases/{other}"' in head
    assert far not in page


def test_a_picture_in_the_conversation_is_seen_beside_what_is_typed(desk):
    with desk.store.writing() as db:
        digest = keep_photo(db, desk.parts.photos, b"\xff\xd8\xff picture", sender=SENDER, message_id="m1")
    number = claimed(desk)
    talked(desk.store, SENDER, "", "照片收到了", (digest,))

    page = get(desk, number)

    assert f'<img src="/desk/cases/{number}/photos/{digest}"' in page
    assert f'href="/desk/cases/{number}/photos/{digest}" target="_blank"' in page


def test_the_second_pair_of_eyes_reads_why_the_suggestion_was_not_followed(desk):
    number = claimed(desk)
    refusal = {"outcome": "refused", "line_2": "no", "reason": "领着同类补贴", "against": "系统里查到"}
    desk.post(number, "decide", version=2, sure="1", **refusal)
    desk.guard.person = LI

    page = get(desk, number)

    proposal = page[page.index('class="second"') : page.index("同意不予")]
    assert "系统里查到" in proposal


def test_an_open_page_is_told_that_its_case_has_moved_on(desk):
    number = claimed(desk)
    version = seen(desk, number).version
    page = f"/desk/cases/{number}/talk?seen=0&version={version}"
    desk.post(number, "ask", version=version, what="社保卡", sure="1")
    with desk.store.writing() as db:
        work.resident_answered(db, number, "给您", today=TODAY)

    told = desk.browser.get(page).text

    assert "这一件刚有变化：居民答复了" in told
    assert f"version={version}&amp;moved=1" in told
    count = told.split("seen=")[1].split("&")[0]
    again = desk.browser.get(f"/desk/cases/{number}/talk?seen={count}&version={version}&moved=1")
    assert again.status_code == 204
    fresh = f"/desk/cases/{number}/talk?seen={count}&version={seen(desk, number).version}"
    assert desk.browser.get(fresh).status_code == 204
